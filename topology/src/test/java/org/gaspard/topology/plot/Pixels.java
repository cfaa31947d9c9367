package org.gaspard.topology.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;

/** What is painted where, in units of a picture. */
final class Pixels {

    private Pixels() {}

    static Color at(BufferedImage image, double x, double y) {
        return new Color(image.getRGB((int) (x * PngFile.SCALE), (int) (y * PngFile.SCALE)));
    }

    static long count(BufferedImage image, Color color) {
        long count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += image.getRGB(x, y) == color.getRGB() ? 1 : 0;
            }
        }
        return count;
    }

    /** Something is drawn, and nothing touches the edge of the paper. */
    static void hasInkAndCleanBorder(BufferedImage image) {
        assertThat(count(image, Style.PAPER)).isLessThan((long) image.getWidth() * image.getHeight());
        for (int x = 0; x < image.getWidth(); x++) {
            assertThat(image.getRGB(x, 2)).isEqualTo(Style.PAPER.getRGB());
            assertThat(image.getRGB(x, image.getHeight() - 3)).isEqualTo(Style.PAPER.getRGB());
        }
        for (int y = 0; y < image.getHeight(); y++) {
            assertThat(image.getRGB(2, y)).isEqualTo(Style.PAPER.getRGB());
            assertThat(image.getRGB(image.getWidth() - 3, y)).isEqualTo(Style.PAPER.getRGB());
        }
    }
}
