package org.gaspard.examples.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A contact sheet: images in rows and columns, with captions beside the rows and above the columns.
 *
 * <p>Values are clamped into [0, 1] and shown in 256 levels; a NaN pixel is magenta. Each value becomes a square of
 * zoom × zoom pixels, nothing is interpolated. A caption wider than its column widens all columns.
 *
 * <pre>{@code
 * ImageGrid.ofColumns(8).zoom(2).rowCaptions(List.of("input", "output")).draw(images)
 * }</pre>
 *
 * @param columns images in a row
 * @param zoom pixels per value
 * @param padding pixels between images
 * @param title a line above all; may be empty
 * @param rowCaptions one for each row, or empty
 * @param columnCaptions one for each column, or empty
 */
public record ImageGrid(
        int columns, int zoom, int padding, String title, List<String> rowCaptions, List<String> columnCaptions) {

    private static final Font CAPTION = Drawing.font(13);
    private static final Font TITLE = Drawing.bold(15);
    private static final int MARGIN = 8;

    /** Checks the sizes and copies the captions. */
    public ImageGrid {
        if (columns < 1 || zoom < 1 || padding < 0) {
            throw new IllegalArgumentException("columns and zoom must be at least 1 and padding at least 0, found "
                    + columns + ", " + zoom + " and " + padding);
        }
        rowCaptions = List.copyOf(rowCaptions);
        columnCaptions = List.copyOf(columnCaptions);
        if (!columnCaptions.isEmpty() && columnCaptions.size() != columns) {
            throw new IllegalArgumentException("columnCaptions must be one for each of the " + columns
                    + " columns, found " + columnCaptions.size());
        }
    }

    /** A sheet without captions, one pixel for each value, four pixels between images. */
    public static ImageGrid ofColumns(int columns) {
        return new ImageGrid(columns, 1, 4, "", List.of(), List.of());
    }

    /** The same with another zoom. */
    public ImageGrid zoom(int zoom) {
        return new ImageGrid(columns, zoom, padding, title, rowCaptions, columnCaptions);
    }

    /** The same with other gaps. */
    public ImageGrid padding(int padding) {
        return new ImageGrid(columns, zoom, padding, title, rowCaptions, columnCaptions);
    }

    /** The same with another title. */
    public ImageGrid title(String title) {
        return new ImageGrid(columns, zoom, padding, title, rowCaptions, columnCaptions);
    }

    /** The same with other captions at the left. */
    public ImageGrid rowCaptions(List<String> rowCaptions) {
        return new ImageGrid(columns, zoom, padding, title, rowCaptions, columnCaptions);
    }

    /** The same with other captions at the top. */
    public ImageGrid columnCaptions(List<String> columnCaptions) {
        return new ImageGrid(columns, zoom, padding, title, rowCaptions, columnCaptions);
    }

    /**
     * Draws the sheet, row by row; the last row may be incomplete.
     *
     * @throws IllegalArgumentException if there are row captions, but not as many as rows
     */
    public Picture draw(Images images) {
        int rows = Math.max(1, Math.ceilDiv(images.count(), columns));
        if (!rowCaptions.isEmpty() && rowCaptions.size() != rows) {
            throw new IllegalArgumentException(
                    "rowCaptions must be one for each of the " + rows + " rows, found " + rowCaptions.size());
        }
        int cellWidth = images.width() * zoom;
        int cellHeight = images.height() * zoom;
        int columnPitch = Math.max(cellWidth + padding, captionPitch(columnCaptions));
        int rowPitch = Math.max(cellHeight, rowCaptions.isEmpty() ? 0 : Drawing.lineHeight(CAPTION)) + padding;

        int left = MARGIN + (rowCaptions.isEmpty() ? 0 : Drawing.widest(rowCaptions, CAPTION) + MARGIN);
        int titleBottom = MARGIN + (title.isEmpty() ? 0 : Drawing.lineHeight(TITLE) + MARGIN);
        int top = titleBottom + (columnCaptions.isEmpty() ? 0 : Drawing.lineHeight(CAPTION) + MARGIN / 2);
        int width = Math.max(left + columns * columnPitch - padding + MARGIN, Drawing.width(title, TITLE) + 2 * MARGIN);
        int height = top + rows * rowPitch - padding + MARGIN;

        BufferedImage sheet = Drawing.paper(width, height, 1);
        Graphics2D g = Drawing.pen(sheet, 1);
        Drawing.text(g, title, TITLE, MARGIN, titleBottom / 2.0, 0);
        for (int c = 0; c < columnCaptions.size(); c++) {
            double middle = left + c * columnPitch + (columnPitch - padding) / 2.0;
            Drawing.text(g, columnCaptions.get(c), CAPTION, middle, (titleBottom + top - MARGIN / 2.0) / 2, 0.5);
        }
        for (int r = 0; r < rowCaptions.size(); r++) {
            double middle = top + r * rowPitch + (rowPitch - padding) / 2.0;
            Drawing.text(g, rowCaptions.get(r), CAPTION, left - MARGIN, middle, 1);
        }
        for (int n = 0; n < images.count(); n++) {
            int x = left + n % columns * columnPitch + (columnPitch - padding - cellWidth) / 2;
            int y = top + n / columns * rowPitch + (rowPitch - padding - cellHeight) / 2;
            if (padding >= 2) {
                // A hairline, so that images with a white border do not melt into the paper.
                g.setColor(Drawing.FAINT);
                g.fillRect(x - 1, y - 1, cellWidth + 2, cellHeight + 2);
            }
            images.paint(n, sheet, x, y, zoom);
        }
        g.dispose();
        return new Picture(sheet, 1);
    }

    private static int captionPitch(List<String> captions) {
        return captions.isEmpty() ? 0 : Drawing.widest(captions, CAPTION) + MARGIN;
    }
}
