package org.vatm.miniport;

import java.util.function.Supplier;
import org.vatm.host.Host;
import org.vatm.idt77252.BoardConfig;
import org.vatm.idt77252.Idt77252;
import org.vatm.idt77252.SarRegisters;
import org.vatm.line.AtmPort;
import org.vatm.line.SuniPhy;
import org.vatm.ndis.Ndis;
import org.vatm.ndis.NdisConfiguration;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisRequest;
import org.vatm.ndis.PvcCallManager;
import org.vatm.ndis.verifier.Verifier;
import org.vatm.pci.PciTiming;
import org.vatm.register.GuestErrors;
import org.vatm.sim.Simulation;

/** One host with one board, NDIS, the miniport, a call manager and a client. */
final class AtmMachine
{
    static final int SLOT = 4;
    static final int RAM_BYTES = 256 << 20;

    final Simulation simulation;
    final Host host;
    final AtmPort port;
    final Idt77252 chip;
    final Ndis ndis;
    final Verifier verifier;
    final AtmMiniport miniport = new AtmMiniport();
    final NdisConfiguration configuration = new NdisConfiguration();
    final NdisHandleHolder driverHandle = new NdisHandleHolder();
    final NdisHandleHolder adapterHandle = new NdisHandleHolder();
    final TestClient client;

    AtmMachine(final Simulation simulation, final String name, final int sramWords)
    {
        this(simulation, name, sramWords, RAM_BYTES);
    }

    AtmMachine(final Simulation simulation, final String name, final int sramWords, final int ramBytes)
    {
        this.simulation = simulation;
        host = new Host(simulation, name, PciTiming.PCI33, ramBytes);
        final byte[] esi = {0x00, 0x20, 0x48, 0x12, 0x34, (byte)name.charAt(0)};
        port = new AtmPort(name + "/sar", host.cpu(), new SuniPhy(SuniPhy.Model.S_UNI_LITE, new GuestErrors()));
        chip = new Idt77252(host, BoardConfig.of(name + "/sar", esi).withSramWords(sramWords), port);
        host.addDevice(chip, SLOT);
        host.assignResources();
        ndis = new Ndis(host);
        verifier = new Verifier(ndis).stopsOnFatal(false);
        client = new TestClient(verifier.protocolLibrary(), host.memory().allocator());
    }

    /** Loads the drivers and starts the adapter; the miniport's status. */
    int start()
    {
        return call(() ->
        {
            new PvcCallManager(verifier.protocolLibrary()).register();
            client.register();
            final int status = ndis.load(verifier.verified(miniport), driverHandle);
            return status != 0 ? status :
                ndis.startAdapter(driverHandle.value, SLOT, "atm0", configuration, adapterHandle);
        });
    }

    void halt()
    {
        call(() ->
        {
            ndis.haltAdapter(adapterHandle.value);
            return null;
        });
    }

    AtmAdapter adapter()
    {
        return miniport.adapters().get(0);
    }

    /** Creates and calls; the status of whatever failed, or SUCCESS. */
    int open(final TestVc vc)
    {
        return call(() ->
        {
            final int status = client.createVc(client.port, vc);
            if (status == 0)
            {
                client.makeCall(vc, vc.call);
            }
            return status == 0 ? vc.callStatus : status;
        });
    }

    /** A request of the client's; on a VC, or on the adapter if {@code vc} is null. */
    int request(final TestVc vc, final NdisRequest request)
    {
        return call(() -> verifier.protocolLibrary().ndisCoRequest(
            client.port.bindingHandle(), vc == null ? 0 : vc.ndisVcHandle(), request));
    }

    void close(final TestVc vc)
    {
        run(() -> client.closeCall(vc));
    }

    int delete(final TestVc vc)
    {
        return call(() -> client.deleteVc(vc));
    }

    void send(final TestVc vc, final byte[]... pieces)
    {
        run(() -> client.send(vc, pieces));
    }

    void run(final Runnable driverCode)
    {
        call(() ->
        {
            driverCode.run();
            return null;
        });
    }

    <T> T call(final Supplier<T> driverCode)
    {
        return host.cpu().call(driverCode);
    }

    /** A word of the board's SRAM. */
    int sram(final int word)
    {
        return call(() -> host.bridge().read32(chip.config().barBase(SarRegisters.BAR_SRAM) + 4L * word));
    }

    /** Behind the driver's back: no cells, no DMA, no interrupts. */
    void stopChip()
    {
        final long registers = chip.config().barBase(SarRegisters.BAR_REGISTERS);
        run(() -> host.bridge().write32(registers + SarRegisters.CFG.offset(), 0));
    }

    static byte[] pattern(final int lengthBytes, final int seed)
    {
        final byte[] bytes = new byte[lengthBytes];
        int x = seed * 0x9E37_79B9 + 1;
        for (int i = 0; i < lengthBytes; i++)
        {
            x = x * 1_103_515_245 + 12_345;
            bytes[i] = (byte)(x >>> 16);
        }
        return bytes;
    }
}
