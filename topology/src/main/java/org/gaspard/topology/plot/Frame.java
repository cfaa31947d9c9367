package org.gaspard.topology.plot;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.util.List;

/**
 * The box of a picture in which values are shown, in units of the paper.
 *
 * @param x from left to right
 * @param y from the bottom, the larger place, to the top
 */
record Frame(Scale x, Scale y) {

    private static final double TICK_GAP = 8;
    /** How far numbers may stand out on the right. */
    private static final double MARGIN = 18;

    private static final int X_SPACING = 90;
    private static final int Y_SPACING = 55;

    double left() {
        return x.start();
    }

    double right() {
        return x.end();
    }

    double top() {
        return y.end();
    }

    double bottom() {
        return y.start();
    }

    Shape box() {
        return new Rectangle2D.Double(left(), top(), right() - left(), bottom() - top());
    }

    /** Light lines and numbers at round values of x from {@code least} to {@code most}. */
    void gridX(Graphics2D g, double least, double most) {
        for (BigDecimal tick : x.ticks(Math.max(2, (int) (right() - left()) / X_SPACING))) {
            if (tick.doubleValue() < least || tick.doubleValue() > most) {
                continue;
            }
            double at = x.at(tick.doubleValue());
            g.setColor(Style.FAINT);
            g.setStroke(Style.line(0.6));
            g.draw(new Line2D.Double(at, top(), at, bottom()));
            g.setColor(Style.INK);
            String text = Scale.text(tick);
            double middle = Math.min(at, right() + MARGIN - Style.width(text, Style.TICK) / 2);
            Style.text(g, text, Style.TICK, middle, bottom() + TICK_GAP + 5, 0.5);
        }
    }

    /** The width of the numbers beside an axis y. */
    static double room(Scale y) {
        return TICK_GAP
                + ticks(y).stream()
                        .mapToDouble(tick -> Style.width(Scale.text(tick), Style.TICK))
                        .max()
                        .orElse(0);
    }

    private static List<BigDecimal> ticks(Scale y) {
        return y.ticks(Math.max(2, (int) (y.start() - y.end()) / Y_SPACING));
    }

    /** Light lines and numbers at round values of y from {@code least} to {@code most}. */
    void gridY(Graphics2D g, double least, double most) {
        for (BigDecimal tick : ticks(y)) {
            if (tick.doubleValue() < least || tick.doubleValue() > most) {
                continue;
            }
            double at = y.at(tick.doubleValue());
            g.setColor(Style.FAINT);
            g.setStroke(Style.line(0.6));
            g.draw(new Line2D.Double(left(), at, right(), at));
            g.setColor(Style.INK);
            Style.text(g, Scale.text(tick), Style.TICK, left() - TICK_GAP, at, 1);
        }
    }

    void border(Graphics2D g) {
        g.setColor(Style.FAINT);
        g.setStroke(Style.line(1));
        g.draw(box());
    }

    /** Words in the middle of an empty box. */
    void note(Graphics2D g, String words) {
        g.setColor(Style.QUIET);
        Style.text(g, words, Style.LABEL, (left() + right()) / 2, (top() + bottom()) / 2, 0.5);
    }
}
