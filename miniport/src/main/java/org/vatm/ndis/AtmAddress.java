package org.vatm.ndis;

import java.util.Arrays;

/** {@code ATM_ADDRESS}: an end system's address, or a telephone number. */
public final class AtmAddress
{
    public static final int ATM_NSAP = 0; // 20 bytes
    public static final int ATM_E164 = 1; // up to 15 digits in ASCII

    /** Bytes of the C structure. */
    public static final int LENGTH = 28;
    public static final int MAX_DIGITS = 20;

    public int addressType;
    /** Bytes of {@link #address} that count. */
    public int numberOfDigits;
    public final byte[] address = new byte[MAX_DIGITS];

    /** Takes over a 20-byte address. */
    public AtmAddress nsap(final byte... bytes)
    {
        return set(ATM_NSAP, bytes);
    }

    public void copyFrom(final AtmAddress other)
    {
        addressType = other.addressType;
        numberOfDigits = other.numberOfDigits;
        System.arraycopy(other.address, 0, address, 0, MAX_DIGITS);
    }

    /** Of the same type with the same digits. */
    public boolean matches(final AtmAddress other)
    {
        return addressType == other.addressType &&
            Arrays.equals(address, 0, numberOfDigits, other.address, 0, other.numberOfDigits);
    }

    AtmAddress set(final int type, final byte[] bytes)
    {
        if (bytes.length > MAX_DIGITS)
        {
            throw new IllegalArgumentException("bytes.length=" + bytes.length + ", must be at most " + MAX_DIGITS);
        }
        addressType = type;
        numberOfDigits = bytes.length;
        System.arraycopy(bytes, 0, address, 0, bytes.length);
        return this;
    }
}
