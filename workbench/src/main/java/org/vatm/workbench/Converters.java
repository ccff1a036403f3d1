package org.vatm.workbench;

import org.vatm.workbench.encap.Encapsulation;
import org.vatm.workbench.input.InputException;
import org.vatm.workbench.input.Quantity;
import org.vatm.workbench.scenario.Category;
import org.vatm.workbench.scenario.Choice;
import org.vatm.workbench.scenario.Scenario;
import org.vatm.workbench.scenario.Sram;
import org.vatm.workbench.scenario.SramPowerUp;
import org.vatm.workbench.scenario.Timing;
import org.vatm.workbench.serve.Link;
import org.vatm.workbench.serve.Quirk;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.function.Function;

/**
 * Values of options; what is wrong with one is told with the option's name.
 */
final class Converters
{
    private static final int MOST_VCS = 1_000_000;

    private Converters()
    {
    }

    static <T> T converted(final String value, final Function<String, T> reader)
    {
        try
        {
            return reader.apply(value);
        }
        catch (final InputException e)
        {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static class Reader<T> implements ITypeConverter<T>
    {
        private final Function<String, T> reader;

        Reader(final Function<String, T> reader)
        {
            this.reader = reader;
        }

        @Override
        public final T convert(final String value)
        {
            return converted(value, reader);
        }
    }

    static final class DurationPs extends Reader<Long>
    {
        DurationPs()
        {
            super(DurationPs::read);
        }

        private static Long read(final String text)
        {
            final long ps = Quantity.durationPs(text);
            if (ps == 0)
            {
                throw InputException.of("'%s' must be more than nothing", text);
            }
            return ps;
        }
    }

    static final class VcCount extends Reader<Integer>
    {
        VcCount()
        {
            super(text -> (int)Quantity.number(text, 1, MOST_VCS));
        }
    }

    static final class CellRate extends Reader<Integer>
    {
        CellRate()
        {
            super(text -> (int)Quantity.number(text, 1, Scenario.LINE_CELLS_PER_SECOND));
        }
    }

    static final class Seed extends Reader<Long>
    {
        Seed()
        {
            super(text -> Quantity.number(text, 0, Long.MAX_VALUE / 10));
        }
    }

    static final class EncapsulationName extends Reader<Encapsulation>
    {
        EncapsulationName()
        {
            super(text -> Choice.of(Encapsulation.class, text));
        }
    }

    static final class CategoryName extends Reader<Category>
    {
        CategoryName()
        {
            super(text -> Choice.of(Category.class, text));
        }
    }

    static final class TimingName extends Reader<Timing>
    {
        TimingName()
        {
            super(text -> Choice.of(Timing.class, text));
        }
    }

    static final class SramSize extends Reader<Sram>
    {
        SramSize()
        {
            super(text -> Choice.of(Sram.class, text));
        }
    }

    static final class SramPowerUpName extends Reader<SramPowerUp>
    {
        SramPowerUpName()
        {
            super(text -> Choice.of(SramPowerUp.class, text));
        }
    }

    static final class LinkName extends Reader<Link>
    {
        LinkName()
        {
            super(text -> Choice.of(Link.class, text));
        }
    }

    static final class QuirkName extends Reader<Quirk>
    {
        QuirkName()
        {
            super(text -> Choice.of(Quirk.class, text));
        }
    }
}
