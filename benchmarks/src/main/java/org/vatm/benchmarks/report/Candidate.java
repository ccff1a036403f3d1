package org.vatm.benchmarks.report;

/**
 * One of those that are compared.
 *
 * @param name  as people know it.
 * @param role  whose it is.
 * @param probe measures it.
 */
record Candidate(String name, Role role, Probe probe)
{
    /** Whose a candidate is. */
    enum Role
    {
        /** Of the project. Where there are several forms, the best counts. */
        OURS,
        /** What one would take instead. */
        PEER,
        /** What cannot be beaten. */
        LIMIT
    }

    static Candidate ours(final String name, final Probe probe)
    {
        return new Candidate(name, Role.OURS, probe);
    }

    static Candidate peer(final String name, final Probe probe)
    {
        return new Candidate(name, Role.PEER, probe);
    }

    static Candidate limit(final String name, final Probe probe)
    {
        return new Candidate(name, Role.LIMIT, probe);
    }
}
