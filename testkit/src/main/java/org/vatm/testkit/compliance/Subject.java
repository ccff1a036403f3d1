package org.vatm.testkit.compliance;

import org.vatm.ndis.NdisMiniportDriver;
import org.vatm.ndis.verifier.VerifierSeverity;
import org.vatm.testkit.DeviceFactory;
import org.vatm.testkit.MachineSpec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The miniport that is to comply, and what its adapter is. All else, such as which AALs and categories it has, the
 * suite asks it by OID; what it does not have is not tested.
 */
public final class Subject
{
    /** Where packets go that are sent on a VC. */
    public enum Path
    {
        /** To the adapter at the other end of the fibre. */
        PEER,
        /** Back to the VC that has sent them. */
        LOOP,
        /** Nowhere: nothing is ever received. */
        NOWHERE
    }

    private final Supplier<? extends NdisMiniportDriver> driver;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private DeviceFactory device = new DeviceFactory.AtmBoard();
    private Path path = Path.PEER;
    private long sramPattern;
    private VerifierSeverity severity = VerifierSeverity.ERROR;

    private Subject(final Supplier<? extends NdisMiniportDriver> driver)
    {
        this.driver = driver;
    }

    /**
     * A driver of the ATM board: two of them at a fibre, each with a driver of its own.
     *
     * @param driver makes a driver that has not been loaded yet; it is called for every test.
     */
    public static Subject of(final Supplier<? extends NdisMiniportDriver> driver)
    {
        return new Subject(driver);
    }

    /** It serves another device, and its packets come back to their VC. */
    public Subject device(final DeviceFactory factory)
    {
        device = factory;
        path = Path.LOOP;
        return this;
    }

    /** Where its packets go, if it is not as usual. */
    public Subject path(final Path newPath)
    {
        path = newPath;
        return this;
    }

    /** A configuration parameter that it needs: an Integer or a String. */
    public Subject parameter(final String keyword, final Object value)
    {
        parameters.put(keyword, value);
        return this;
    }

    /** SRAM of its ATM board powers up as pseudo-random words of that seed, not as zeros. */
    public Subject sramPattern(final long seed)
    {
        sramPattern = seed;
        return this;
    }

    /** Warnings of the verifier fail a test too, not errors alone. */
    public Subject strict()
    {
        severity = VerifierSeverity.WARNING;
        return this;
    }

    Path path()
    {
        return path;
    }

    MachineSpec machine()
    {
        final MachineSpec spec = MachineSpec.of(driver).device(device).adapters(path == Path.PEER ? 2 : 1)
            .failsAt(severity).sramPattern(sramPattern);
        parameters.forEach(spec::parameter);
        return spec;
    }
}
