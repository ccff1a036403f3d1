package org.vatm.workbench.sample;

import org.junit.jupiter.api.Test;
import org.vatm.workbench.capture.Capture;
import org.vatm.workbench.capture.LinkType;

import java.io.IOException;
import java.io.InputStream;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class SampleCaptureTest
{
    @Test
    void shouldShipWhatTheGeneratorMakes() throws IOException
    {
        try (InputStream shipped = SampleCapture.class.getResourceAsStream(SampleCapture.NAME))
        {
            assertArrayEquals(SampleCapture.generate(), shipped.readAllBytes(),
                "run SampleCapture with the path of " + SampleCapture.NAME + " under src/main/resources");
        }
    }

    @Test
    void shouldCoverTheFrameSizes()
    {
        final Capture capture = SampleCapture.read();
        final int[] lengths = IntStream.range(0, capture.frameCount()).map(capture::lengthBytes).sorted().toArray();

        assertEquals(126, lengths.length);
        assertEquals(0, capture.cutFrameCount());
        assertEquals(LinkType.ETHERNET, capture.linkType(0));
        assertEquals(42, lengths[0]);
        assertEquals(9_180, lengths[lengths.length - 1]);
    }
}
