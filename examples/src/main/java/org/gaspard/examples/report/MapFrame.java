package org.gaspard.examples.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** A square map with axes at its left and bottom and a colour bar at its right; lengths in units of {@link #SCALE} pixels. */
final class MapFrame {

    static final int SCALE = 2;
    private static final Font TITLE = Drawing.bold(16);
    private static final Font LABEL = Drawing.font(12);
    private static final Font AXIS = Drawing.bold(13);
    private static final int MARGIN = 12;
    private static final int GAP = 8;
    private static final int TICK = 4;
    private static final int BAR_WIDTH = 16;

    /**
     * What is written around the map.
     *
     * @param title a line above; may be empty
     * @param x what columns are; may be empty
     * @param y what rows are; may be empty
     * @param note a line below all; may be empty
     */
    record Texts(String title, String x, String y, String note) {}

    /** The rectangle of coordinates that the map shows. */
    record Region(double left, double right, double bottom, double top) {

        Region {
            checkRange("left and right", left, right);
            checkRange("bottom and top", bottom, top);
        }

        private static void checkRange(String names, double low, double high) {
            if (!(low < high) || !Double.isFinite(high - low)) {
                throw new IllegalArgumentException(names + " must be a range, found " + low + " and " + high);
            }
        }
    }

    /** The ticks of the colour bar, and where a value is between its lower end (0) and its upper one (1). */
    record Bar(List<Double> ticks, DoubleUnaryOperator position) {}

    private final Texts texts;
    private final Region region;
    private final Bar bar;
    private final int side;
    private final List<Double> xTicks;
    private final List<Double> yTicks;
    private final int mapLeft;
    private final int mapTop;
    private final int barLeft;
    private final int width;
    private final int height;

    MapFrame(Texts texts, Region region, Bar bar, int side) {
        this.texts = texts;
        this.region = region;
        this.bar = bar;
        this.side = side;
        xTicks = Figures.ticks(region.left, region.right, 5);
        yTicks = Figures.ticks(region.bottom, region.top, 5);
        mapLeft = MARGIN
                + (texts.y.isEmpty() ? 0 : Drawing.lineHeight(AXIS) + GAP)
                + Drawing.widest(texts(yTicks), LABEL)
                + TICK
                + GAP;
        mapTop = MARGIN + (texts.title.isEmpty() ? 0 : Drawing.lineHeight(TITLE) + GAP) + Drawing.lineHeight(LABEL) / 2;
        barLeft = mapLeft + side + 3 * GAP;
        int barRight = barLeft + BAR_WIDTH + TICK + GAP + Drawing.widest(texts(bar.ticks), LABEL) + MARGIN;
        int widestLine = Math.max(Drawing.width(texts.title, TITLE), Drawing.width(texts.note, LABEL));
        width = Math.max(barRight, widestLine + 2 * MARGIN);
        height = mapTop
                + side
                + TICK
                + GAP
                + Drawing.lineHeight(LABEL)
                + (texts.x.isEmpty() ? 0 : GAP + Drawing.lineHeight(AXIS))
                + noteHeight()
                + MARGIN;
    }

    private int noteHeight() {
        return texts.note.isEmpty() ? 0 : GAP + Drawing.lineHeight(LABEL);
    }

    private static List<String> texts(List<Double> ticks) {
        return ticks.stream().map(Figures::text).toList();
    }

    /** Where the coordinate x is on the page. */
    double pageX(double x) {
        return mapLeft + side * (x - region.left) / (region.right - region.left);
    }

    /** Where the coordinate y is on the page. */
    double pageY(double y) {
        return mapTop + side - side * (y - region.bottom) / (region.top - region.bottom);
    }

    /** The square of the map on the page. */
    Rectangle2D square() {
        return new Rectangle2D.Double(mapLeft, mapTop, side, side);
    }

    BufferedImage paper() {
        return Drawing.paper(width, height, SCALE);
    }

    /** What colour a value has, as 0xRRGGBB. */
    @FunctionalInterface
    interface Coloring {
        int of(double value);
    }

    /** Paints a grid of values, the first row at the bottom; pixel by pixel, so that there is no seam between cells. */
    void paintCells(BufferedImage image, double[][] values, Coloring coloring) {
        int pixels = side * SCALE;
        for (int i = 0; i < pixels; i++) {
            double[] row = values[(int) ((long) (pixels - 1 - i) * values.length / pixels)];
            for (int j = 0; j < pixels; j++) {
                double value = row[(int) ((long) j * row.length / pixels)];
                image.setRGB(mapLeft * SCALE + j, mapTop * SCALE + i, coloring.of(value));
            }
        }
    }

    /** Draws all but the map itself. */
    void draw(Graphics2D g) {
        g.setColor(Drawing.INK);
        Drawing.text(g, texts.title, TITLE, MARGIN, MARGIN + Drawing.lineHeight(TITLE) / 2.0, 0);
        Drawing.text(g, texts.note, LABEL, mapLeft, height - MARGIN - Drawing.lineHeight(LABEL) / 2.0, 0);
        g.setColor(Drawing.FAINT);
        g.draw(square());
        drawAxes(g);
        drawBar(g);
    }

    private void drawAxes(Graphics2D g) {
        int bottom = mapTop + side;
        g.setColor(Drawing.INK);
        for (double tick : xTicks) {
            double at = pageX(tick);
            g.draw(new Line2D.Double(at, bottom, at, bottom + TICK));
            Drawing.text(g, Figures.text(tick), LABEL, at, bottom + TICK + GAP + 2, 0.5);
        }
        for (double tick : yTicks) {
            double at = pageY(tick);
            g.draw(new Line2D.Double(mapLeft - TICK, at, mapLeft, at));
            Drawing.text(g, Figures.text(tick), LABEL, mapLeft - TICK - GAP / 2.0, at, 1);
        }
        double middle = mapTop + side / 2.0;
        double labelMiddle = height - MARGIN - noteHeight() - Drawing.lineHeight(AXIS) / 2.0;
        Drawing.text(g, texts.x, AXIS, mapLeft + side / 2.0, labelMiddle, 0.5);
        Graphics2D turned = (Graphics2D) g.create();
        double edge = MARGIN + Drawing.lineHeight(AXIS) / 2.0;
        turned.rotate(-Math.PI / 2, edge, middle);
        Drawing.text(turned, texts.y, AXIS, edge, middle, 0.5);
        turned.dispose();
    }

    private void drawBar(Graphics2D g) {
        for (int i = 0; i < side * SCALE; i++) {
            g.setColor(Viridis.at(1 - i / (side * SCALE - 1.0)));
            g.fill(new Rectangle2D.Double(barLeft, mapTop + i / (double) SCALE, BAR_WIDTH, 1.0 / SCALE));
        }
        g.setColor(Drawing.INK);
        for (double tick : bar.ticks) {
            double at = mapTop + side * (1 - bar.position.applyAsDouble(tick));
            g.draw(new Line2D.Double(barLeft + BAR_WIDTH, at, barLeft + BAR_WIDTH + TICK, at));
            Drawing.text(g, Figures.text(tick), LABEL, barLeft + BAR_WIDTH + TICK + GAP / 2.0, at, 0);
        }
    }
}
