package org.gaspard.examples.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A report as one HTML file that needs nothing else: pictures are inside, and also beside it as PNG and GIF files for a
 * paper or a slide.
 *
 * <pre>{@code
 * Path page = new HtmlReport("β-VAE on 3D Shapes")
 *         .section("Settings")
 *         .settings(settings)
 *         .section("Results")
 *         .table(List.of("seed", "MIG"), rows)
 *         .picture("loss", "Loss over steps", chart)
 *         .write(folder);
 * }</pre>
 *
 * <p>Parts appear in the order in which they are added. All text is escaped. Numbers are shown with four significant
 * digits. The same parts give the same bytes. Readable in light and dark and in print. Not for several threads.
 */
public final class HtmlReport {

    private final String title;
    private final StringBuilder body = new StringBuilder();
    private final List<String> sections = new ArrayList<>();
    private final Map<String, Embedded> pictures = new LinkedHashMap<>();

    /** A file of a picture, of type image/{@code type}. */
    private record Embedded(String type, byte[] bytes) {}

    /** A report without parts. */
    public HtmlReport(String title) {
        this.title = title;
    }

    /** Starts a section. */
    public HtmlReport section(String heading) {
        sections.add(heading);
        body.append("<h2 id=\"s")
                .append(sections.size())
                .append("\">")
                .append(escape(heading))
                .append("</h2>\n");
        return this;
    }

    /** Adds a paragraph of plain text. */
    public HtmlReport paragraph(String text) {
        body.append("<p>").append(escape(text)).append("</p>\n");
        return this;
    }

    /** Adds a table of names and values, in the order of the map. */
    public HtmlReport settings(Map<String, ?> settings) {
        body.append("<div class=\"wide\"><table class=\"settings\">\n");
        settings.forEach((name, value) -> {
            String text = value instanceof Double || value instanceof Float ? value.toString() : cellText(value);
            body.append("<tr><th>")
                    .append(escape(name))
                    .append("</th><td>")
                    .append(escape(text))
                    .append("</td></tr>\n");
        });
        body.append("</table></div>\n");
        return this;
    }

    /**
     * Adds a table of figures; numbers stand at the right of their cells.
     *
     * @throws IllegalArgumentException if a row has not as many cells as the header
     */
    public HtmlReport table(List<String> header, List<? extends List<?>> rows) {
        body.append("<div class=\"wide\"><table>\n<thead><tr>");
        for (int column = 0; column < header.size(); column++) {
            String opening = isNumeric(rows, column) ? "<th class=\"number\">" : "<th>";
            body.append(opening).append(escape(header.get(column))).append("</th>");
        }
        body.append("</tr></thead>\n<tbody>\n");
        for (List<?> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException("each row must have " + header.size()
                        + " cells as the header has, found " + row.size() + ": " + row);
            }
            body.append("<tr>");
            for (Object cell : row) {
                body.append(cell instanceof Number ? "<td class=\"number\">" : "<td>")
                        .append(escape(cellText(cell)))
                        .append("</td>");
            }
            body.append("</tr>\n");
        }
        body.append("</tbody></table></div>\n");
        return this;
    }

    /**
     * Adds a picture.
     *
     * @param name the name of its PNG file without ending: small letters, digits, hyphens; unique in the report
     * @param caption a line below; also what a reader who cannot see the picture gets
     * @throws IllegalArgumentException if the name is taken or has other characters
     */
    public HtmlReport picture(String name, String caption, Picture picture) {
        return embed(name, caption, picture.width(), "png", picture.png());
    }

    /**
     * Adds pictures that move.
     *
     * @param name the name of their GIF file without ending: small letters, digits, hyphens; unique in the report
     * @param caption a line below; also what a reader who cannot see them gets
     * @throws IllegalArgumentException if the name is taken or has other characters
     */
    public HtmlReport animation(String name, String caption, AnimatedGif animation) {
        return embed(name, caption, animation.width(), "gif", animation.gif());
    }

    private HtmlReport embed(String name, String caption, int width, String type, byte[] bytes) {
        if (!name.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException(
                    "name must be small letters, digits and hyphens, found \"" + name + "\"");
        }
        if (pictures.putIfAbsent(name, new Embedded(type, bytes)) != null) {
            throw new IllegalArgumentException("name must be unique in the report, found \"" + name + "\" again");
        }
        body.append("<figure><img width=\"")
                .append(width)
                .append("\" alt=\"")
                .append(escape(caption))
                .append("\" src=\"data:image/")
                .append(type)
                .append(";base64,")
                .append(Base64.getEncoder().encodeToString(bytes))
                .append("\"><figcaption>")
                .append(escape(caption))
                .append("</figcaption></figure>\n");
        return this;
    }

    /**
     * Writes {@code report.html} and the pictures into a folder, each file beside first and then moved into place.
     *
     * @return the page
     * @throws IOException if a file cannot be written
     */
    public Path write(Path folder) throws IOException {
        for (var picture : pictures.entrySet()) {
            Embedded file = picture.getValue();
            WholeFile.write(folder.resolve(picture.getKey() + "." + file.type()), file.bytes());
        }
        Path page = folder.resolve("report.html");
        WholeFile.write(page, html());
        return page;
    }

    /** The page as text. */
    public String html() {
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escape(title))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n<h1>")
                .append(escape(title))
                .append("</h1>\n");
        if (sections.size() > 1) {
            page.append("<nav>");
            for (int i = 0; i < sections.size(); i++) {
                page.append("<a href=\"#s")
                        .append(i + 1)
                        .append("\">")
                        .append(escape(sections.get(i)))
                        .append("</a> ");
            }
            page.append("</nav>\n");
        }
        return page.append(body).append("</main>\n</body>\n</html>\n").toString();
    }

    private static boolean isNumeric(List<? extends List<?>> rows, int column) {
        return !rows.isEmpty()
                && rows.stream().allMatch(row -> column < row.size() && row.get(column) instanceof Number);
    }

    private static String cellText(Object value) {
        return value instanceof Number number ? Figures.text(number.doubleValue()) : String.valueOf(value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static final String STYLE = """
        :root {
          color-scheme: light dark;
          --paper: #ffffff; --ink: #24292f; --faint: #d0d7de; --band: #f6f8fa; --link: #0969da;
        }
        @media (prefers-color-scheme: dark) {
          :root { --paper: #15181c; --ink: #d7dde3; --faint: #3a424b; --band: #1d2227; --link: #6cb0ff; }
        }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 60rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; }
        h1 { font-size: 1.7rem; line-height: 1.25; margin: 1.5rem 0 0.75rem; }
        h2 { font-size: 1.25rem; margin: 2.25rem 0 0.75rem; padding-bottom: 0.25rem; }
        h2 { border-bottom: 1px solid var(--faint); }
        nav a { margin-right: 1rem; }
        a { color: var(--link); }
        .wide { overflow-x: auto; margin: 0.75rem 0; }
        table { border-collapse: collapse; font-size: 0.94rem; font-variant-numeric: tabular-nums; }
        th, td { padding: 0.3rem 0.8rem; border-bottom: 1px solid var(--faint); }
        th, td { text-align: left; vertical-align: top; }
        thead th { border-bottom-width: 2px; }
        tbody tr:nth-child(even) { background: var(--band); }
        .settings th { font-weight: 500; white-space: nowrap; }
        .number { text-align: right; white-space: nowrap; }
        figure { margin: 1.25rem 0; }
        img { display: block; max-width: 100%; height: auto; background: #ffffff; border-radius: 6px; }
        figcaption { margin-top: 0.4rem; font-size: 0.9rem; opacity: 0.85; }
        @media print { nav { display: none; } figure, table { break-inside: avoid; } }
        """;
}
