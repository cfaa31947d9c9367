package org.gaspard.examples.report;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * How many points there are where: a two-dimensional histogram with axes and a colour bar.
 *
 * <pre>{@code
 * DensityMap.titled("Distances").axes("latents", "images").draw(counts, 0, 40, 0, 900)
 * }</pre>
 *
 * <p>Colours run from 0 to the largest count, by the logarithm of count + 1 if that is asked for; cells without points are white.
 *
 * @param title a line above; may be empty
 * @param xLabel what columns are; may be empty
 * @param yLabel what rows are; may be empty
 * @param logarithmic whether colours show the logarithm
 * @param side of the square that is shown, on the page, at least 80
 */
public record DensityMap(String title, String xLabel, String yLabel, boolean logarithmic, int side) {

    /** Checks the size. */
    public DensityMap {
        if (side < 80) {
            throw new IllegalArgumentException("side must be at least 80, found " + side);
        }
    }

    /** A map of 360 × 360 with plain colours. */
    public static DensityMap titled(String title) {
        return new DensityMap(title, "", "", false, 360);
    }

    /** The same with names for the axes. */
    public DensityMap axes(String xLabel, String yLabel) {
        return new DensityMap(title, xLabel, yLabel, logarithmic, side);
    }

    /** The same with colours by logarithm. */
    public DensityMap logarithmically() {
        return new DensityMap(title, xLabel, yLabel, true, side);
    }

    /**
     * Draws a histogram, rows upwards.
     *
     * @param counts [rows][columns], not negative
     * @param left the lower edge of the first column
     * @param right the upper edge of the last one, above left
     * @param bottom the lower edge of the first row
     * @param top the upper edge of the last one, above bottom
     * @throws IllegalArgumentException if there are no cells, rows differ in length, a count is negative or not finite, or a
     * range is empty
     */
    public Picture draw(double[][] counts, double left, double right, double bottom, double top) {
        double most = Math.max(1, largest(counts));
        var region = new MapFrame.Region(left, right, bottom, top);
        var bar = new MapFrame.Bar(barTicks(most), count -> position(count, most));
        var frame = new MapFrame(new MapFrame.Texts(title, xLabel, yLabel, ""), region, bar, side);
        BufferedImage image = frame.paper();
        frame.paintCells(
                image, counts, count -> (count == 0 ? Drawing.PAPER : Viridis.at(position(count, most))).getRGB());
        Graphics2D g = Drawing.pen(image, MapFrame.SCALE);
        frame.draw(g);
        g.dispose();
        return new Picture(image, MapFrame.SCALE);
    }

    private static double largest(double[][] counts) {
        if (counts.length == 0 || counts[0].length == 0) {
            throw new IllegalArgumentException("counts must have rows and columns, found none");
        }
        double most = 0;
        for (double[] row : counts) {
            if (row.length != counts[0].length) {
                throw new IllegalArgumentException(
                        "counts must be rectangular, found rows of " + counts[0].length + " and " + row.length);
            }
            for (double count : row) {
                if (!(count >= 0 && count < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("counts must be finite and at least 0, found " + count);
                }
                most = Math.max(most, count);
            }
        }
        return most;
    }

    private List<Double> barTicks(double most) {
        if (!logarithmic) {
            return Figures.ticks(0, most, 5);
        }
        List<Double> powers = new ArrayList<>(List.of(0.0));
        for (double power = 1; power <= most; power *= 10) {
            powers.add(power);
        }
        return powers;
    }

    /** Where a count is between 0 and the largest one. */
    private double position(double count, double most) {
        return logarithmic ? Math.log1p(count) / Math.log1p(most) : count / most;
    }
}
