package org.vatm.miniport;

import static org.vatm.line.SuniRegisters.MRI;
import static org.vatm.line.SuniRegisters.MRI_RESET;
import static org.vatm.line.SuniRegisters.MRI_TYPE;
import static org.vatm.line.SuniRegisters.MT;
import static org.vatm.line.SuniRegisters.MT_DS27_53;
import static org.vatm.line.SuniRegisters.RACPCHCS;
import static org.vatm.line.SuniRegisters.RACPUHCS;
import static org.vatm.line.SuniRegisters.RSOPCIE;
import static org.vatm.line.SuniRegisters.RSOPCIE_LOSE;
import static org.vatm.line.SuniRegisters.RSOPSIS;
import static org.vatm.line.SuniRegisters.RSOPSIS_LOSV;
import static org.vatm.line.SuniRegisters.TACPIUCHP;
import static org.vatm.line.SuniRegisters.TACPIUCHP_CLP;
import static org.vatm.line.SuniRegisters.TACPIUCPOP;

/**
 * The S/UNI PHY behind the utility bus: set-up, signal, counters.
 */
final class PhyUnit
{
    private static final int TYPE_LITE = 3;
    private static final int TYPE_ULTRA = 7;
    private static final int IDLE_PAYLOAD = 0x6A;
    private static final int COUNTER_TRANSFER_MICROSECONDS = 8;

    private final AdapterHardware hardware;
    private boolean signal;
    private long headerErrors;

    PhyUnit(final AdapterHardware hardware)
    {
        this.hardware = hardware;
    }

    /**
     * Resets the PHY and sets it up for idle cells and an interrupt when the signal comes or goes; false if it is
     * none of ours.
     */
    boolean start()
    {
        final int identity = hardware.readPhy(MRI);
        final int type = MRI_TYPE.get(identity);
        if (type != TYPE_LITE && type != TYPE_ULTRA)
        {
            return false;
        }
        hardware.writePhy(MRI, identity | MRI_RESET.mask());
        hardware.writePhy(MRI, identity & ~MRI_RESET.mask());
        hardware.writePhy(MT, hardware.readPhy(MT) & MT_DS27_53.mask());
        hardware.writePhy(TACPIUCHP, TACPIUCHP_CLP.mask());
        hardware.writePhy(TACPIUCPOP, IDLE_PAYLOAD);
        hardware.writePhy(RSOPCIE, RSOPCIE_LOSE.mask());
        checkSignal();
        return true;
    }

    /** Reads the state of the signal, which also clears what made the PHY interrupt. */
    boolean checkSignal()
    {
        signal = !RSOPSIS_LOSV.isSet(hardware.readPhy(RSOPSIS));
        return signal;
    }

    boolean hasSignal()
    {
        return signal;
    }

    /** Takes over the PHY's counters, which are too short to be left for more than a second or so. */
    void readCounters()
    {
        hardware.writePhy(MRI, 0);
        hardware.awaitCommand();
        hardware.stall(COUNTER_TRANSFER_MICROSECONDS);
        headerErrors += hardware.readPhy(RACPCHCS) + hardware.readPhy(RACPUHCS);
    }

    /** Cells with errors in their headers, corrected or not, up to the last {@link #readCounters()}. */
    long headerErrors()
    {
        return headerErrors;
    }
}
