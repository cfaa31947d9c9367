package org.gaspard.topology.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.gaspard.topology.check.Checks;

/**
 * Clouds in the plane with edges between their points: critical edges, cycles, trees. Both axes have the same
 * unit.
 *
 * <pre>{@code
 * BufferedImage picture = CloudPlot.titled("Where loops begin")
 *         .draw(List.of(new Points("points", xy)), List.of(new Edges("birth edges", barcode.birthEdges())));
 * PngFile.write(picture, Path.of("loops.png"));
 * }</pre>
 *
 * @param title a line above; may be empty
 * @param width of the box, in units of {@value PngFile#SCALE} pixels, at least 150
 * @param height of the box likewise, at least 150; the picture is wider and taller by what title, axes and legend take
 */
public record CloudPlot(String title, int width, int height) {

    private static final int LEFT = 56;
    private static final int RIGHT = 24;
    private static final int BORDER = 8;
    private static final int AXIS_HEIGHT = 34;
    private static final double RADIUS = 3.2;
    private static final double PADDING = 0.05;

    /** Checks the size. */
    public CloudPlot {
        Checks.atLeast("width", width, 150);
        Checks.atLeast("height", height, 150);
    }

    /**
     * Points of one colour.
     *
     * @param name for the legend; if empty, not in it
     * @param xy their coordinates, row-major, [n × 2]
     */
    public record Points(String name, double[] xy) {

        /**
         * Checks the coordinates and copies them.
         *
         * @throws IllegalArgumentException if the length is odd or a coordinate is not finite
         */
        public Points {
            if (xy.length % 2 != 0) {
                throw new IllegalArgumentException("xy has " + xy.length + " elements, expected two for each point");
            }
            Checks.finite("xy", xy);
            xy = xy.clone();
        }

        @Override
        public double[] xy() {
            return xy.clone();
        }
    }

    /**
     * Edges of one colour.
     *
     * @param name for the legend; if empty, not in it
     * @param vertices two for each edge, numbers of points counted through all {@link Points} of a picture; −1 twice, as for
     *     the death of an infinite bar, is no edge
     */
    public record Edges(String name, int[] vertices) {

        /**
         * Copies the vertices.
         *
         * @throws IllegalArgumentException if their number is odd
         */
        public Edges {
            if (vertices.length % 2 != 0) {
                throw new IllegalArgumentException(
                        "vertices has " + vertices.length + " elements, expected two for each edge");
            }
            vertices = vertices.clone();
        }

        /** All edges of some simplices, each given by its vertices. */
        public static Edges of(String name, List<List<Integer>> simplices) {
            return new Edges(
                    name,
                    simplices.stream()
                            .flatMapToInt(simplex -> IntStream.range(0, simplex.size())
                                    .flatMap(i -> IntStream.range(0, i)
                                            .flatMap(j -> IntStream.of(simplex.get(j), simplex.get(i)))))
                            .toArray());
        }

        @Override
        public int[] vertices() {
            return vertices.clone();
        }
    }

    /** A box of 420 × 420. */
    public static CloudPlot titled(String title) {
        return new CloudPlot(title, 420, 420);
    }

    /** The same with a box of another size. */
    public CloudPlot size(int width, int height) {
        return new CloudPlot(title, width, height);
    }

    /** Draws points alone. */
    public BufferedImage draw(List<Points> points) {
        return draw(points, List.of());
    }

    /**
     * Draws edges and, over them, points; the colours of the edges follow those of the points.
     *
     * @throws IllegalArgumentException if a vertex is no number of a point
     */
    public BufferedImage draw(List<Points> points, List<Edges> edges) {
        double[] all = points.stream()
                .flatMapToDouble(group -> DoubleStream.of(group.xy()))
                .toArray();
        check(edges, all.length / 2);
        List<Legend.Entry> entries = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            entries.add(new Legend.Entry(points.get(i).name(), Style.color(i), false));
        }
        for (int i = 0; i < edges.size(); i++) {
            entries.add(new Legend.Entry(edges.get(i).name(), Style.color(points.size() + i), true));
        }
        Legend legend = Legend.of(entries);
        Frame frame = frame(points);
        int bottom = (int) frame.bottom() + AXIS_HEIGHT;
        BufferedImage image = Style.paper((int) frame.left() + width + RIGHT, bottom + legend.height(width) + 4);
        Graphics2D g = Style.pen(image);
        if (!title.isEmpty()) {
            Style.text(g, title, Style.TITLE, frame.left() + width / 2.0, 22, 0.5);
        }
        frame.gridX(g, frame.x().low(), frame.x().high());
        frame.gridY(g, frame.y().low(), frame.y().high());
        frame.border(g);
        for (int i = 0; i < edges.size(); i++) {
            lines(g, frame, all, edges.get(i), Style.color(points.size() + i));
        }
        for (int i = 0; i < points.size(); i++) {
            dots(g, frame, points.get(i), Style.color(i));
        }
        if (all.length == 0) {
            frame.note(g, "no points");
        }
        legend.draw(g, frame.left(), bottom, width);
        g.dispose();
        return image;
    }

    private static void check(List<Edges> edges, int points) {
        for (Edges group : edges) {
            int[] vertices = group.vertices();
            for (int k = 0; k < vertices.length; k += 2) {
                boolean none = vertices[k] == -1 && vertices[k + 1] == -1;
                for (int vertex : new int[] {vertices[k], vertices[k + 1]}) {
                    if (!none && (vertex < 0 || vertex >= points)) {
                        throw new IllegalArgumentException("edge " + k / 2 + " of \"" + group.name() + "\" has vertex "
                                + vertex + ", expected one from 0 to " + (points - 1));
                    }
                }
            }
        }
    }

    /** Where the values are: the smallest box around all points, grown in one direction so that the units are equal. */
    Frame frame(List<Points> points) {
        double[][] xy = points.stream().map(Points::xy).toArray(double[][]::new);
        Scale.Range x = Scale.Range.of(coordinates(xy, 0)).padded(PADDING, PADDING);
        Scale.Range y = Scale.Range.of(coordinates(xy, 1)).padded(PADDING, PADDING);
        double unit = Math.max((x.high() - x.low()) / width, (y.high() - y.low()) / height);
        double top = title.isEmpty() ? 14 : 42;
        Scale vertical = centred(y, unit * height, top + height, top);
        double left = Math.max(LEFT, BORDER + Math.ceil(Frame.room(vertical)));
        return new Frame(centred(x, unit * width, left, left + width), vertical);
    }

    private static double[] coordinates(double[][] xy, int axis) {
        return Arrays.stream(xy)
                .flatMapToDouble(group -> IntStream.range(0, group.length / 2).mapToDouble(i -> group[2 * i + axis]))
                .toArray();
    }

    private static Scale centred(Scale.Range range, double length, double start, double end) {
        double middle = range.low() / 2 + range.high() / 2;
        return new Scale(middle - length / 2, middle + length / 2, start, end);
    }

    private static void lines(Graphics2D g, Frame frame, double[] xy, Edges edges, Color color) {
        g.setColor(color);
        g.setStroke(Style.line(1.8));
        int[] vertices = edges.vertices();
        for (int k = 0; k < vertices.length; k += 2) {
            if (vertices[k] >= 0) {
                int from = 2 * vertices[k];
                int to = 2 * vertices[k + 1];
                g.draw(new Line2D.Double(
                        frame.x().at(xy[from]),
                        frame.y().at(xy[from + 1]),
                        frame.x().at(xy[to]),
                        frame.y().at(xy[to + 1])));
            }
        }
    }

    private static void dots(Graphics2D g, Frame frame, Points points, Color color) {
        double[] xy = points.xy();
        for (int i = 0; i < xy.length; i += 2) {
            Dot.draw(g, frame.x().at(xy[i]), frame.y().at(xy[i + 1]), RADIUS, color);
        }
    }
}
