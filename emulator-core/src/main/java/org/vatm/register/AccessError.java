package org.vatm.register;

/** Guest errors that every device has. */
public enum AccessError implements GuestError
{
    READ_UNMAPPED("read of an offset without a register", "reads 0"),
    WRITE_UNMAPPED("write to an offset without a register", "ignored"),
    NARROW_WRITE("write of less than a word to a register with side effects", "ignored"),
    NOT_MODELLED("use of a function of the device that the model leaves out", "ignored; reported once each");

    private final String meaning;
    private final String answer;

    AccessError(final String meaning, final String answer)
    {
        this.meaning = meaning;
        this.answer = answer;
    }

    @Override
    public String meaning()
    {
        return meaning;
    }

    @Override
    public String answer()
    {
        return answer;
    }
}
