package org.gaspard.examples.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** What all pictures share: paper, ink, fonts, text measures. */
final class Drawing {

    static final Color PAPER = Color.WHITE;
    static final Color INK = new Color(0x24292f);
    static final Color FAINT = new Color(0xd0d7de);

    static {
        // Has to be set before the first use of AWT. An application that decided for itself is left alone.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private static final FontRenderContext MEASURE = new FontRenderContext(null, true, true);

    private Drawing() {}

    /** White paper of width × height units, each {@code scale} pixels wide. */
    static BufferedImage paper(int width, int height, int scale) {
        var image = new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(PAPER);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.dispose();
        return image;
    }

    /** A pen on {@code image} that draws in units of {@code scale} pixels, with smooth lines and letters. */
    static Graphics2D pen(BufferedImage image, int scale) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.scale(scale, scale);
        g.setColor(INK);
        return g;
    }

    static Font font(int size) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, size);
    }

    static Font bold(int size) {
        return new Font(Font.SANS_SERIF, Font.BOLD, size);
    }

    /** The width of {@code text} in units, rounded up. */
    static int width(String text, Font font) {
        Rectangle2D bounds = font.getStringBounds(text, MEASURE);
        return (int) Math.ceil(bounds.getWidth());
    }

    /** The width of the widest of {@code texts}; 0 if there are none. */
    static int widest(List<String> texts, Font font) {
        return texts.stream().mapToInt(text -> width(text, font)).max().orElse(0);
    }

    /** The distance of baselines. */
    static int lineHeight(Font font) {
        return (int) Math.ceil(font.getLineMetrics("Ag", MEASURE).getHeight());
    }

    /** Draws {@code text} with its middle height at y, and at x its left end (0), middle (0.5) or right end (1). */
    static void text(Graphics2D g, String text, Font font, double x, double y, double anchor) {
        var metrics = font.getLineMetrics(text, MEASURE);
        g.setFont(font);
        // Digits and lower-case letters look centred when the middle of a capital is.
        double capital = 0.72 * font.getSize2D();
        double left = x - anchor * font.getStringBounds(text, MEASURE).getWidth();
        g.drawString(text, (float) left, (float) (y + Math.min(capital, metrics.getAscent()) / 2));
    }
}
