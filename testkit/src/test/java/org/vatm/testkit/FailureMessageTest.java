package org.vatm.testkit;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisSharedMemory;
import org.vatm.testkit.driver.SoftMiniport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a failing test tells its reader. */
class FailureMessageTest
{
    @VirtualAtm(seed = 77)
    static class Wrong
    {
        @Test
        void shouldFail(final TestMachine machine)
        {
            final VcPair vc = machine.open(VcSpec.vc(32));
            vc.a().send(new byte[100]);
            AtmAssertions.assertThat(vc.b()).hasReceived(new byte[101]);
        }
    }

    @VirtualAtm(driver = SoftMiniport.class, device = DeviceFactory.Plain.class, adapters = 1)
    static class Careless
    {
        @Test
        void shouldFailAtTheEnd(final TestMachine machine, final TestAdapter adapter)
        {
            adapter.run(() -> adapter.ndis().miniportLibrary().ndisMAllocateSharedMemory(
                adapter.parts().handle(), 64, false, new NdisSharedMemory()));
        }
    }

    @VirtualAtm
    static class Broken
    {
        @Test
        void shouldFailByAnException(final TestMachine machine)
        {
            machine.a().run(() -> machine.a().protocolLibrary().ndisCoCreateVc(1, 0, 0, new NdisHandleHolder()));
        }
    }

    @Test
    void shouldCarrySeedTimeAndTraceFile() throws IOException
    {
        final Throwable failure = only(Wrong.class);

        final List<String> lines = failure.getMessage().lines().toList();
        assertEquals("VC 0/32 on B: received packet 0 of 1 has 100 bytes instead of 101", lines.get(0));
        assertTrue(lines.get(1).matches("  seed 77, simulated time [\\d.]+ us, trace (.*)"), lines.get(1));
        final Path trace = Path.of(lines.get(1).replaceFirst(".*trace ", ""));
        final String text = Files.readString(trace);
        assertTrue(text.contains("A: VC 0/32 on A: NdisCoSendPackets 1"), "what the test did");
        assertTrue(text.contains("A/line  cell"), "what happened on the wires");
        assertTrue(Stream.of(failure.getStackTrace()).anyMatch(frame -> frame.getMethodName().equals("shouldFail")));
    }

    @Test
    void shouldFailATestWhoseDriverWasCareless()
    {
        final String message = only(Careless.class).getMessage();

        assertTrue(message.startsWith("adapter A: NDIS has seen NOT_IN_INITIALIZE ("), message);
        assertTrue(message.contains("seed 1, simulated time"), message);
    }

    @Test
    void shouldExplainExceptionsToo()
    {
        final Throwable failure = only(Broken.class);

        assertEquals(AssertionFailedError.class, failure.getClass());
        assertTrue(failure.getMessage().startsWith("HND-01: NdisBugCheck: INVALID_NDIS_HANDLE"), failure.getMessage());
        assertTrue(failure.getMessage().contains("trace target"), failure.getMessage());
    }

    private static Throwable only(final Class<?> testClass)
    {
        final Launch launch = Launch.of(testClass);
        assertEquals(1, launch.failures().size(), launch.failures()::toString);
        return launch.failures().values().iterator().next();
    }
}
