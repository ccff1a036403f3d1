package org.vatm.testkit;

import org.vatm.idt77252.BoardConfig;
import org.vatm.ndis.NdisMiniportDriver;
import org.vatm.ndis.verifier.VerifierSeverity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a {@link TestMachine} is made of: hosts with one adapter each, called A, B, C, ..., ATM boards joined in pairs
 * by fibres (the last of an odd number has a plug that leads its light back), on each adapter an instance of the
 * driver.
 */
public final class MachineSpec
{
    private static final int USUAL_FIBRE_METRES = 1_000;

    final Supplier<? extends NdisMiniportDriver> driver;
    final Map<String, Object> parameters = new LinkedHashMap<>();
    DeviceFactory device = new DeviceFactory.AtmBoard();
    int adapters = 2;
    int fibreMetres = USUAL_FIBRE_METRES;
    int sramWords = BoardConfig.DEFAULT_SRAM_WORDS;
    long sramPattern;
    long seed = 1;
    boolean verifier = true;
    VerifierSeverity fails = VerifierSeverity.ERROR;
    boolean starts = true;
    boolean badDay;
    String name = "machine";

    private MachineSpec(final Supplier<? extends NdisMiniportDriver> driver)
    {
        this.driver = driver;
    }

    /** A machine whose adapters each have a driver from here. */
    public static MachineSpec of(final Supplier<? extends NdisMiniportDriver> driver)
    {
        return new MachineSpec(driver);
    }

    /** Other devices than ATM boards; no fibres. */
    public MachineSpec device(final DeviceFactory factory)
    {
        device = factory;
        return this;
    }

    public MachineSpec adapters(final int count)
    {
        if (count < 1 || count > 26)
        {
            throw new IllegalArgumentException("adapters=" + count + ", must be 1 to 26");
        }
        adapters = count;
        return this;
    }

    public MachineSpec fibreMetres(final int metres)
    {
        fibreMetres = metres;
        return this;
    }

    /** SRAM of ATM boards: 32768, 131072 or 524288 words. */
    public MachineSpec sramWords(final int words)
    {
        sramWords = words;
        return this;
    }

    /** SRAM of ATM boards at power-up: 0 for zeros, else the seed of pseudo-random words, others on each board. */
    public MachineSpec sramPattern(final long newPattern)
    {
        sramPattern = newPattern;
        return this;
    }

    /** Of {@link TestMachine#random}. */
    public MachineSpec seed(final long newSeed)
    {
        seed = newSeed;
        return this;
    }

    /** A configuration parameter of every adapter: an Integer or a String. */
    public MachineSpec parameter(final String keyword, final Object value)
    {
        parameters.put(keyword, value);
        return this;
    }

    public MachineSpec verifier(final boolean isOn)
    {
        verifier = isOn;
        return this;
    }

    /** Findings of the verifier that are at least so bad fail the test; ERROR if nothing is said. */
    public MachineSpec failsAt(final VerifierSeverity severity)
    {
        fails = severity;
        return this;
    }

    /** Every adapter has a bad day, drawn from the seed: {@link org.vatm.ndis.fault.FaultInjector#badDay}. */
    public MachineSpec badDay(final boolean isOn)
    {
        badDay = isOn;
        return this;
    }

    /** The test starts the adapters itself. */
    public MachineSpec notStarted()
    {
        starts = false;
        return this;
    }

    /** For the name of the trace file. */
    public MachineSpec name(final String newName)
    {
        name = newName;
        return this;
    }
}
