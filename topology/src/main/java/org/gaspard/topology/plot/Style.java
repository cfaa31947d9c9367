package org.gaspard.topology.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.util.List;

/** What all pictures share: paper, ink, colours, fonts, text. */
final class Style {

    static final Color PAPER = Color.WHITE;
    static final Color INK = new Color(0x24292f);
    static final Color QUIET = new Color(0x6e7781);
    static final Color FAINT = new Color(0xd0d7de);
    static final Color SHADE = new Color(0xf6f8fa);

    /** After Okabe and Ito. */
    private static final List<Color> COLORS = List.of(
            new Color(0x0072b2),
            new Color(0xd55e00),
            new Color(0x009e73),
            new Color(0xcc79a7),
            new Color(0xe69f00),
            new Color(0x56b4e9),
            new Color(0x444444));

    static {
        // Has to be set before the first use of AWT. An application that decided for itself is left alone.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
    static final Font AXIS = new Font(Font.SANS_SERIF, Font.BOLD, 13);
    static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    private static final FontRenderContext MEASURE = new FontRenderContext(null, true, true);

    private Style() {}

    static Color color(int index) {
        return COLORS.get(index % COLORS.size());
    }

    /** A line without end caps, so that it ends where its value is. */
    static BasicStroke line(double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    }

    static BasicStroke dashes(double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 4}, 0);
    }

    /** White paper of width × height units. */
    static BufferedImage paper(int width, int height) {
        var image = new BufferedImage(width * PngFile.SCALE, height * PngFile.SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(PAPER);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.dispose();
        return image;
    }

    /** A pen that draws in units, with smooth lines and letters. */
    static Graphics2D pen(BufferedImage image) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.scale(PngFile.SCALE, PngFile.SCALE);
        g.setColor(INK);
        return g;
    }

    static double width(String text, Font font) {
        return font.getStringBounds(text, MEASURE).getWidth();
    }

    /** Draws text with the middle of its capitals at y, and at x its left end (0), middle (0.5) or right end (1). */
    static void text(Graphics2D g, String text, Font font, double x, double y, double anchor) {
        double capital = 0.72 * font.getSize2D();
        g.setFont(font);
        g.drawString(text, (float) (x - anchor * width(text, font)), (float) (y + capital / 2));
    }

    /** The same, turned to be read from below, centred at y. */
    static void upward(Graphics2D g, String text, Font font, double x, double y) {
        Graphics2D turned = (Graphics2D) g.create();
        turned.translate(x, y);
        turned.rotate(-Math.PI / 2);
        text(turned, text, font, 0, 0, 0.5);
        turned.dispose();
    }

    /** {@code H₀}, {@code H₁}, … */
    static String homology(int dimension) {
        StringBuilder name = new StringBuilder("H");
        Integer.toString(dimension).chars().forEach(digit -> name.append((char) (digit - '0' + '₀')));
        return name.toString();
    }
}
