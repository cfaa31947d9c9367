package org.gaspard.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;

/** What every picture must satisfy: something is drawn, and nothing runs over the edge. */
final class PicturesAssert {

    private PicturesAssert() {}

    static void hasInkAndCleanBorder(BufferedImage image, int border) {
        int ink = 0;
        int outside = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                boolean drawn = (image.getRGB(x, y) & 0xffffff) != 0xffffff;
                boolean inside =
                        x >= border && y >= border && x < image.getWidth() - border && y < image.getHeight() - border;
                ink += drawn ? 1 : 0;
                outside += drawn && !inside ? 1 : 0;
            }
        }
        assertThat(ink).as("drawn pixels").isPositive();
        assertThat(outside).as("drawn pixels in the border of %d", border).isZero();
    }

    /** How many pixels have exactly this colour. */
    static long count(BufferedImage image, int rgb) {
        long count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xffffff) == rgb ? 1 : 0;
            }
        }
        return count;
    }
}
