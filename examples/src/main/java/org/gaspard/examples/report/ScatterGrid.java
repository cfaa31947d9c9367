package org.gaspard.examples.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Clouds in the plane side by side, on the same square {@code [−extent, extent]²} in each panel, so that they can be
 * compared. Points of one colour are a group of all panels: where points go, they keep their colour. A panel has grey
 * points behind the others, such as a target.
 *
 * @param title a line above; may be empty
 * @param columns the names of the columns
 * @param rows the names of the rows, each at the left of its row
 * @param extent half the width of what a panel shows, above 0; points outside are at its edge
 * @param side the width of a panel on the page, at least 80
 */
public record ScatterGrid(String title, List<String> columns, List<String> rows, double extent, int side) {

    private static final int SCALE = 2;
    private static final int GAP = 10;
    private static final int LINE = 22;
    private static final double RADIUS = 1.9;
    private static final double LEGEND_RADIUS = 4;
    private static final Font LEGEND = Drawing.font(12);
    private static final Color BEHIND = new Color(0xd8dee4);

    /** Checks the sizes. */
    public ScatterGrid {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        if (columns.isEmpty() || rows.isEmpty()) {
            throw new IllegalArgumentException(
                    "a grid needs columns and rows, found " + columns.size() + " and " + rows.size());
        }
        if (!(extent > 0) || Double.isInfinite(extent)) {
            throw new IllegalArgumentException("extent must be a finite number above 0, found " + extent);
        }
        if (side < 80) {
            throw new IllegalArgumentException("side must be at least 80, found " + side);
        }
    }

    /**
     * What one panel shows; a panel without points and note has no frame.
     *
     * @param behind grey points, row-major, [m × 2]
     * @param points the points over them, row-major, [n × 2]
     * @param groups n numbers from 0 on, one for each point: its colour
     * @param note a line under the panel; may be empty
     */
    public record Panel(double[] behind, double[] points, int[] groups, String note) {

        /** Checks the lengths and groups. */
        public Panel {
            if (behind.length % 2 != 0 || points.length != 2 * groups.length) {
                throw new IllegalArgumentException("a panel must have two coordinates for each point, found "
                        + behind.length + " behind, and " + points.length + " for " + groups.length + " groups");
            }
            for (int i = 0; i < groups.length; i++) {
                if (groups[i] < 0) {
                    throw new IllegalArgumentException("groups[" + i + "] is " + groups[i] + ", expected at least 0");
                }
            }
        }

        boolean isBlank() {
            return behind.length == 0 && points.length == 0 && note.isEmpty();
        }
    }

    /**
     * Draws the panels.
     *
     * @param panels row by row
     * @throws IllegalArgumentException if there are not as many as the grid has places
     */
    public Picture draw(List<Panel> panels) {
        return draw(panels, List.of());
    }

    /**
     * Draws the panels and, below them, which colour is which group.
     *
     * @param panels row by row
     * @param groupNames of groups 0, 1, …; empty for no line of names
     * @throws IllegalArgumentException if there are not as many panels as the grid has places
     */
    public Picture draw(List<Panel> panels, List<String> groupNames) {
        if (panels.size() != columns.size() * rows.size()) {
            throw new IllegalArgumentException("a grid of " + rows.size() + " × " + columns.size()
                    + " must have as many" + " panels, found " + panels.size());
        }
        int left = GAP + Drawing.widest(rows, Drawing.bold(13)) + GAP;
        int top = (title.isEmpty() ? GAP : GAP + LINE + GAP) + LINE;
        int cell = side + GAP;
        int pitch = side + LINE + GAP;
        int width = left + columns.size() * cell;
        List<List<Integer>> legend = legendLines(groupNames, width);
        int bottom = top + rows.size() * pitch;
        BufferedImage image = Drawing.paper(width, bottom + legend.size() * LINE + (legend.isEmpty() ? 0 : GAP), SCALE);
        Graphics2D g = Drawing.pen(image, SCALE);
        double middle = left + (columns.size() * cell - GAP) / 2.0;
        Drawing.text(g, title, Drawing.bold(16), middle, GAP + LINE / 2.0, 0.5);
        for (int column = 0; column < columns.size(); column++) {
            Drawing.text(
                    g, columns.get(column), Drawing.bold(13), left + column * cell + side / 2.0, top - LINE / 2.0, 0.5);
        }
        for (int row = 0; row < rows.size(); row++) {
            Drawing.text(g, rows.get(row), Drawing.bold(13), GAP, top + row * pitch + side / 2.0, 0);
            for (int column = 0; column < columns.size(); column++) {
                panel(g, panels.get(row * columns.size() + column), left + column * cell, top + row * pitch);
            }
        }
        for (int line = 0; line < legend.size(); line++) {
            drawNames(g, groupNames, legend.get(line), left, bottom + (line + 0.5) * LINE);
        }
        g.dispose();
        return new Picture(image, SCALE);
    }

    private static int legendWidth(String name) {
        return 4 * GAP + Drawing.width(name, LEGEND);
    }

    /** The groups of each line of names, as many as fit. */
    private static List<List<Integer>> legendLines(List<String> names, int width) {
        List<List<Integer>> lines = new ArrayList<>();
        int used = width;
        for (int group = 0; group < names.size(); group++) {
            int needed = legendWidth(names.get(group));
            if (used + needed > width) {
                lines.add(new ArrayList<>());
                used = 2 * GAP;
            }
            lines.getLast().add(group);
            used += needed;
        }
        return lines;
    }

    private static void drawNames(Graphics2D g, List<String> names, List<Integer> groups, double left, double y) {
        double x = left;
        for (int group : groups) {
            g.setColor(LineChart.color(group));
            g.fill(new Ellipse2D.Double(x, y - LEGEND_RADIUS, 2 * LEGEND_RADIUS, 2 * LEGEND_RADIUS));
            g.setColor(Drawing.INK);
            Drawing.text(g, names.get(group), LEGEND, x + 2 * LEGEND_RADIUS + GAP / 2.0, y, 0);
            x += legendWidth(names.get(group));
        }
    }

    private void panel(Graphics2D g, Panel panel, int x, int y) {
        if (panel.isBlank()) {
            return;
        }
        for (int i = 0; i < panel.behind().length / 2; i++) {
            dot(g, panel.behind(), i, x, y, BEHIND);
        }
        for (int i = 0; i < panel.groups().length; i++) {
            dot(g, panel.points(), i, x, y, LineChart.color(panel.groups()[i]));
        }
        g.setColor(Drawing.FAINT);
        g.draw(new Rectangle2D.Double(x, y, side, side));
        g.setColor(Drawing.INK);
        Drawing.text(g, panel.note(), Drawing.font(12), x + side / 2.0, y + side + LINE / 2.0, 0.5);
    }

    private void dot(Graphics2D g, double[] xy, int i, int x, int y, Color color) {
        g.setColor(color);
        Shape dot = new Ellipse2D.Double(
                x + at(xy[2 * i]) - RADIUS, y + at(-xy[2 * i + 1]) - RADIUS, 2 * RADIUS, 2 * RADIUS);
        g.fill(dot);
    }

    private double at(double coordinate) {
        return side * (Math.clamp(coordinate / extent, -1, 1) + 1) / 2;
    }
}
