package org.vatm.workbench.run;

/**
 * Told now and then how far a run is.
 */
public interface Progress
{
    /**
     * The machine is up and the traffic starts.
     *
     * @param whole what {@code done} will be at the end; 0 if that is not known.
     * @param unit  of both: {@code "PDUs"} or {@code "ms"}.
     */
    void begin(long whole, String unit);

    /**
     * @param done so far.
     */
    void at(long done);
}
