package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/ndis.md names every routine and handler that exists. */
class NdisDocumentTest
{
    @ParameterizedTest
    @ValueSource(classes = {
        NdisLibrary.class, NdisMiniportLibrary.class, NdisMcmLibrary.class, NdisProtocolLibrary.class,
        NdisMiniport.class, NdisProtocol.class, NdisClient.class, NdisCallManager.class})
    void shouldNameEveryMethod(final Class<?> type) throws IOException
    {
        final String text = Files.readString(Path.of("..", "docs", "ndis.md")).toLowerCase(java.util.Locale.ROOT);
        for (final Method method : type.getDeclaredMethods())
        {
            assertTrue(text.contains(method.getName().toLowerCase(java.util.Locale.ROOT)), method.getName());
        }
    }
}
