package org.gaspard.topology.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.check.Checks;

/**
 * Persistence diagrams: a point at (birth, death) for each bar, above the diagonal, in a square with the same values on both
 * axes. Infinite deaths lie on a dashed line above all finite ones, infinite births on one left of them.
 *
 * <pre>{@code
 * BufferedImage picture = DiagramPlot.titled("A noisy circle").draw(List.of(h0, h1));
 * PngFile.write(picture, Path.of("diagram.png"));
 * }</pre>
 *
 * <p>Equal points cover each other; of different ones the later ones are on top.
 *
 * @param title a line above; may be empty
 * @param xLabel what births are; may be empty
 * @param yLabel what deaths are; may be empty
 * @param side of the square, in units of {@value PngFile#SCALE} pixels, at least 150; the picture is wider and
 *     taller by what title, axes and legend take
 */
public record DiagramPlot(String title, String xLabel, String yLabel, int side) {

    private static final int LEFT = 72;
    private static final int RIGHT = 24;
    private static final int LABEL = 30;
    private static final int AXIS_HEIGHT = 58;
    private static final double RADIUS = 4;
    private static final double PADDING = 0.04;
    /** How far beyond the finite range the lines of infinity are, as a part of its length. */
    private static final double INFINITY = 0.08;

    /** Checks the size. */
    public DiagramPlot {
        Checks.atLeast("side", side, 150);
    }

    /**
     * A diagram with a name for the legend.
     *
     * @param name may be empty: then it is not in the legend
     */
    public record Named(String name, Diagram diagram) {}

    /** A square of 420 with births and deaths. */
    public static DiagramPlot titled(String title) {
        return new DiagramPlot(title, "birth", "death", 420);
    }

    /** The same with other names of the axes. */
    public DiagramPlot axes(String xLabel, String yLabel) {
        return new DiagramPlot(title, xLabel, yLabel, side);
    }

    /** The same with a square of another side. */
    public DiagramPlot side(int side) {
        return new DiagramPlot(title, xLabel, yLabel, side);
    }

    /** Draws diagrams named and coloured by their dimensions. */
    public BufferedImage draw(List<Diagram> diagrams) {
        return draw(
                diagrams.stream()
                        .map(diagram -> new Named(Style.homology(diagram.dimension()), diagram))
                        .toList(),
                diagrams.stream()
                        .map(diagram -> Style.color(diagram.dimension()))
                        .toList());
    }

    /** Draws diagrams to compare, each in a colour of its own. */
    public BufferedImage compare(List<Named> diagrams) {
        List<Color> colors = new ArrayList<>();
        for (int i = 0; i < diagrams.size(); i++) {
            colors.add(Style.color(i));
        }
        return draw(diagrams, colors);
    }

    private BufferedImage draw(List<Named> named, List<Color> colors) {
        List<Legend.Entry> entries = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            entries.add(new Legend.Entry(named.get(i).name(), colors.get(i), false));
        }
        Legend legend = Legend.of(entries);
        List<Diagram> diagrams = named.stream().map(Named::diagram).toList();
        Frame frame = frame(diagrams);
        double left = frame.left();
        int bottom = (int) frame.bottom() + AXIS_HEIGHT;
        BufferedImage image = Style.paper((int) left + side + RIGHT, bottom + legend.height(side) + 8);
        Graphics2D g = Style.pen(image);
        background(g, frame, diagrams);
        for (int i = 0; i < named.size(); i++) {
            points(g, frame, diagrams.get(i), colors.get(i), diagrams);
        }
        if (diagrams.stream().allMatch(Diagram::isEmpty)) {
            frame.note(g, "no bars");
        }
        g.setColor(Style.INK);
        if (!title.isEmpty()) {
            Style.text(g, title, Style.TITLE, left + side / 2.0, 22, 0.5);
        }
        Style.text(g, xLabel, Style.AXIS, left + side / 2.0, frame.bottom() + 38, 0.5);
        Style.upward(g, yLabel, Style.AXIS, 18, frame.top() + side / 2.0);
        legend.draw(g, left, bottom, side);
        g.dispose();
        return image;
    }

    /** Where the values are. */
    Frame frame(List<Diagram> diagrams) {
        Scale.Range range = Scale.Range.of(births(diagrams), deaths(diagrams))
                .padded(hasBefore(diagrams) ? 1.6 * INFINITY : PADDING, hasAfter(diagrams) ? 1.6 * INFINITY : PADDING);
        double top = title.isEmpty() ? 14 : 42;
        Scale y = new Scale(range.low(), range.high(), top + side, top);
        double left = Math.max(LEFT, LABEL + Math.ceil(Frame.room(y)));
        return new Frame(new Scale(range.low(), range.high(), left, left + side), y);
    }

    /** The value at which a birth of −∞ is shown. */
    static double before(List<Diagram> diagrams) {
        return Scale.Range.of(births(diagrams), deaths(diagrams))
                .padded(INFINITY, 0)
                .low();
    }

    /** The value at which a death of +∞ is shown. */
    static double after(List<Diagram> diagrams) {
        return Scale.Range.of(births(diagrams), deaths(diagrams))
                .padded(0, INFINITY)
                .high();
    }

    private static double[] births(List<Diagram> diagrams) {
        return diagrams.stream()
                .flatMapToDouble(diagram -> DoubleStream.of(diagram.births()))
                .toArray();
    }

    private static double[] deaths(List<Diagram> diagrams) {
        return diagrams.stream()
                .flatMapToDouble(diagram -> DoubleStream.of(diagram.deaths()))
                .toArray();
    }

    private static boolean hasBefore(List<Diagram> diagrams) {
        return DoubleStream.of(births(diagrams)).anyMatch(Double::isInfinite);
    }

    private static boolean hasAfter(List<Diagram> diagrams) {
        return DoubleStream.of(deaths(diagrams)).anyMatch(Double::isInfinite);
    }

    /** What lies below the diagonal is shaded: no bar can be there. */
    private static void background(Graphics2D g, Frame frame, List<Diagram> diagrams) {
        Path2D below = new Path2D.Double();
        below.moveTo(frame.left(), frame.bottom());
        below.lineTo(frame.right(), frame.top());
        below.lineTo(frame.right(), frame.bottom());
        below.closePath();
        g.setColor(Style.SHADE);
        g.fill(below);
        // No numbers among the infinities.
        Scale.Range finite = Scale.Range.of(births(diagrams), deaths(diagrams));
        double least = hasBefore(diagrams) ? finite.low() : frame.x().low();
        double most = hasAfter(diagrams) ? finite.high() : frame.x().high();
        frame.gridX(g, least, most);
        frame.gridY(g, least, most);
        frame.border(g);
        g.setColor(Style.QUIET);
        g.setStroke(Style.line(1));
        g.draw(new Line2D.Double(frame.left(), frame.bottom(), frame.right(), frame.top()));
        g.setStroke(Style.dashes(1));
        if (hasAfter(diagrams)) {
            double y = frame.y().at(after(diagrams));
            g.draw(new Line2D.Double(frame.left(), y, frame.right(), y));
            Style.text(g, "∞", Style.AXIS, frame.left() - 8, y, 1);
        }
        if (hasBefore(diagrams)) {
            double x = frame.x().at(before(diagrams));
            g.draw(new Line2D.Double(x, frame.top(), x, frame.bottom()));
            Style.text(g, "−∞", Style.AXIS, x, frame.bottom() + 13, 0.5);
        }
    }

    private static void points(Graphics2D g, Frame frame, Diagram diagram, Color color, List<Diagram> all) {
        for (int bar = 0; bar < diagram.size(); bar++) {
            double birth = Double.isInfinite(diagram.birth(bar)) ? before(all) : diagram.birth(bar);
            double death = Double.isInfinite(diagram.death(bar)) ? after(all) : diagram.death(bar);
            Dot.draw(g, frame.x().at(birth), frame.y().at(death), RADIUS, color);
        }
    }
}
