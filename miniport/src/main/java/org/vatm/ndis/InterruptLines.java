package org.vatm.ndis;

import java.util.ArrayList;
import java.util.List;
import org.vatm.host.Host;
import org.vatm.host.InterruptService;

/**
 * Who listens on which interrupt line. The service routines of a shared line run in the order of their registration,
 * until one recognises the interrupt if it is level sensitive, all of them if it is latched.
 */
final class InterruptLines
{
    private final Host host;
    private final List<Line> lines = new ArrayList<>();

    InterruptLines(final Host host)
    {
        this.host = host;
    }

    /** False if the line has a listener, and the two do not both share it. */
    boolean connect(final AdapterInterrupt interrupt)
    {
        Line line = line(interrupt.line);
        if (line == null)
        {
            line = new Line(interrupt.line);
            lines.add(line);
        }
        else if (!interrupt.isShared || !line.listeners.get(0).isShared)
        {
            return false;
        }
        line.listeners.add(interrupt);
        host.connectInterrupt(interrupt.slot(), line, interrupt.isLatched);
        return true;
    }

    void disconnect(final AdapterInterrupt interrupt)
    {
        final Line line = line(interrupt.line);
        host.connectInterrupt(interrupt.slot(), null);
        line.listeners.remove(interrupt);
        if (line.listeners.isEmpty())
        {
            lines.remove(line);
        }
    }

    /** At DEVICE: runs the service routines of a line. */
    void service(final int number)
    {
        final Line line = line(number);
        if (line != null)
        {
            line.service();
        }
    }

    private Line line(final int number)
    {
        for (final Line line : lines)
        {
            if (line.number == number)
            {
                return line;
            }
        }
        return null;
    }

    private static final class Line implements InterruptService
    {
        final int number;
        final List<AdapterInterrupt> listeners = new ArrayList<>();

        Line(final int number)
        {
            this.number = number;
        }

        @Override
        public boolean service()
        {
            boolean isRecognized = false;
            for (int i = 0; i < listeners.size() && (!isRecognized || listeners.get(i).isLatched); i++)
            {
                isRecognized |= listeners.get(i).service();
            }
            return isRecognized;
        }
    }
}
