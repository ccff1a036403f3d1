package org.vatm.workbench.scenario;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.vatm.workbench.input.InputException;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A node of a YAML document that knows its file and line, so that whatever is wrong with it can be said there.
 */
final class YamlNode
{
    private final String file;
    private final Node node;

    private YamlNode(final String file, final Node node)
    {
        this.file = file;
        this.node = node;
    }

    /** The root of a file in UTF-8. */
    static YamlNode read(final Path file)
    {
        if (!Files.exists(file))
        {
            throw InputException.of("%s: no such file, expected a scenario", file);
        }
        try
        {
            return read(file.toString(), Files.readString(file));
        }
        catch (final MalformedInputException e)
        {
            throw InputException.of("%s:1: octets that are not UTF-8, expected a scenario in YAML", file);
        }
        catch (final IOException e)
        {
            throw InputException.of("%s: cannot be read (%s), expected a scenario", file, e.getMessage());
        }
    }

    static YamlNode read(final String file, final String text)
    {
        try
        {
            final Node root = new Compose(LoadSettings.builder().setLabel(file).build()).composeString(text)
                .orElseThrow(() -> InputException.of("%s:1: empty, expected a scenario", file));
            return new YamlNode(file, root);
        }
        catch (final MarkedYamlEngineException e)
        {
            final int line = e.getProblemMark().or(e::getContextMark).map(mark -> mark.getLine() + 1).orElse(1);
            throw InputException.of("%s:%d: %s, expected YAML", file, line, e.getProblem().replaceAll("\\s+", " "));
        }
        catch (final YamlEngineException e)
        {
            final String problem = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            throw InputException.of("%s:1: %s, expected YAML", file, problem);
        }
    }

    /** An error in this node: what it is and what was expected. */
    InputException bad(final String format, final Object... args)
    {
        return InputException.of("%s:%d: %s", file, node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1),
            String.format(format, args));
    }

    /** Checks that this is a mapping with none but these keys, each once at most. */
    YamlNode mapping(final String... keys)
    {
        if (!(node instanceof MappingNode mapping))
        {
            throw bad("%s, expected a mapping with %s", kind(), String.join(", ", keys));
        }
        final Set<String> seen = new HashSet<>();
        for (final NodeTuple tuple : mapping.getValue())
        {
            final YamlNode key = new YamlNode(file, tuple.getKeyNode());
            final String name = key.text();
            if (!List.of(keys).contains(name))
            {
                throw key.bad("unknown key '%s', expected one of %s", name, String.join(", ", keys));
            }
            if (!seen.add(name))
            {
                throw key.bad("key '%s' a second time, expected it once", name);
            }
        }
        return this;
    }

    /** Value of a key of a mapping, or null. */
    YamlNode get(final String key)
    {
        for (final NodeTuple tuple : ((MappingNode)node).getValue())
        {
            if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
            {
                return new YamlNode(file, tuple.getValueNode());
            }
        }
        return null;
    }

    YamlNode require(final String key)
    {
        final YamlNode value = get(key);
        if (value == null)
        {
            throw bad("no '%s', expected one", key);
        }
        return value;
    }

    boolean isList()
    {
        return node instanceof SequenceNode;
    }

    /** The elements of a list with at least one. */
    List<YamlNode> list()
    {
        if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty())
        {
            throw bad("%s, expected a list with at least one element", kind());
        }
        final List<YamlNode> elements = new ArrayList<>();
        for (final Node element : sequence.getValue())
        {
            elements.add(new YamlNode(file, element));
        }
        return elements;
    }

    String text()
    {
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank())
        {
            throw bad("%s, expected a value", kind());
        }
        return scalar.getValue();
    }

    /** Reads a key's value; what the reader finds wrong is told with the line and the key. */
    <T> T value(final String key, final T ifAbsent, final Function<String, T> reader)
    {
        final YamlNode value = get(key);
        return value == null ? ifAbsent : value.read(key, reader);
    }

    /** Reads this value of a key, or of the list that the key has. */
    <T> T read(final String key, final Function<String, T> reader)
    {
        final String text = text();
        try
        {
            return reader.apply(text);
        }
        catch (final InputException e)
        {
            throw bad("%s %s", key, e.getMessage());
        }
    }

    private String kind()
    {
        return switch (node.getNodeType())
        {
            case SCALAR -> scalarKind(((ScalarNode)node).getValue());
            case SEQUENCE -> "a list";
            case MAPPING -> "a mapping";
            default -> "an anchor";
        };
    }

    private static String scalarKind(final String value)
    {
        return value.isBlank() ? "nothing" : "'" + value + "'";
    }
}
