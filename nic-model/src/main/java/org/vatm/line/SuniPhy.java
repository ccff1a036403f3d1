package org.vatm.line;

import static org.vatm.line.SuniRegisters.*;

import org.vatm.atm.CellHeader;
import org.vatm.register.Field;
import org.vatm.register.GuestErrors;
import org.vatm.register.Register;
import org.vatm.register.RegisterFile;

/**
 * The 155 Mb/s PHY: S/UNI-LITE, or IDT77155, which has the same registers and a few more. Registers, flags, counters
 * and the state of the line are here; cells are moved by who owns their FIFOs and asks here what to do with them.
 * <pre>
 *   line -> [RSOP section] -> [RLOP line] -> [RPOP path] -> [RACP cells] -> UTOPIA      each has flags and enables;
 *   line <- [TSOP section] <- [TLOP line] <- [TPOP path] <- [TACP cells] <- UTOPIA      MIS says who has a flag set
 * </pre>
 * Signal, frame, pointer and cell delineation are lost and found together, at once (model choice: the part takes 20 us
 * for the signal and up to some milliseconds for the rest).
 */
public final class SuniPhy implements UtilityDevice
{
    /** Which part. */
    public enum Model
    {
        /** PMC-Sierra PM5346. */
        S_UNI_LITE,
        /** IDT's part with the same registers, and those for K1, K2 and bit error rate. */
        IDT77155
    }

    private static final int OCTET = 0xFF;
    private static final int ABSENT = 0xFF;
    private static final int VPI_VCI_MASK = CellHeader.VPI_MASK | CellHeader.VCI_MASK;

    private static final int RSOP_FLAGS =
        RSOPSIS_BIPEI.mask() | RSOPSIS_LOSI.mask() | RSOPSIS_LOFI.mask() | RSOPSIS_OOFI.mask();
    private static final int RSOP_FLAG_TO_ENABLE = RSOPSIS_OOFI.lsb() - RSOPCIE_OOFE.lsb();
    private static final int RLOP_FLAGS =
        RLOPIES_FEBEI.mask() | RLOPIES_BIPEI.mask() | RLOPIES_LAISI.mask() | RLOPIES_RDII.mask();
    private static final int RLOP_ENABLE_TO_FLAG = RLOPIES_RDIE.lsb() - RLOPIES_RDII.lsb();
    private static final int RPOP_FLAGS = RPOPIS.fieldMask();
    private static final int HCS_FLAGS = RACPIES_CHCSI.mask() | RACPIES_UHCSI.mask();
    private static final int RACP_FLAGS = HCS_FLAGS | RACPIES_OOCDI.mask() | RACPIES_FOVRI.mask();
    private static final int TACP_FLAGS = TACPCS_TSOCI.mask() | TACPCS_FOVRI.mask();

    private static final Register[] IDT77155_ONLY = { APS0, APS1, APS2, APS3, RBER };

    private final Model model;
    private final RegisterFile registers;
    private final SuniCounter sectionBip = new SuniCounter(RSOPSBL, RSOPSBM);
    private final SuniCounter lineBip = new SuniCounter(RLOPLBL, RLOPLB, RLOPLBM);
    private final SuniCounter lineFebe = new SuniCounter(RLOPLFL, RLOPLF, RLOPLFM);
    private final SuniCounter pathBip = new SuniCounter(RPOPPBL, RPOPPBM);
    private final SuniCounter pathFebe = new SuniCounter(RPOPPFL, RPOPPFM);
    private final SuniCounter correctedHcs = new SuniCounter(RACPCHCS);
    private final SuniCounter uncorrectableHcs = new SuniCounter(RACPUHCS);
    private final SuniCounter receivedCells = new SuniCounter(RACPRCL, RACPRC, RACPRCM);
    private final SuniCounter transmittedCells = new SuniCounter(TACPTCL, TACPTC, TACPTCM);
    private final SuniCounter[] counters = {
        sectionBip, lineBip, lineFebe, pathBip, pathFebe, correctedHcs, uncorrectableHcs, receivedCells,
        transmittedCells };

    private CellCount transmitSource = nowPs -> 0;
    private long transmittedBefore;
    private PinListener interruptListener = nowPs -> { };
    private PinListener lineListener = nowPs -> { };
    private boolean resetPin;
    private boolean fibreSignal;
    private boolean held;
    private boolean receiverInSync;
    /** As MCT has them: asked for each cell. */
    private boolean localLoop;
    private boolean lineLoop;
    private boolean interrupt;
    private long nowPs;

    /**
     * A PHY after power-up, without a signal.
     *
     * @param model  which part.
     * @param errors for the register file; no access to a PHY is an error.
     */
    public SuniPhy(final Model model, final GuestErrors errors)
    {
        this.model = model;
        registers = new RegisterFile(MAP, errors);
        registers.onRead(MIS, this::summary);
        registers.onWrite(MRI, this::writeReset);
        registers.onWrite(MCT, this::lineControl);
        registers.onWrite(TSOPDIAG, this::lineControl);
        registers.onWrite(RACPCS, this::lineControl);
        registers.onWrite(TACPCS, this::lineControl);
        registers.onWrite(RSOPCIE, this::writeSectionControl);
        for (final SuniCounter counter : counters)
        {
            registers.onWrite(counter.first(), (before, after, data) -> load(counter));
        }
        reset();
        synchronise();
    }

    @Override
    public int read(final long timePs, final int address)
    {
        nowPs = timePs;
        if (resetPin)
        {
            return ABSENT;
        }
        if (isAbsent(address))
        {
            return 0;
        }
        final int value = registers.read(address & OCTET, OCTET);
        updateInterrupt();
        return value;
    }

    @Override
    public void write(final long timePs, final int address, final int value)
    {
        nowPs = timePs;
        final boolean isOpen = !held || (address & OCTET) == MRI.offset() && !resetPin;
        if (isOpen && !isAbsent(address))
        {
            registers.write(address & OCTET, value & OCTET, OCTET);
            updateInterrupt();
        }
    }

    @Override
    public boolean interrupt()
    {
        return interrupt;
    }

    /**
     * Who is told when {@link #interrupt()} changes.
     *
     * @param listener the only one.
     */
    @Override
    public void onInterruptChange(final PinListener listener)
    {
        interruptListener = listener;
    }

    /**
     * Who is told when what the PHY does with cells may have changed: reset, loops, FIFOs held, a signal sent or not.
     *
     * @param listener the only one.
     */
    public void onLineChange(final PinListener listener)
    {
        lineListener = listener;
    }

    /**
     * Where the transmit cell count comes from.
     *
     * @param source cells taken from the SAR since time zero.
     */
    public void transmitSource(final CellCount source)
    {
        transmitSource = source;
        transmittedBefore = source.cells(nowPs);
    }

    /**
     * The reset pin: while it is asserted, nothing answers on the utility bus and the line is dead.
     *
     * @param timePs   when.
     * @param asserted true: held in reset.
     */
    @Override
    public void resetPin(final long timePs, final boolean asserted)
    {
        nowPs = timePs;
        if (asserted != resetPin)
        {
            resetPin = asserted;
            held = asserted;
            reset();
            synchronise();
            updateInterrupt();
            lineListener.changed(timePs);
        }
    }

    /**
     * Whether the PHY is in reset, by its pin or by its register: no cell goes either way.
     *
     * @return true in reset.
     */
    public boolean inReset()
    {
        return held;
    }

    /**
     * The signal that arrives on the fibre.
     *
     * @param timePs  when it came or went.
     * @param present true: light, with frames in it.
     */
    public void signal(final long timePs, final boolean present)
    {
        nowPs = timePs;
        fibreSignal = present;
        synchronise();
        updateInterrupt();
    }

    /**
     * Whether cells that arrive can be received: a signal, from the fibre or by the local loop, and no reset.
     *
     * @return true when the receiver is in synchronism.
     */
    public boolean receives()
    {
        return receiverInSync;
    }

    /**
     * Whether there is a signal for the far end.
     *
     * @return false in reset, or when the driver has switched it off.
     */
    public boolean transmitsSignal()
    {
        return !held && !TSOPDIAG_DLOS.isSet(registers.get(TSOPDIAG));
    }

    /**
     * Local loop: what is sent is received; the far end gets it too, and is not heard.
     *
     * @return MCT.DLE.
     */
    public boolean localLoop()
    {
        return localLoop;
    }

    /**
     * Line loop: what is received is sent back, and what the SAR sends is lost.
     *
     * @return MCT.LLE.
     */
    public boolean lineLoop()
    {
        return lineLoop;
    }

    /**
     * Whether the receiver drops a cell, because nobody needs it, before it comes to its FIFO and is counted.
     *
     * @param header of a cell.
     * @return true for idle and unassigned cells, unless the driver wants them.
     */
    public boolean drops(final int header)
    {
        if ((header & VPI_VCI_MASK) != 0 || RACPCS_PASS.isSet(registers.get(RACPCS)))
        {
            return false;
        }
        final int octet = header >>> 24 & RACPMHP_GFC.mask() | header & (RACPMHP_PTI.mask() | RACPMHP_CLP.mask());
        return ((octet ^ registers.get(RACPMHP)) & registers.get(RACPMHM)) == 0;
    }

    /**
     * Whether headers with a single wrong bit are corrected.
     *
     * @return false when the driver has switched it off.
     */
    public boolean correctsHeaders()
    {
        return !RACPCS_DISCOR.isSet(registers.get(RACPCS));
    }

    /**
     * Whether cells with a wrong header, beyond correction, are dropped.
     *
     * @return false when the driver has switched it off.
     */
    public boolean dropsWrongHeaders()
    {
        return !RACPCS_DISHCS.isSet(registers.get(RACPCS));
    }

    /**
     * Whether the driver holds the receive FIFO empty.
     *
     * @return RACPCS.FIFORST, or reset.
     */
    public boolean receiveFifoReset()
    {
        return held || RACPCS_FIFORST.isSet(registers.get(RACPCS));
    }

    /**
     * Whether the driver holds the transmit FIFO empty.
     *
     * @return TACPCS.FIFORST, or reset.
     */
    public boolean transmitFifoReset()
    {
        return held || TACPCS_FIFORST.isSet(registers.get(TACPCS));
    }

    /**
     * Header of the cells that fill slots for which the SAR has none.
     *
     * @return GFC, PTI and CLP as the driver chose them; VPI and VCI 0.
     */
    public int idleHeader()
    {
        final int octet = registers.get(TACPIUCHP);
        return (octet & TACPIUCHP_GFC.mask()) << 24 | octet & ~TACPIUCHP_GFC.mask();
    }

    /**
     * Payload of those cells.
     *
     * @return each of its octets.
     */
    public int idlePayloadOctet()
    {
        return registers.get(TACPIUCPOP);
    }

    /**
     * Counts cells that the receiver has given to the SAR's side.
     *
     * @param n cells.
     */
    public void countReceivedCells(final long n)
    {
        if (!held)
        {
            receivedCells.count(n);
        }
    }

    /**
     * Counts headers that were corrected.
     *
     * @param timePs when.
     * @param n      headers.
     */
    public void countCorrectedHcs(final long timePs, final long n)
    {
        count(timePs, correctedHcs, n, RACPIES, RACPIES_CHCSI);
    }

    /**
     * Counts headers with errors beyond correction.
     *
     * @param timePs when.
     * @param n      headers.
     */
    public void countUncorrectableHcs(final long timePs, final long n)
    {
        count(timePs, uncorrectableHcs, n, RACPIES, RACPIES_UHCSI);
    }

    /**
     * Counts errors that the section's parity has shown.
     *
     * @param timePs when.
     * @param n      errors.
     */
    public void countSectionBip(final long timePs, final long n)
    {
        count(timePs, sectionBip, n, RSOPSIS, RSOPSIS_BIPEI);
    }

    /**
     * Counts errors that the line's parity has shown.
     *
     * @param timePs when.
     * @param n      errors.
     */
    public void countLineBip(final long timePs, final long n)
    {
        count(timePs, lineBip, n, RLOPIES, RLOPIES_BIPEI);
    }

    /**
     * Counts line errors that the far end has reported.
     *
     * @param timePs when.
     * @param n      errors.
     */
    public void countLineFebe(final long timePs, final long n)
    {
        count(timePs, lineFebe, n, RLOPIES, RLOPIES_FEBEI);
    }

    /**
     * Counts errors that the path's parity has shown.
     *
     * @param timePs when.
     * @param n      errors.
     */
    public void countPathBip(final long timePs, final long n)
    {
        count(timePs, pathBip, n, RPOPIS, RPOPIS_BIPEI);
    }

    /**
     * Counts path errors that the far end has reported.
     *
     * @param timePs when.
     * @param n      errors.
     */
    public void countPathFebe(final long timePs, final long n)
    {
        count(timePs, pathFebe, n, RPOPIS, RPOPIS_FEBEI);
    }

    /**
     * A cell was lost because the receive FIFO was full.
     *
     * @param timePs when.
     */
    public void receiveOverrun(final long timePs)
    {
        flag(timePs, RACPIES, RACPIES_FOVRI);
    }

    /**
     * A cell was lost because the transmit FIFO was full.
     *
     * @param timePs when.
     */
    public void transmitOverrun(final long timePs)
    {
        flag(timePs, TACPCS, TACPCS_FOVRI);
    }

    private boolean isAbsent(final int address)
    {
        if (model != Model.IDT77155)
        {
            for (final Register register : IDT77155_ONLY)
            {
                if (register.offset() == (address & OCTET))
                {
                    return true;
                }
            }
        }
        return false;
    }

    private int summary(final int stored)
    {
        return stored |
            MIS_TACPI.of((registers.get(TACPCS) & TACP_FLAGS) != 0 ? 1 : 0) |
            MIS_RACPI.of((registers.get(RACPIES) & RACP_FLAGS) != 0 ? 1 : 0) |
            MIS_RPOPI.of((registers.get(RPOPIS) & RPOP_FLAGS) != 0 ? 1 : 0) |
            MIS_RLOPI.of((registers.get(RLOPIES) & RLOP_FLAGS) != 0 ? 1 : 0) |
            MIS_RSOPI.of((registers.get(RSOPSIS) & RSOP_FLAGS) != 0 ? 1 : 0);
    }

    private void writeReset(final int before, final int after, final int data)
    {
        held = MRI_RESET.isSet(after);
        if (MRI_RESET.isSet(before | after))
        {
            reset();
            registers.set(MRI, MRI_RESET, held ? 1 : 0);
            lineControl(before, after, data);
        }
        else
        {
            for (final SuniCounter counter : counters)
            {
                load(counter);
            }
        }
    }

    private void writeSectionControl(final int before, final int after, final int data)
    {
        if (RSOPCIE_FOOF.isSet(data) && receiverInSync)
        {
            registers.set(RSOPSIS, RSOPSIS_OOFI, 1); // the frame is found again at once
        }
        registers.set(RSOPCIE, RSOPCIE_FOOF, 0);
    }

    private void lineControl(final int before, final int after, final int data)
    {
        synchronise();
        lineListener.changed(nowPs);
    }

    private void load(final SuniCounter counter)
    {
        if (counter == transmittedCells)
        {
            final long transmitted = transmitSource.cells(nowPs);
            counter.count(transmitted - transmittedBefore);
            transmittedBefore = transmitted;
        }
        counter.load(registers);
    }

    private void reset()
    {
        registers.reset();
        for (final SuniCounter counter : counters)
        {
            counter.clear();
        }
        transmittedBefore = transmitSource.cells(nowPs);
    }

    /**
     * Follows the signal. Reset values show a line that is well: in reset they stay, and a line that is dead when reset
     * ends is a change, with its flags.
     */
    private void synchronise()
    {
        localLoop = MCT_DLE.isSet(registers.get(MCT));
        lineLoop = MCT_LLE.isSet(registers.get(MCT));
        if (held)
        {
            receiverInSync = false;
            return;
        }
        final boolean signal = localLoop() ? transmitsSignal() : fibreSignal;
        final int lost = signal ? 0 : 1;
        if (RSOPSIS_LOSV.get(registers.get(RSOPSIS)) != lost)
        {
            change(RSOPSIS, RSOPSIS_LOSV, RSOPSIS, RSOPSIS_LOSI, lost);
            change(RSOPSIS, RSOPSIS_LOFV, RSOPSIS, RSOPSIS_LOFI, lost);
            change(RSOPSIS, RSOPSIS_OOFV, RSOPSIS, RSOPSIS_OOFI, lost);
            change(RPOPSC, RPOPSC_LOP, RPOPIS, RPOPIS_LOPI, lost);
            change(RACPCS, RACPCS_OOCDV, RACPIES, RACPIES_OOCDI, lost);
            change(MCT, MCT_LCDV, MIS, MIS_LCDI, lost);
        }
        receiverInSync = signal;
    }

    private void change(
        final Register status, final Field value, final Register flags, final Field flag, final int newValue)
    {
        registers.set(status, value, newValue);
        registers.set(flags, flag, 1);
    }

    private void count(
        final long timePs, final SuniCounter counter, final long n, final Register register, final Field flag)
    {
        if (n > 0 && !held)
        {
            counter.count(n);
            flag(timePs, register, flag);
        }
    }

    private void flag(final long timePs, final Register register, final Field flag)
    {
        nowPs = timePs;
        if (!held)
        {
            registers.set(register, flag, 1);
            updateInterrupt();
        }
    }

    private void updateInterrupt()
    {
        final boolean asserted = isInterrupting();
        if (asserted != interrupt)
        {
            interrupt = asserted;
            interruptListener.changed(nowPs);
        }
    }

    private boolean isInterrupting()
    {
        final int section = registers.get(RSOPSIS) & RSOP_FLAGS;
        final int line = registers.get(RLOPIES);
        final int cells = registers.get(RACPIES);
        final int transmit = registers.get(TACPCS);
        final int master = registers.get(MIS);
        return (section >> RSOP_FLAG_TO_ENABLE & registers.get(RSOPCIE)) != 0 ||
            (line & RLOP_FLAGS & line >> RLOP_ENABLE_TO_FLAG) != 0 ||
            (registers.get(RPOPIS) & registers.get(RPOPIE)) != 0 ||
            RACPIES_OOCDI.isSet(cells) && RACPIES_OOCDE.isSet(cells) ||
            (cells & HCS_FLAGS) != 0 && RACPIES_HCSE.isSet(cells) ||
            RACPIES_FOVRI.isSet(cells) && RACPIES_FIFOE.isSet(cells) ||
            (transmit & TACP_FLAGS) != 0 && TACPCS_FIFOE.isSet(transmit) ||
            MIS_LCDI.isSet(master) && MCT_LCDE.isSet(registers.get(MCT)) ||
            MIS_TROOLI.isSet(master) && CSCS_TROOLE.isSet(registers.get(CSCS)) ||
            MIS_RDOOLI.isSet(master) && CRCS_RDOOLE.isSet(registers.get(CRCS));
    }
}
