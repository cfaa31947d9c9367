package org.gaspard.topology.plot;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.check.Checks;

/**
 * Barcodes: one horizontal bar for each bar of some diagrams, diagram below diagram in the order given, the bars of a diagram
 * from top to bottom by birth, then death. The colour is that of the dimension. An infinite end is an arrow over the edge
 * of the finite range.
 *
 * <pre>{@code
 * BufferedImage picture = BarcodePlot.titled("A noisy circle").draw(List.of(h0, h1));
 * PngFile.write(picture, Path.of("barcode.png"));
 * }</pre>
 *
 * <p>Each diagram gets a band of a height for its name, and of the rest as much as it has bars; a diagram without bars is an
 * empty band.
 *
 * @param title a line above; may be empty
 * @param axis what the values of the filtration are; may be empty
 * @param width in units of {@value PngFile#SCALE} pixels, at least 200
 * @param height likewise, at least 150
 */
public record BarcodePlot(String title, String axis, int width, int height) {

    private static final double LEFT = 52;
    private static final double RIGHT = 24;
    private static final double BAND_GAP = 10;
    private static final double LEAST_BAND = 24;
    private static final double THICKEST = 7;
    private static final double PADDING = 0.02;
    private static final double ARROW_PADDING = 0.08;
    private static final double ARROW = 7;

    /** Checks the size. */
    public BarcodePlot {
        Checks.atLeast("width", width, 200);
        Checks.atLeast("height", height, 150);
    }

    /** A picture of 760 × 420 whose values are called distances. */
    public static BarcodePlot titled(String title) {
        return new BarcodePlot(title, "distance", 760, 420);
    }

    /** The same with another name of the values. */
    public BarcodePlot axis(String name) {
        return new BarcodePlot(title, name, width, height);
    }

    /** The same in another size. */
    public BarcodePlot size(int width, int height) {
        return new BarcodePlot(title, axis, width, height);
    }

    /** Draws the bars. */
    public BufferedImage draw(List<Diagram> diagrams) {
        BufferedImage image = Style.paper(width, height);
        Graphics2D g = Style.pen(image);
        Frame frame = frame(diagrams);
        List<Band> bands = bands(diagrams, frame);
        if (!title.isEmpty()) {
            Style.text(g, title, Style.TITLE, width / 2.0, 22, 0.5);
        }
        Style.text(g, axis, Style.AXIS, (frame.left() + frame.right()) / 2, height - 16, 0.5);
        frame.gridX(g, frame.x().low(), frame.x().high());
        for (int i = 0; i < bands.size(); i++) {
            bands.get(i).draw(g, frame, i > 0);
        }
        frame.border(g);
        if (diagrams.stream().allMatch(Diagram::isEmpty)) {
            frame.note(g, "no bars");
        }
        g.dispose();
        return image;
    }

    /** Where the values are. */
    Frame frame(List<Diagram> diagrams) {
        double[] ends = diagrams.stream()
                .flatMapToDouble(diagram ->
                        DoubleStream.concat(DoubleStream.of(diagram.births()), DoubleStream.of(diagram.deaths())))
                .toArray();
        boolean before = DoubleStream.of(ends).anyMatch(end -> end == Double.NEGATIVE_INFINITY);
        boolean after = DoubleStream.of(ends).anyMatch(end -> end == Double.POSITIVE_INFINITY);
        Scale.Range range =
                Scale.Range.of(ends).padded(before ? ARROW_PADDING : PADDING, after ? ARROW_PADDING : PADDING);
        double bottom = height - (axis.isEmpty() ? 32 : 54);
        return new Frame(
                new Scale(range.low(), range.high(), LEFT, width - RIGHT),
                new Scale(0, 1, bottom, title.isEmpty() ? 14 : 42));
    }

    /** The bands of the diagrams, from the top down. */
    static List<Band> bands(List<Diagram> diagrams, Frame frame) {
        int bars = diagrams.stream().mapToInt(Diagram::size).sum();
        double room = frame.bottom() - frame.top();
        double least = Math.min(LEAST_BAND, room / Math.max(1, diagrams.size()));
        double shared = room - least * diagrams.size();
        List<Band> bands = new ArrayList<>();
        double top = frame.top();
        for (Diagram diagram : diagrams) {
            double part = bars == 0 ? 1.0 / diagrams.size() : (double) diagram.size() / bars;
            double bottom = top + least + shared * part;
            bands.add(new Band(diagram.sorted(), top, bottom));
            top = bottom;
        }
        return bands;
    }

    /** The bars of a diagram, in the order shown, and where they are. */
    record Band(Diagram diagram, double top, double bottom) {

        private double pitch() {
            double gap = Math.min(BAND_GAP, 0.3 * (bottom - top));
            return (bottom - top - gap) / Math.max(1, diagram.size());
        }

        /** The middle of a bar. */
        double y(int bar) {
            return (top + bottom) / 2 + (bar - 0.5 * (diagram.size() - 1)) * pitch();
        }

        double thickness() {
            return Math.min(THICKEST, 0.75 * pitch());
        }

        private void draw(Graphics2D g, Frame frame, boolean separated) {
            if (separated) {
                g.setColor(Style.FAINT);
                g.setStroke(Style.line(1));
                g.draw(new Line2D.Double(frame.left(), top, frame.right(), top));
            }
            var color = Style.color(diagram.dimension());
            g.setColor(color);
            Style.text(g, Style.homology(diagram.dimension()), Style.AXIS, frame.left() - 12, (top + bottom) / 2, 1);
            IntStream.range(0, diagram.size()).forEach(bar -> draw(g, frame, bar));
        }

        private void draw(Graphics2D g, Frame frame, int bar) {
            double y = y(bar);
            double half = thickness() / 2;
            boolean before = Double.isInfinite(diagram.birth(bar));
            boolean after = Double.isInfinite(diagram.death(bar));
            double from = before ? frame.left() + 2 + ARROW : frame.x().at(diagram.birth(bar));
            double to = after ? frame.right() - 2 - ARROW : frame.x().at(diagram.death(bar));
            g.fill(new Rectangle2D.Double(from, y - half, to - from, 2 * half));
            double head = Math.max(half, Math.min(half + 2.5, 0.6 * pitch()));
            if (before) {
                arrow(g, from, y, -ARROW, head);
            }
            if (after) {
                arrow(g, to, y, ARROW, head);
            }
        }

        private static void arrow(Graphics2D g, double x, double y, double length, double half) {
            Path2D head = new Path2D.Double();
            head.moveTo(x, y - half);
            head.lineTo(x + length, y);
            head.lineTo(x, y + half);
            head.closePath();
            g.fill(head);
        }
    }
}
