package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the drivers of an {@link UpperEdge} have been called for, in one list, and what they answer: SUCCESS unless told
 * otherwise, after having done what they were told to do.
 */
final class Script
{
    final List<String> log = new ArrayList<>();
    private final Map<String, Integer> answers = new HashMap<>();
    private final Map<String, Runnable> actions = new HashMap<>();

    /** A handler was called. */
    int call(final String handler)
    {
        log.add(handler);
        final Runnable action = actions.get(handler);
        if (action != null)
        {
            action.run();
        }
        return answers.getOrDefault(handler, NDIS_STATUS_SUCCESS);
    }

    /** A completion handler, or one without a status, was called. */
    void told(final String handler, final int status)
    {
        call(handler + " " + name(status));
    }

    void answer(final String handler, final int status)
    {
        answers.put(handler, status);
    }

    void on(final String handler, final Runnable action)
    {
        actions.put(handler, action);
    }

    /** What was written since the last time. */
    List<String> take()
    {
        final List<String> taken = List.copyOf(log);
        log.clear();
        return taken;
    }

    static String name(final int status)
    {
        return NdisStatus.name(status).replace("NDIS_STATUS_", "");
    }
}
