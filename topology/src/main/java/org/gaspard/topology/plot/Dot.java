package org.gaspard.topology.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;

/** A filled circle with a thin rim of paper, so that dots that overlap can be told apart. */
final class Dot {

    private static final double RIM = 0.7;

    private Dot() {}

    static void draw(Graphics2D g, double x, double y, double radius, Color color) {
        fill(g, x, y, radius + RIM, Style.PAPER);
        fill(g, x, y, radius, color);
    }

    private static void fill(Graphics2D g, double x, double y, double radius, Color color) {
        g.setColor(color);
        g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }
}
