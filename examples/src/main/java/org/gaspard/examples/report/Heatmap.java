package org.gaspard.examples.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A matrix as a picture: a coloured cell with its number for each entry, names beside the rows and above the columns,
 * and a colour bar.
 *
 * <pre>{@code
 * Heatmap.titled("Mutual information (nats)").rows("code", codes).columns("factor", factors).draw(matrix)
 * }</pre>
 *
 * <p>Colours run over the range of the matrix, or over a given one beyond which they stay. An entry that is not a
 * number gets a grey cell and a dash.
 *
 * @param title a line above; may be empty
 * @param rowAxis what the rows are; may be empty
 * @param rowNames one for each row; empty means 0, 1, 2, …
 * @param columnAxis what the columns are; may be empty
 * @param columnNames one for each column; empty means 0, 1, 2, …
 * @param low the value with the first colour; NaN means the smallest entry
 * @param high the value with the last colour; NaN means the largest entry
 * @param decimals decimals of the numbers in the cells
 */
public record Heatmap(
        String title,
        String rowAxis,
        List<String> rowNames,
        String columnAxis,
        List<String> columnNames,
        double low,
        double high,
        int decimals) {

    private static final int SCALE = 2;
    private static final Font TITLE = Drawing.bold(16);
    private static final Font LABEL = Drawing.font(13);
    private static final Font AXIS = Drawing.bold(13);
    private static final int MARGIN = 12;
    private static final int GAP = 8;
    private static final int CELL_HEIGHT = 34;
    private static final int LEAST_CELL_WIDTH = 48;
    private static final int BAR_WIDTH = 16;
    private static final int LEAST_BAR_HEIGHT = 120;
    private static final Color MISSING = new Color(0xe6e8eb);

    /** Checks the range and copies the names. */
    public Heatmap {
        if (low >= high) {
            throw new IllegalArgumentException("low must be less than high, found " + low + " and " + high);
        }
        if (decimals < 0 || decimals > 9) {
            throw new IllegalArgumentException("decimals must be between 0 and 9, found " + decimals);
        }
        rowNames = List.copyOf(rowNames);
        columnNames = List.copyOf(columnNames);
    }

    /** A map with numbered rows and columns, the range of its entries, and two decimals. */
    public static Heatmap titled(String title) {
        return new Heatmap(title, "", List.of(), "", List.of(), Double.NaN, Double.NaN, 2);
    }

    /** The same with names for the rows. */
    public Heatmap rows(String axis, List<String> names) {
        return new Heatmap(title, axis, names, columnAxis, columnNames, low, high, decimals);
    }

    /** The same with names for the columns. */
    public Heatmap columns(String axis, List<String> names) {
        return new Heatmap(title, rowAxis, rowNames, axis, names, low, high, decimals);
    }

    /** The same with colours from {@code low} to {@code high}. */
    public Heatmap range(double low, double high) {
        return new Heatmap(title, rowAxis, rowNames, columnAxis, columnNames, low, high, decimals);
    }

    /** The same with another number of decimals in the cells. */
    public Heatmap decimals(int decimals) {
        return new Heatmap(title, rowAxis, rowNames, columnAxis, columnNames, low, high, decimals);
    }

    /**
     * Draws a matrix [rows][columns].
     *
     * @throws IllegalArgumentException if it is empty or not rectangular, or names are given, but not one for each line
     */
    public Picture draw(double[][] matrix) {
        if (matrix.length == 0 || matrix[0].length == 0) {
            throw new IllegalArgumentException("matrix must have rows and columns, found none");
        }
        int columns = matrix[0].length;
        for (double[] row : matrix) {
            if (row.length != columns) {
                throw new IllegalArgumentException(
                        "matrix must be rectangular, found rows of " + columns + " and " + row.length);
            }
        }
        return new Layout(
                        matrix, names("rowNames", rowNames, matrix.length), names("columnNames", columnNames, columns))
                .draw();
    }

    private static List<String> names(String what, List<String> names, int count) {
        if (names.isEmpty()) {
            List<String> numbers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                numbers.add(Integer.toString(i));
            }
            return numbers;
        }
        if (names.size() != count) {
            throw new IllegalArgumentException(what + " must be " + count + " names, found " + names.size());
        }
        return names;
    }

    /** Where everything goes for one matrix; lengths in units of {@link #SCALE} pixels. */
    private final class Layout {

        private final double[][] matrix;
        private final List<String> rows;
        private final List<String> columns;
        private final double from;
        private final double to;
        private final List<Double> ticks;
        private final int tickDecimals;
        private final int cellWidth;
        private final boolean slanted;
        private final int left;
        private final int titleBottom;
        private final int axisBottom;
        private final int top;
        private final int mapHeight;
        private final int barLeft;
        private final int barHeight;
        private final int width;
        private final int height;

        Layout(double[][] matrix, List<String> rows, List<String> columns) {
            this.matrix = matrix;
            this.rows = rows;
            this.columns = columns;
            double[] range = range();
            from = range[0];
            to = range[1];
            ticks = Figures.ticks(from, to, 5);
            tickDecimals = Math.max(0, (int) -Math.floor(Math.log10(ticks.get(1) - ticks.get(0)) + 1e-9));
            List<String> numbers = new ArrayList<>();
            for (double[] row : matrix) {
                for (double value : row) {
                    numbers.add(Figures.fixed(value, decimals));
                }
            }
            cellWidth = Math.max(LEAST_CELL_WIDTH, Drawing.widest(numbers, LABEL) + 2 * GAP);
            int longest = Drawing.widest(columns, LABEL);
            slanted = longest + GAP > cellWidth;
            // A label at 45° needs 1/√2 of its length in both directions.
            int slant = (int) Math.ceil((longest + Drawing.lineHeight(LABEL)) / Math.sqrt(2));

            left = MARGIN
                    + (rowAxis.isEmpty() ? 0 : Drawing.lineHeight(AXIS) + GAP)
                    + Drawing.widest(rows, LABEL)
                    + GAP;
            titleBottom = MARGIN + (title.isEmpty() ? 0 : Drawing.lineHeight(TITLE) + GAP);
            axisBottom = titleBottom + (columnAxis.isEmpty() ? 0 : Drawing.lineHeight(AXIS) + GAP);
            top = axisBottom + (slanted ? slant : Drawing.lineHeight(LABEL)) + GAP / 2;
            int mapWidth = columns.size() * cellWidth;
            mapHeight = rows.size() * CELL_HEIGHT;
            int overhang = slanted ? Math.max(0, slant - cellWidth / 2) : 0;
            barLeft = left + mapWidth + Math.max(2 * GAP, overhang - BAR_WIDTH);
            barHeight = Math.max(mapHeight, LEAST_BAR_HEIGHT);
            List<String> tickTexts = ticks.stream()
                    .map(tick -> Figures.fixed(tick, tickDecimals))
                    .toList();
            int barRight = barLeft + BAR_WIDTH + GAP + Drawing.widest(tickTexts, LABEL) + MARGIN;
            width = Math.max(
                    Math.max(barRight, left + mapWidth + overhang + MARGIN), Drawing.width(title, TITLE) + 2 * MARGIN);
            height = top + barHeight + MARGIN;
        }

        private double[] range() {
            List<Double> finite = new ArrayList<>();
            for (double[] row : matrix) {
                for (double value : row) {
                    if (Double.isFinite(value)) {
                        finite.add(value);
                    }
                }
            }
            double smallest = finite.isEmpty() ? 0 : Collections.min(finite);
            double largest = finite.isEmpty() ? 1 : Collections.max(finite);
            double a = Double.isNaN(low) ? smallest : low;
            double b = Double.isNaN(high) ? largest : high;
            // A constant matrix has no range of its own.
            return b > a ? new double[] {a, b} : new double[] {a, a + 1};
        }

        Picture draw() {
            BufferedImage image = Drawing.paper(width, height, SCALE);
            Graphics2D g = Drawing.pen(image, SCALE);
            Drawing.text(g, title, TITLE, MARGIN, (MARGIN + titleBottom - GAP) / 2.0, 0);
            drawNames(g);
            for (int r = 0; r < rows.size(); r++) {
                for (int c = 0; c < columns.size(); c++) {
                    drawCell(g, r, c);
                }
            }
            drawBar(g);
            g.dispose();
            return new Picture(image, SCALE);
        }

        private void drawNames(Graphics2D g) {
            double middleX = left + columns.size() * cellWidth / 2.0;
            double middleY = top + mapHeight / 2.0;
            Drawing.text(g, columnAxis, AXIS, middleX, (titleBottom + axisBottom - GAP) / 2.0, 0.5);
            Graphics2D turned = (Graphics2D) g.create();
            turned.rotate(-Math.PI / 2, MARGIN + Drawing.lineHeight(AXIS) / 2.0, middleY);
            Drawing.text(turned, rowAxis, AXIS, MARGIN + Drawing.lineHeight(AXIS) / 2.0, middleY, 0.5);
            turned.dispose();
            for (int r = 0; r < rows.size(); r++) {
                Drawing.text(g, rows.get(r), LABEL, left - GAP, top + (r + 0.5) * CELL_HEIGHT, 1);
            }
            for (int c = 0; c < columns.size(); c++) {
                double x = left + (c + 0.5) * cellWidth;
                double y = top - GAP / 2.0 - Drawing.lineHeight(LABEL) / 2.0;
                if (slanted) {
                    Graphics2D slant = (Graphics2D) g.create();
                    slant.rotate(-Math.PI / 4, x, y);
                    Drawing.text(slant, columns.get(c), LABEL, x, y, 0);
                    slant.dispose();
                } else {
                    Drawing.text(g, columns.get(c), LABEL, x, y, 0.5);
                }
            }
        }

        private void drawCell(Graphics2D g, int r, int c) {
            double value = matrix[r][c];
            int x = left + c * cellWidth;
            int y = top + r * CELL_HEIGHT;
            Color fill = Double.isNaN(value) ? MISSING : Viridis.at((value - from) / (to - from));
            g.setColor(fill);
            g.fillRect(x, y, cellWidth - 1, CELL_HEIGHT - 1);
            g.setColor(isDark(fill) ? Color.WHITE : Drawing.INK);
            String number = Double.isNaN(value) ? "–" : Figures.fixed(value, decimals);
            Drawing.text(g, number, LABEL, x + (cellWidth - 1) / 2.0, y + (CELL_HEIGHT - 1) / 2.0, 0.5);
        }

        private void drawBar(Graphics2D g) {
            for (int i = 0; i < barHeight * SCALE; i++) {
                g.setColor(Viridis.at(1 - i / (barHeight * SCALE - 1.0)));
                g.fill(new Rectangle2D.Double(barLeft, top + i / (double) SCALE, BAR_WIDTH, 1.0 / SCALE));
            }
            g.setColor(Drawing.INK);
            for (double tick : ticks) {
                double y = top + barHeight * (to - tick) / (to - from);
                g.draw(new Line2D.Double(barLeft + BAR_WIDTH, y, barLeft + BAR_WIDTH + 4, y));
                Drawing.text(g, Figures.fixed(tick, tickDecimals), LABEL, barLeft + BAR_WIDTH + GAP, y, 0);
            }
        }

        /** Whether white letters stand out more than dark ones: relative luminance below that of equal contrast. */
        private static boolean isDark(Color c) {
            return 0.2126 * linear(c.getRed()) + 0.7152 * linear(c.getGreen()) + 0.0722 * linear(c.getBlue()) < 0.22;
        }

        private static double linear(int level) {
            return Math.pow(level / 255.0, 2.2);
        }
    }
}
