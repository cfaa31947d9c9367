package org.gaspard.examples.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * Arrows over a potential of two variables, such as the gradient of the potential whose flow moves codes, with axes, a
 * colour bar and the paths of some points.
 *
 * <pre>{@code
 * VectorField.titled("Flow at t = 3").axes("z1", "z2").draw(potential, gradients, -3, 3, -3, 3, paths)
 * }</pre>
 *
 * <p>Colours run from the smallest value of the potential to the largest. An arrow has its middle at the point of its
 * vector and the direction that the vector has in the picture, where the axes may have different units; arrows are as
 * long as their vectors are in the picture, up to a common factor with which the longest just fits its cell. The line
 * below the map tells the Euclidean norm of the longest one. Arrows of less than half a unit of the page are left out.
 * Paths are cut off at the edge of the map; each has a dot where it starts.
 *
 * @param title a line above; may be empty
 * @param xLabel what columns are; may be empty
 * @param yLabel what rows are; may be empty
 * @param side of the square that is shown, on the page, at least 80
 */
public record VectorField(String title, String xLabel, String yLabel, int side) {

    static final Color PATH = new Color(0xd55e00);
    private static final Color HALO = new Color(255, 255, 255, 150);
    private static final double LONGEST = 0.9;
    private static final double HEAD = 0.4;
    private static final double LARGEST_HEAD = 7;
    private static final double DOT = 4;

    /** Checks the size. */
    public VectorField {
        if (side < 80) {
            throw new IllegalArgumentException("side must be at least 80, found " + side);
        }
    }

    /** A field of 360 × 360. */
    public static VectorField titled(String title) {
        return new VectorField(title, "", "", 360);
    }

    /** The same with names for the axes. */
    public VectorField axes(String xLabel, String yLabel) {
        return new VectorField(title, xLabel, yLabel, side);
    }

    /**
     * Draws a field. Both grids divide the rectangle into equal cells, rows upwards, and hold what is at their middles.
     *
     * @param potential [rows][columns]
     * @param vectors [rows][columns][2], commonly of fewer rows and columns
     * @param left the lower edge of the first column
     * @param right the upper edge of the last one, above left
     * @param bottom the lower edge of the first row
     * @param top the upper edge of the last one, above bottom
     * @param paths of [points][2], each of at least one point
     * @throws IllegalArgumentException if a grid has no cells or rows of several lengths, a vector or point has not two
     * components, a path is empty, a number is not finite, or a range is empty
     */
    public Picture draw(
            double[][] potential,
            double[][][] vectors,
            double left,
            double right,
            double bottom,
            double top,
            List<double[][]> paths) {
        checkPotential(potential);
        checkVectors(vectors);
        paths.forEach(VectorField::checkPath);
        var region = new MapFrame.Region(left, right, bottom, top);
        double low = extreme(potential, Math::min);
        double high = extreme(potential, Math::max);
        var arrows = new Arrows(vectors, region, side);
        var bar = new MapFrame.Bar(
                low < high ? Figures.ticks(low, high, 5) : List.of(low), value -> position(value, low, high));
        var texts = new MapFrame.Texts(title, xLabel, yLabel, "longest arrow: " + Figures.text(arrows.longestNorm()));
        var frame = new MapFrame(texts, region, bar, side);

        BufferedImage image = frame.paper();
        frame.paintCells(
                image,
                potential,
                value -> Viridis.at(position(value, low, high)).getRGB());
        Graphics2D g = Drawing.pen(image, MapFrame.SCALE);
        Graphics2D inside = (Graphics2D) g.create();
        inside.clip(frame.square());
        arrows.draw(inside, frame);
        paths.forEach(path -> drawPath(inside, frame, path));
        inside.dispose();
        frame.draw(g);
        g.dispose();
        return new Picture(image, MapFrame.SCALE);
    }

    /** Where a value is between the smallest and the largest; in the middle if these are equal. */
    private static double position(double value, double low, double high) {
        return low < high ? (value - low) / (high - low) : 0.5;
    }

    private static double extreme(double[][] values, DoubleBinaryOperator choice) {
        double extreme = values[0][0];
        for (double[] row : values) {
            for (double value : row) {
                extreme = choice.applyAsDouble(extreme, value);
            }
        }
        return extreme;
    }

    private static void checkPotential(double[][] potential) {
        if (potential.length == 0 || potential[0].length == 0) {
            throw new IllegalArgumentException("potential must have rows and columns, found none");
        }
        for (double[] row : potential) {
            checkLength("potential", row.length, potential[0].length);
            checkFinite("potential", row);
        }
    }

    private static void checkVectors(double[][][] vectors) {
        if (vectors.length == 0 || vectors[0].length == 0) {
            throw new IllegalArgumentException("vectors must have rows and columns, found none");
        }
        for (double[][] row : vectors) {
            checkLength("vectors", row.length, vectors[0].length);
            checkPairs("vectors", row);
        }
    }

    private static void checkPath(double[][] path) {
        if (path.length == 0) {
            throw new IllegalArgumentException("each of paths must have points, found none");
        }
        checkPairs("paths", path);
    }

    private static void checkPairs(String name, double[][] pairs) {
        for (double[] pair : pairs) {
            if (pair.length != 2) {
                throw new IllegalArgumentException(name + " must have two components, found " + pair.length);
            }
            checkFinite(name, pair);
        }
    }

    private static void checkLength(String name, int found, int expected) {
        if (found != expected) {
            throw new IllegalArgumentException(
                    name + " must be rectangular, found rows of " + expected + " and " + found);
        }
    }

    private static void checkFinite(String name, double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(name + " must be finite, found " + value);
            }
        }
    }

    private static void drawPath(Graphics2D g, MapFrame frame, double[][] path) {
        double x = frame.pageX(path[0][0]);
        double y = frame.pageY(path[0][1]);
        var line = new Path2D.Double();
        line.moveTo(x, y);
        for (double[] point : path) {
            line.lineTo(frame.pageX(point[0]), frame.pageY(point[1]));
        }
        stroke(g, line, PATH, 2);
        Shape dot = new Ellipse2D.Double(x - DOT, y - DOT, 2 * DOT, 2 * DOT);
        g.setColor(PATH);
        g.fill(dot);
        g.setColor(Drawing.PAPER);
        g.setStroke(new BasicStroke(1.2f));
        g.draw(dot);
    }

    /** A line with a pale edge, to be seen on dark and bright colours. */
    private static void stroke(Graphics2D g, Shape line, Color color, float width) {
        g.setStroke(new BasicStroke(width + 2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.setColor(HALO);
        g.draw(line);
        g.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.setColor(color);
        g.draw(line);
    }

    /** The vectors of a grid, and how they are scaled to lengths on the page. */
    private static final class Arrows {

        private final double[][][] vectors;
        private final MapFrame.Region region;
        private final double cellWidth;
        private final double cellHeight;
        private final double xScale;
        private final double yScale;
        private final double longestNorm;

        Arrows(double[][][] vectors, MapFrame.Region region, int side) {
            this.vectors = vectors;
            this.region = region;
            cellWidth = (region.right() - region.left()) / vectors[0].length;
            cellHeight = (region.top() - region.bottom()) / vectors.length;
            double x = 1 / (region.right() - region.left());
            double y = 1 / (region.top() - region.bottom());
            double longest = 0;
            double norm = 0;
            for (double[][] row : vectors) {
                for (double[] vector : row) {
                    double length = Math.hypot(vector[0] * x, vector[1] * y);
                    if (length > longest) {
                        longest = length;
                        norm = Math.hypot(vector[0], vector[1]);
                    }
                }
            }
            longestNorm = norm;
            double room = LONGEST * side / Math.max(vectors.length, vectors[0].length);
            xScale = longest == 0 ? 0 : x / longest * room;
            yScale = longest == 0 ? 0 : y / longest * room;
        }

        double longestNorm() {
            return longestNorm;
        }

        void draw(Graphics2D g, MapFrame frame) {
            for (int i = 0; i < vectors.length; i++) {
                double y = frame.pageY(region.bottom() + (i + 0.5) * cellHeight);
                for (int j = 0; j < vectors[i].length; j++) {
                    double x = frame.pageX(region.left() + (j + 0.5) * cellWidth);
                    // Rows of the page go downwards.
                    drawArrow(g, x, y, vectors[i][j][0] * xScale, -vectors[i][j][1] * yScale);
                }
            }
        }

        /** Vectors of less than half a unit on the page are left out: they would be blots without a direction. */
        private static void drawArrow(Graphics2D g, double x, double y, double dx, double dy) {
            double length = Math.hypot(dx, dy);
            if (length < 0.5) {
                return;
            }
            double part = Math.min(HEAD, LARGEST_HEAD / length);
            double tipX = x + dx / 2;
            double tipY = y + dy / 2;
            var arrow = new Path2D.Double();
            arrow.moveTo(x - dx / 2, y - dy / 2);
            arrow.lineTo(tipX, tipY);
            arrow.moveTo(tipX - part * (dx + dy / 2), tipY - part * (dy - dx / 2));
            arrow.lineTo(tipX, tipY);
            arrow.lineTo(tipX - part * (dx - dy / 2), tipY - part * (dy + dx / 2));
            stroke(g, arrow, Drawing.INK, 1.2f);
        }
    }
}
