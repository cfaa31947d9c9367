package org.gaspard.examples.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
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

    private static final int SCALE = 2;
    private static final Font TITLE = Drawing.bold(16);
    private static final Font LABEL = Drawing.font(12);
    private static final Font AXIS = Drawing.bold(13);
    private static final int MARGIN = 12;
    private static final int GAP = 8;
    private static final int TICK = 4;
    private static final int BAR_WIDTH = 16;

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
        double most = largest(counts);
        checkRange("left and right", left, right);
        checkRange("bottom and top", bottom, top);
        return new Layout(counts, most, left, right, bottom, top).draw();
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

    private static void checkRange(String names, double low, double high) {
        if (!(low < high) || !Double.isFinite(high - low)) {
            throw new IllegalArgumentException(names + " must be a range, found " + low + " and " + high);
        }
    }

    /** Where everything goes; lengths in units of {@link #SCALE} pixels. */
    private final class Layout {

        private final double[][] counts;
        private final double most;
        private final double[] x;
        private final double[] y;
        private final List<Double> xTicks;
        private final List<Double> yTicks;
        private final List<Double> barTicks;
        private final int mapLeft;
        private final int mapTop;
        private final int barLeft;
        private final int width;
        private final int height;

        Layout(double[][] counts, double most, double left, double right, double bottom, double top) {
            this.counts = counts;
            this.most = Math.max(1, most);
            this.x = new double[] {left, right};
            this.y = new double[] {bottom, top};
            xTicks = Figures.ticks(left, right, 5);
            yTicks = Figures.ticks(bottom, top, 5);
            barTicks = barTicks(this.most);
            mapLeft = MARGIN
                    + (yLabel.isEmpty() ? 0 : Drawing.lineHeight(AXIS) + GAP)
                    + Drawing.widest(texts(yTicks), LABEL)
                    + TICK
                    + GAP;
            mapTop = MARGIN + (title.isEmpty() ? 0 : Drawing.lineHeight(TITLE) + GAP) + Drawing.lineHeight(LABEL) / 2;
            barLeft = mapLeft + side + 3 * GAP;
            int barRight = barLeft + BAR_WIDTH + TICK + GAP + Drawing.widest(texts(barTicks), LABEL) + MARGIN;
            width = Math.max(barRight, Drawing.width(title, TITLE) + 2 * MARGIN);
            height = mapTop
                    + side
                    + TICK
                    + GAP
                    + Drawing.lineHeight(LABEL)
                    + (xLabel.isEmpty() ? 0 : GAP + Drawing.lineHeight(AXIS))
                    + MARGIN;
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

        private static List<String> texts(List<Double> ticks) {
            return ticks.stream().map(Figures::text).toList();
        }

        /** Where a count is between 0 and the largest one. */
        private double position(double count) {
            return logarithmic ? Math.log1p(count) / Math.log1p(most) : count / most;
        }

        Picture draw() {
            BufferedImage image = Drawing.paper(width, height, SCALE);
            Graphics2D g = Drawing.pen(image, SCALE);
            Drawing.text(g, title, TITLE, MARGIN, MARGIN + Drawing.lineHeight(TITLE) / 2.0, 0);
            drawCells(image);
            g.setColor(Drawing.FAINT);
            g.draw(new Rectangle2D.Double(mapLeft, mapTop, side, side));
            drawAxes(g);
            drawBar(g);
            g.dispose();
            return new Picture(image, SCALE);
        }

        /** Pixel by pixel, so that there is no seam between cells. */
        private void drawCells(BufferedImage image) {
            int pixels = side * SCALE;
            for (int i = 0; i < pixels; i++) {
                double[] row = counts[(int) ((long) (pixels - 1 - i) * counts.length / pixels)];
                for (int j = 0; j < pixels; j++) {
                    double count = row[(int) ((long) j * row.length / pixels)];
                    Color color = count == 0 ? Drawing.PAPER : Viridis.at(position(count));
                    image.setRGB(mapLeft * SCALE + j, mapTop * SCALE + i, color.getRGB());
                }
            }
        }

        private void drawAxes(Graphics2D g) {
            int bottom = mapTop + side;
            g.setColor(Drawing.INK);
            for (double tick : xTicks) {
                double at = mapLeft + side * (tick - x[0]) / (x[1] - x[0]);
                g.draw(new Line2D.Double(at, bottom, at, bottom + TICK));
                Drawing.text(g, Figures.text(tick), LABEL, at, bottom + TICK + GAP + 2, 0.5);
            }
            for (double tick : yTicks) {
                double at = bottom - side * (tick - y[0]) / (y[1] - y[0]);
                g.draw(new Line2D.Double(mapLeft - TICK, at, mapLeft, at));
                Drawing.text(g, Figures.text(tick), LABEL, mapLeft - TICK - GAP / 2.0, at, 1);
            }
            double middle = mapTop + side / 2.0;
            Drawing.text(g, xLabel, AXIS, mapLeft + side / 2.0, height - MARGIN - Drawing.lineHeight(AXIS) / 2.0, 0.5);
            Graphics2D turned = (Graphics2D) g.create();
            double edge = MARGIN + Drawing.lineHeight(AXIS) / 2.0;
            turned.rotate(-Math.PI / 2, edge, middle);
            Drawing.text(turned, yLabel, AXIS, edge, middle, 0.5);
            turned.dispose();
        }

        private void drawBar(Graphics2D g) {
            for (int i = 0; i < side * SCALE; i++) {
                g.setColor(Viridis.at(1 - i / (side * SCALE - 1.0)));
                g.fill(new Rectangle2D.Double(barLeft, mapTop + i / (double) SCALE, BAR_WIDTH, 1.0 / SCALE));
            }
            g.setColor(Drawing.INK);
            for (double tick : barTicks) {
                double at = mapTop + side * (1 - position(tick));
                g.draw(new Line2D.Double(barLeft + BAR_WIDTH, at, barLeft + BAR_WIDTH + TICK, at));
                Drawing.text(g, Figures.text(tick), LABEL, barLeft + BAR_WIDTH + TICK + GAP / 2.0, at, 0);
            }
        }
    }
}
