package org.gaspard.topology.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;

/** Names beside their marks, in centred lines below a picture. */
record Legend(List<Entry> entries) {

    private static final int LINE_HEIGHT = 22;
    private static final double MARK = 18;
    private static final double MARK_GAP = 6;
    private static final double GAP = 22;

    /** A dot or a piece of line with its name. */
    record Entry(String name, Color color, boolean line) {
        double width() {
            return MARK + MARK_GAP + Style.width(name, Style.LABEL);
        }
    }

    /** The entries without those that have no name. */
    static Legend of(List<Entry> entries) {
        return new Legend(
                entries.stream().filter(entry -> !entry.name().isEmpty()).toList());
    }

    int height(double width) {
        return lines(width).size() * LINE_HEIGHT;
    }

    private List<List<Entry>> lines(double width) {
        List<List<Entry>> lines = new ArrayList<>();
        double used = Double.POSITIVE_INFINITY;
        for (Entry entry : entries) {
            if (used + GAP + entry.width() > width) {
                lines.add(new ArrayList<>());
                used = -GAP;
            }
            lines.getLast().add(entry);
            used += GAP + entry.width();
        }
        return lines;
    }

    /** Draws the lines from {@code top} down, centred between {@code left} and {@code left + width}. */
    void draw(Graphics2D g, double left, double top, double width) {
        double y = top + LINE_HEIGHT / 2.0;
        for (List<Entry> line : lines(width)) {
            double length = line.stream().mapToDouble(Entry::width).sum() + GAP * (line.size() - 1);
            double x = left + Math.max(0, (width - length) / 2);
            for (Entry entry : line) {
                g.setColor(entry.color());
                if (entry.line()) {
                    g.setStroke(Style.line(2.2));
                    g.draw(new Line2D.Double(x, y, x + MARK, y));
                } else {
                    g.fill(new Ellipse2D.Double(x + MARK - 9, y - 4.5, 9, 9));
                }
                g.setColor(Style.INK);
                Style.text(g, entry.name(), Style.LABEL, x + MARK + MARK_GAP, y, 0);
                x += entry.width() + GAP;
            }
            y += LINE_HEIGHT;
        }
    }
}
