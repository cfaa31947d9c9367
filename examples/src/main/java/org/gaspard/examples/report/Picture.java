package org.gaspard.examples.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * A finished picture, possibly drawn finer than it is to be shown.
 *
 * @param image the pixels
 * @param scale how many pixels make one unit on the page; 2 keeps letters crisp on fine screens and in print
 */
public record Picture(BufferedImage image, int scale) {

    /** Checks the scale. */
    public Picture {
        if (scale < 1) {
            throw new IllegalArgumentException("scale must be at least 1, found " + scale);
        }
    }

    /** The width on the page. */
    public int width() {
        return image.getWidth() / scale;
    }

    /** The height on the page. */
    public int height() {
        return image.getHeight() / scale;
    }

    /** The picture as a PNG file. */
    public byte[] png() {
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IllegalStateException("this Java runtime cannot write PNG files");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a picture could not be encoded in memory", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes the PNG file, beside first and then moved into place; folders are made as needed.
     *
     * @throws IOException if the file cannot be written
     */
    public void write(Path file) throws IOException {
        WholeFile.write(file, png());
    }
}
