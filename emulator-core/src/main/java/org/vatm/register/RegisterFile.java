package org.vatm.register;

import static org.vatm.register.AccessError.NARROW_WRITE;
import static org.vatm.register.AccessError.READ_UNMAPPED;
import static org.vatm.register.AccessError.WRITE_UNMAPPED;

/**
 * The state behind a {@link RegisterMap}: a row of masks for each register, made once. Blocks hook the registers they
 * own in their constructors. An access allocates nothing.
 *
 * <p>{@code lanes} are the byte enables as a mask: 0xFFFF_FFFF is a whole word, 0x0000_FF00 its second byte.
 */
public final class RegisterFile
{
    /** Behaviour of a register on a write by the guest; the value is stored already, the action may store another. */
    @FunctionalInterface
    public interface WriteAction
    {
        /**
         * @param before value before the write.
         * @param after  value after it, by the rules of the fields.
         * @param data   what the guest put on the enabled lanes, else 0.
         */
        void onWrite(int before, int after, int data);
    }

    /** Behaviour of a register on a read by the guest. */
    @FunctionalInterface
    public interface ReadAction
    {
        /** Gives what is read in place of {@code stored}. RC fields of the stored value are cleared afterwards. */
        int onRead(int stored);
    }

    private static final WriteAction NOTHING = (before, after, data) -> { };

    private final RegisterMap map;
    private final GuestErrors errors;
    private final int slotShift;
    private final int wholeWord;
    private final Register[] register;
    private final int[] value;
    private final int[] resetValue;
    private final int[] readable;
    private final int[] readClears;
    private final int[] writable;
    private final int[] writeOneClears;
    private final boolean[] wordOnly;
    private final WriteAction[] writeAction;
    private final ReadAction[] readAction;

    /** @throws IllegalStateException if a reset value has a bit that no field of its register covers. */
    public RegisterFile(final RegisterMap map, final GuestErrors errors)
    {
        this.map = map;
        this.errors = errors;
        slotShift = Integer.numberOfTrailingZeros(map.registerBytes());
        wholeWord = -1 >>> 32 - map.registerBits();
        final int slots = map.sizeBytes() >> slotShift;
        register = new Register[slots];
        value = new int[slots];
        resetValue = new int[slots];
        readable = new int[slots];
        readClears = new int[slots];
        writable = new int[slots];
        writeOneClears = new int[slots];
        wordOnly = new boolean[slots];
        writeAction = new WriteAction[slots];
        readAction = new ReadAction[slots];
        for (final Register r : map.registers())
        {
            if ((r.resetValue() & ~r.fieldMask()) != 0)
            {
                throw new IllegalStateException(
                    r + ": reset value 0x" + Integer.toHexString(r.resetValue()) + " outside its fields");
            }
            final int i = r.offset() >> slotShift;
            register[i] = r;
            resetValue[i] = r.resetValue();
            readable[i] = r.fieldMask() & ~r.mask(Access.WO);
            readClears[i] = r.mask(Access.RC);
            writable[i] = r.mask(Access.RW) | r.mask(Access.WO);
            writeOneClears[i] = r.mask(Access.W1C);
            wordOnly[i] = r.isWordOnly();
            writeAction[i] = NOTHING;
        }
        reset();
    }

    /** A read by the guest. Bytes outside {@code lanes} come as 0 and are not disturbed. */
    public int read(final int offset, final int lanes)
    {
        final int i = index(offset);
        if (i < 0)
        {
            if (!map.hasSilentHoles())
            {
                errors.report(READ_UNMAPPED, offset, 0);
            }
            return 0;
        }
        final int stored = value[i];
        final ReadAction action = readAction[i];
        final int data = action == null ? stored : action.onRead(stored);
        value[i] &= ~(readClears[i] & lanes);
        return data & readable[i] & lanes;
    }

    /** A write by the guest. */
    public void write(final int offset, final int data, final int lanes)
    {
        final int i = index(offset);
        if (i < 0)
        {
            if (!map.hasSilentHoles())
            {
                errors.report(WRITE_UNMAPPED, offset, data);
            }
            return;
        }
        if (wordOnly[i] && (lanes & wholeWord) != wholeWord)
        {
            errors.report(NARROW_WRITE, offset, data);
            return;
        }
        final int before = value[i];
        final int rw = writable[i] & lanes;
        final int after = (before & ~rw | data & rw) & ~(data & writeOneClears[i] & lanes);
        value[i] = after;
        writeAction[i].onWrite(before, after, data & lanes);
    }

    /** The stored value, without effects: for blocks and tools. */
    public int get(final Register r)
    {
        return value[slot(r)];
    }

    /** Stores a value for the device's side: no access rules, no hooks. */
    public void set(final Register r, final int newValue)
    {
        value[slot(r)] = newValue;
    }

    /** Stores one field for the device's side. */
    public void set(final Register r, final Field field, final int fieldValue)
    {
        final int i = slot(r);
        value[i] = field.set(value[i], fieldValue);
    }

    /** Adds behaviour; several actions of one register run in the order in which they were added. */
    public void onWrite(final Register r, final WriteAction action)
    {
        final int i = slot(r);
        final WriteAction first = writeAction[i];
        writeAction[i] = first == NOTHING ? action : (before, after, data) ->
        {
            first.onWrite(before, after, data);
            action.onWrite(before, after, data);
        };
    }

    /** @throws IllegalStateException if another block answers reads of this register already. */
    public void onRead(final Register r, final ReadAction action)
    {
        final int i = slot(r);
        if (readAction[i] != null)
        {
            throw new IllegalStateException(r + " has a read action already");
        }
        readAction[i] = action;
    }

    /** All registers take their reset values; no hook runs. */
    public void reset()
    {
        System.arraycopy(resetValue, 0, value, 0, value.length);
    }

    public RegisterMap map()
    {
        return map;
    }

    private int index(final int offset)
    {
        final int i = offset >> slotShift;
        return i >= 0 && i < register.length && register[i] != null ? i : -1;
    }

    private int slot(final Register r)
    {
        final int i = r.offset() >> slotShift;
        if (i >= register.length || register[i] != r)
        {
            throw new IllegalArgumentException(r + " is not a register of " + map.name());
        }
        return i;
    }
}
