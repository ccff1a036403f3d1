import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Says to which Java methods the instructions belong that {@code step} has recorded, by what {@code agent} has written. */
public final class Attribute
{
    private static final int WIDTH = 60;
    /** Of no account themselves: what they do belongs to who calls them. */
    private static final Set<String> HELPERS = Set.of("Words", "DirectCopy", "Field", "ClockDomain", "SarClocks", "CellHeader", "Sram", "Register");

    private final TreeMap<Long, Code> codes = new TreeMap<>();

    /** A compiled method: where its pieces end, and the Java methods of each, innermost first. */
    private record Code(long size, List<Long> ends, List<String[]> stacks)
    {
    }

    private Attribute()
    {
    }

    /** usage: Attribute INSTRUCTIONS METHODS PER ROWS */
    public static void main(final String[] args) throws IOException
    {
        final Attribute attribute = new Attribute();
        attribute.read(Path.of(args[1]));
        attribute.print(Path.of(args[0]), args[2], Integer.parseInt(args[3]));
    }

    private void read(final Path methods) throws IOException
    {
        Code code = null;
        for (final String line : Files.readAllLines(methods))
        {
            final String[] parts = line.split(" ");
            if (parts[0].equals("M"))
            {
                code = new Code(Long.parseLong(parts[2], 16), new ArrayList<>(), new ArrayList<>());
                codes.put(Long.parseLong(parts[1], 16), code);
            }
            else
            {
                code.ends.add(Long.parseLong(parts[0], 16));
                code.stacks.add(Arrays.copyOfRange(parts, 1, parts.length));
            }
        }
    }

    private String[] stack(final long address)
    {
        final Map.Entry<Long, Code> entry = codes.floorEntry(address);
        if (entry == null || address >= entry.getKey() + entry.getValue().size)
        {
            return null;
        }
        final List<Long> ends = entry.getValue().ends;
        int low = 0;
        int high = ends.size();
        while (low < high)
        {
            final int middle = low + high >>> 1;
            if (ends.get(middle) > address)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }
        return low < ends.size() ? entry.getValue().stacks.get(low) : null;
    }

    private void print(final Path instructions, final String per, final int rows) throws IOException
    {
        final Map<Long, Integer> counts = new HashMap<>();
        final ByteBuffer addresses = ByteBuffer.wrap(Files.readAllBytes(instructions)).order(ByteOrder.nativeOrder());
        final int total = addresses.remaining() / Long.BYTES;
        while (addresses.hasRemaining())
        {
            counts.merge(addresses.getLong(), 1, Integer::sum);
        }
        final Map<String, Integer> classes = new HashMap<>();
        final Map<String, Integer> methods = new HashMap<>();
        final Map<String, Integer> inclusive = new HashMap<>();
        int operations = 0;
        int elsewhere = 0;
        for (final Map.Entry<Long, Integer> entry : counts.entrySet())
        {
            final String[] stack = stack(entry.getKey());
            final int count = entry.getValue();
            if (stack == null)
            {
                elsewhere += count;
                continue;
            }
            methods.merge(method(stack[0]), count, Integer::sum);
            classes.merge(owner(stack), count, Integer::sum);
            final Set<String> seen = new HashSet<>();
            for (final String frame : stack)
            {
                if (seen.add(method(frame)))
                {
                    inclusive.merge(method(frame), count, Integer::sum);
                }
            }
            if (method(stack[0]).equals(per))
            {
                operations = Math.max(operations, count);
            }
        }
        if (operations == 0)
        {
            System.err.println("no instruction of " + per + " was seen, expected CLASS.METHOD that runs once an operation");
            System.exit(1);
        }
        System.out.printf(Locale.ROOT, "%,d instructions, %,d calls of %s: %.0f instructions each, %.0f of them in code that is not Java%n",
            total, operations, per, (double)total / operations, (double)elsewhere / operations);
        table("by class, helpers with their callers", classes, operations, rows);
        table("by method", methods, operations, rows);
        table("by method, with what is inlined in it", inclusive, operations, rows);
    }

    private static void table(final String title, final Map<String, Integer> counts, final int operations, final int rows)
    {
        System.out.println();
        System.out.println(title);
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(rows)
            .forEach(e -> System.out.printf(Locale.ROOT, "  %-" + WIDTH + "s %8.1f%n", e.getKey(), (double)e.getValue() / operations));
    }

    /** The class of vatm that the instruction is for. */
    private static String owner(final String[] stack)
    {
        for (final String frame : stack)
        {
            final String owner = method(frame).replaceFirst("\\..*", "").replaceFirst("\\$.*", "");
            if (frame.startsWith("org/vatm/") && !HELPERS.contains(owner))
            {
                return owner;
            }
        }
        return "others";
    }

    /** Class and method, without package and line. */
    private static String method(final String frame)
    {
        return frame.substring(frame.lastIndexOf('/', frame.indexOf('.')) + 1, frame.lastIndexOf(':'));
    }
}
