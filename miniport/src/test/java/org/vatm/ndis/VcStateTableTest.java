package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_DATA;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation on a VC in every state of contract 5.1, one test each: the table of 5.2 and that of 5.3 in one.
 * <p>
 * An entry says what is returned ({@code -} by a void routine), which state follows if it is another one, what the
 * drivers are called for, and after {@code !} what is reported. S1 and S7 are seen from inside the call manager's
 * ProtocolCoCreateVc and ProtocolCoDeleteVc, S8 is after the deletion.
 */
class VcStateTableTest
{
    private static final List<String> STATES = List.of("S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8");
    private static final String DEAD = "bug check";

    /** An operation, and what comes of it in S1 to S7; in S8 every one stops the system. */
    private record Row(String name, ToIntFunction<Subject> operation, String... expected)
    {
    }

    private static List<Row> rows()
    {
        final String no = "NOT_ACCEPTED";
        final String wrong = "NOT_ACCEPTED !WRONG_PARTY";
        final String unexpected = "- !UNEXPECTED_COMPLETION";
        final String inactive = "- [cl CoSendComplete VC_NOT_ACTIVATED] !SEND_ON_INACTIVE_VC";
        final String closing = "- [cl CoSendComplete CLOSING] !SEND_ON_INACTIVE_VC";
        final String sent = "- [CoSendPackets]";
        final String inReset = "- [cl CoSendComplete RESET_IN_PROGRESS]";
        final String notOwner = "- [cm CoSendComplete NOT_ACCEPTED] !WRONG_PARTY";
        final String returned = "- [ReturnPacket] !RECEIVE_ON_INACTIVE_VC";
        final String notDelivered = "- !RECEIVE_ON_INACTIVE_VC";
        final String delivered = "- [cl CoReceivePacket SUCCESS, ReturnPacket]";
        final String lent = "- [cl CoReceivePacket RESOURCES]";
        final String mismatch = "- !SEND_COMPLETE_MISMATCH";
        return List.of(
            row("NdisCoDeleteVc", Subject::delete, // T16
                no, "SUCCESS >S8 [cm CoDeleteVc, CoDeleteVc]", no, no, no, "CLOSING", no),
            row("NdisCoDeleteVc, not the creator", s -> s.ndis.ndisCoDeleteVc(s.cmVc),
                wrong, wrong, wrong, wrong, wrong, wrong, wrong),
            row("NdisCmActivateVc", s -> s.activate(NDIS_STATUS_SUCCESS), // T5, T9
                no, "SUCCESS >S4 [CoActivateVc]", no, "SUCCESS [CoActivateVc]", no, "CLOSING", "CLOSING"),
            row("NdisCmActivateVc, pended", s -> s.activate(NDIS_STATUS_PENDING), // T6, T10
                no, "PENDING >S3 [CoActivateVc]", no, "PENDING >S5 [CoActivateVc]", no, "CLOSING", "CLOSING"),
            row("NdisCmActivateVc, refused", s -> s.activate(NDIS_STATUS_INVALID_DATA), // T8, T12
                no, "INVALID_DATA [CoActivateVc]", no, "INVALID_DATA [CoActivateVc]", no, "CLOSING", "CLOSING"),
            row("NdisCmActivateVc in a reset", s -> s.inReset(() -> s.activate(NDIS_STATUS_SUCCESS)),
                no, "RESET_IN_PROGRESS", no, "RESET_IN_PROGRESS", no, "CLOSING", "CLOSING"),
            row("NdisCmActivateVc by the client",
                s -> s.ndis.ndisCmActivateVc(s.clientVc, TestSystem.parameters()),
                wrong, wrong, wrong, wrong, wrong, wrong, wrong),
            row("NdisCmDeactivateVc", s -> s.deactivate(NDIS_STATUS_SUCCESS), // T13
                no, no, "PENDING", "SUCCESS >S2 [CoDeactivateVc]", "PENDING", "CLOSING", no),
            row("NdisCmDeactivateVc, pended", s -> s.deactivate(NDIS_STATUS_PENDING), // T14
                no, no, "PENDING", "PENDING >S6 [CoDeactivateVc]", "PENDING", "CLOSING", no),
            row("NdisCmDeactivateVc, failed", s -> s.deactivate(NDIS_STATUS_FAILURE),
                no, no, "PENDING", "FAILURE [CoDeactivateVc] !DEACTIVATE_FAILED", "PENDING", "CLOSING", no),
            row("NdisCmDeactivateVc by the client", s -> s.ndis.ndisCmDeactivateVc(s.clientVc),
                wrong, wrong, wrong, wrong, wrong, wrong, wrong),
            row("NdisCoSendPackets", s -> s.send(s.clientVc),
                inactive, inactive, inactive, sent, sent, closing, inactive),
            row("NdisCoSendPackets in a reset", s -> s.inReset(() -> s.send(s.clientVc)),
                inactive, inactive, inactive, inReset, inReset, closing, inactive),
            row("NdisCoSendPackets by the call manager", s -> s.send(s.cmVc),
                notOwner, notOwner, notOwner, notOwner, notOwner, notOwner, notOwner),
            row("NdisMCoIndicateReceivePacket", s -> s.indicate(NDIS_STATUS_SUCCESS),
                returned, returned, returned, delivered, delivered, delivered, returned),
            row("NdisMCoIndicateReceivePacket, RESOURCES", s -> s.indicate(NDIS_STATUS_RESOURCES),
                notDelivered, notDelivered, notDelivered, lent, lent, lent, notDelivered),
            row("NdisMCoSendComplete, unknown packet", Subject::completeUnknown,
                mismatch, mismatch, mismatch, mismatch, mismatch, mismatch, mismatch),
            row("NdisMCoActivateVcComplete", s -> s.activateComplete(NDIS_STATUS_SUCCESS), // T7, T11
                unexpected, unexpected, "- >S4 [cm ActivateVcComplete SUCCESS]", unexpected,
                "- >S4 [cm ActivateVcComplete SUCCESS]", unexpected, unexpected),
            row("NdisMCoActivateVcComplete, failed", s -> s.activateComplete(NDIS_STATUS_RESOURCES), // T8, T12
                unexpected, unexpected, "- >S2 [cm ActivateVcComplete RESOURCES]", unexpected,
                "- >S4 [cm ActivateVcComplete RESOURCES]", unexpected, unexpected),
            row("NdisMCoActivateVcComplete, PENDING", s -> s.activateComplete(NDIS_STATUS_PENDING),
                unexpected, unexpected, "- >S2 [cm ActivateVcComplete FAILURE] !COMPLETED_WITH_PENDING", unexpected,
                "- >S4 [cm ActivateVcComplete FAILURE] !COMPLETED_WITH_PENDING", unexpected, unexpected),
            row("NdisMCoActivateVcComplete, twice", Subject::activateCompleteTwice,
                unexpected + " UNEXPECTED_COMPLETION", unexpected + " UNEXPECTED_COMPLETION",
                "- >S4 [cm ActivateVcComplete SUCCESS] !UNEXPECTED_COMPLETION",
                unexpected + " UNEXPECTED_COMPLETION",
                "- >S4 [cm ActivateVcComplete SUCCESS] !UNEXPECTED_COMPLETION",
                unexpected + " UNEXPECTED_COMPLETION", unexpected + " UNEXPECTED_COMPLETION"),
            row("NdisMCoActivateVcComplete, other parameters", Subject::activateCompleteOther,
                unexpected, unexpected, "- >S4 [cm ActivateVcComplete SUCCESS] !COMPLETION_ARGUMENTS", unexpected,
                "- >S4 [cm ActivateVcComplete SUCCESS] !COMPLETION_ARGUMENTS", unexpected, unexpected),
            row("NdisMCoDeactivateVcComplete", s -> s.deactivateComplete(NDIS_STATUS_SUCCESS), // T15
                unexpected, unexpected, unexpected, unexpected, unexpected,
                "- >S2 [cm DeactivateVcComplete SUCCESS]", unexpected),
            row("NdisMCoDeactivateVcComplete, failed", s -> s.deactivateComplete(NDIS_STATUS_FAILURE),
                unexpected, unexpected, unexpected, unexpected, unexpected,
                "- >S4 [cm DeactivateVcComplete FAILURE] !DEACTIVATE_FAILED", unexpected),
            row("NdisMCoDeactivateVcComplete, PENDING", s -> s.deactivateComplete(NDIS_STATUS_PENDING),
                unexpected, unexpected, unexpected, unexpected, unexpected,
                "- >S4 [cm DeactivateVcComplete FAILURE] !DEACTIVATE_FAILED COMPLETED_WITH_PENDING", unexpected),
            row("NdisMCoDeactivateVcComplete, packets out", Subject::deactivateCompleteWithPacketsOut,
                unexpected, unexpected, unexpected, unexpected, unexpected,
                "- >S2 [cm DeactivateVcComplete SUCCESS] !PACKETS_OUT_AFTER_DEACTIVATE", unexpected),
            row("NdisMCoIndicateStatus", Subject::indicateStatus, "-", "-", "-", "-", "-", "-", "-"));
    }

    private static Row row(final String name, final ToIntFunction<Subject> operation, final String... expected)
    {
        return new Row(name, operation, expected);
    }

    @TestFactory
    Stream<DynamicTest> shouldDoAsTheContractSaysInEveryState()
    {
        final List<DynamicTest> tests = new ArrayList<>();
        for (final Row row : rows())
        {
            for (int i = 0; i < STATES.size(); i++)
            {
                final String state = STATES.get(i);
                final String expected = state.equals("S8") ? DEAD : row.expected[i];
                tests.add(dynamicTest(state + " " + row.name, () -> check(row, state, expected)));
            }
        }
        return tests.stream();
    }

    private static void check(final Row row, final String state, final String expected)
    {
        try (Subject subject = new Subject())
        {
            if (expected.equals(DEAD))
            {
                subject.reach(state, null);
                final NdisBugCheck bugCheck = assertThrows(
                    NdisBugCheck.class, () -> subject.edge.call(() -> row.operation.applyAsInt(subject)));
                assertEquals(NdisBugCheckCode.INVALID_VC_HANDLE, bugCheck.code());
                return;
            }
            subject.reach(state, row.operation);
            assertEquals(expected, subject.outcome);
        }
    }

    /** A VC of the client that is brought to a state, where one operation is tried. */
    private static final class Subject implements AutoCloseable
    {
        final UpperEdge edge = new UpperEdge().up();
        final NdisProtocolLibrary ndis = edge.library;
        final Script script = edge.script;
        final ScriptedMiniport miniport = edge.miniport;
        String outcome;
        long clientVc;
        long cmVc;
        long miniportVc;
        boolean isVoid;

        void reach(final String state, final ToIntFunction<Subject> operation)
        {
            script.on("cm CoCreateVc", () ->
            {
                final NdisVc vc = edge.vc();
                clientVc = vc.handle(NdisVc.CLIENT);
                cmVc = vc.handle(NdisVc.CALL_MANAGER);
                miniportVc = vc.handle(NdisVc.MINIPORT);
                if (state.equals("S1"))
                {
                    attempt(state, operation);
                }
            });
            assertEquals(NDIS_STATUS_SUCCESS, edge.call(edge.client::createVc));
            edge.run(() -> goTo(state, operation));
            if (!state.equals("S1") && !state.equals("S7") && operation != null)
            {
                edge.run(() -> attempt(state, operation));
            }
        }

        private void goTo(final String state, final ToIntFunction<Subject> operation)
        {
            switch (state)
            {
                case "S3" -> activate(NDIS_STATUS_PENDING);
                case "S4" -> activate(NDIS_STATUS_SUCCESS);
                case "S5" ->
                {
                    activate(NDIS_STATUS_SUCCESS);
                    activate(NDIS_STATUS_PENDING);
                }
                case "S6" ->
                {
                    activate(NDIS_STATUS_SUCCESS);
                    deactivate(NDIS_STATUS_PENDING);
                }
                case "S7" ->
                {
                    script.on("cm CoDeleteVc", () -> attempt(state, operation));
                    delete();
                }
                case "S8" -> delete();
                default ->
                {
                }
            }
        }

        private void attempt(final String state, final ToIntFunction<Subject> operation)
        {
            script.on("cm CoDeleteVc", () -> { });
            script.log.clear();
            isVoid = false;
            assertEquals(state, state());
            final int status = operation.applyAsInt(this);
            outcome = isVoid ? "-" : Script.name(status);
            if (!state().equals(state))
            {
                outcome += " >" + state();
            }
            final List<String> log = script.take();
            outcome += log.isEmpty() ? "" : " " + log;
            String separator = " !";
            for (final NdisViolation violation : NdisViolation.values())
            {
                for (long i = edge.violations(violation); i > 0; i--)
                {
                    outcome += separator + violation;
                    separator = " ";
                }
            }
        }

        private String state()
        {
            final NdisVc vc = edge.ndis.vcs.get(clientVc);
            return "S" + (vc == null ? 8 : vc.state.ordinal());
        }

        int delete()
        {
            return ndis.ndisCoDeleteVc(clientVc);
        }

        int activate(final int answer)
        {
            script.answer("CoActivateVc", answer);
            return ndis.ndisCmActivateVc(cmVc, TestSystem.parameters());
        }

        int deactivate(final int answer)
        {
            script.answer("CoDeactivateVc", answer);
            return ndis.ndisCmDeactivateVc(cmVc);
        }

        int inReset(final IntSupplier operation)
        {
            script.answer("Reset", NDIS_STATUS_PENDING);
            ndis.ndisReset(edge.client.binding.value);
            script.log.clear();
            return operation.getAsInt();
        }

        int send(final long handle)
        {
            ndis.ndisCoSendPackets(handle, new NdisPacket[] { edge.packets.allocatePacket() }, 1);
            return done();
        }

        int indicate(final int status)
        {
            final NdisPacket packet = miniport.packets.allocatePacket();
            packet.status(status);
            miniport.ndis.ndisMCoIndicateReceivePacket(miniportVc, new NdisPacket[] { packet }, 1);
            return done();
        }

        int completeUnknown()
        {
            miniport.ndis.ndisMCoSendComplete(NDIS_STATUS_SUCCESS, miniportVc, edge.packets.allocatePacket());
            return done();
        }

        int activateComplete(final int status)
        {
            miniport.ndis.ndisMCoActivateVcComplete(status, miniportVc, miniport.activation);
            return done();
        }

        int activateCompleteTwice()
        {
            activateComplete(NDIS_STATUS_SUCCESS);
            return activateComplete(NDIS_STATUS_SUCCESS);
        }

        int activateCompleteOther()
        {
            miniport.ndis.ndisMCoActivateVcComplete(NDIS_STATUS_SUCCESS, miniportVc, TestSystem.parameters());
            return done();
        }

        int deactivateComplete(final int status)
        {
            miniport.ndis.ndisMCoDeactivateVcComplete(status, miniportVc);
            return done();
        }

        int deactivateCompleteWithPacketsOut()
        {
            edge.client.keeps = 1;
            final NdisVc vc = edge.ndis.vcOfMiniport(miniportVc);
            if (vc.state == NdisVcState.DEACTIVATING)
            {
                indicate(NDIS_STATUS_SUCCESS);
                script.log.clear();
            }
            return deactivateComplete(NDIS_STATUS_SUCCESS);
        }

        int indicateStatus()
        {
            miniport.ndis.ndisMCoIndicateStatus(
                miniport.adapter, miniportVc, NdisStatus.NDIS_STATUS_MEDIA_BUSY, null, 0);
            return done();
        }

        private int done()
        {
            isVoid = true;
            return NDIS_STATUS_SUCCESS;
        }

        @Override
        public void close()
        {
            edge.close();
        }
    }
}
