package org.vatm.ndis6;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/ndis6.md names every routine and handler that exists, with its place. */
class Ndis6DocumentTest
{
    @ParameterizedTest
    @ValueSource(classes = {
        Ndis6Library.class, Ndis6Driver.class, MiniportHandlers.class, MiniportCoHandlers.class,
        MiniportInterruptHandlers.class, MiniportDmaHandlers.class})
    void shouldNameEveryMethod(final Class<?> type) throws IOException
    {
        final String text = Files.readString(Path.of("..", "docs", "ndis6.md"));
        for (final Method method : type.getDeclaredMethods())
        {
            final String place = "`" + type.getSimpleName() + "." + method.getName() + "`";
            assertTrue(method.isSynthetic() || text.contains(place), place);
        }
    }
}
