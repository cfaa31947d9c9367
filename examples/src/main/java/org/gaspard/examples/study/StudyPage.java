package org.gaspard.examples.study;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.gaspard.examples.report.HtmlReport;
import org.gaspard.examples.report.Picture;
import org.gaspard.examples.report.WholeFile;

/**
 * What a study found: {@code report.html}, {@code study.csv} with a row for each figure of each run, and {@code summary.csv} with
 * the mean and standard deviation of each method. The figures of the same finished runs give the same bytes in both tables.
 */
public final class StudyPage {

    private static final String SPEED = "steps_per_second";
    /** Pictures of runs are shown at half their size. */
    private static final int SHRUNK = 2;

    private final StudyTable table;
    private final StudyResults results;
    private final Path folder;

    /** A page of what is finished in a folder. */
    public StudyPage(StudyTable table, StudyResults results, Path folder) {
        this.table = table;
        this.results = results;
        this.folder = folder;
    }

    /**
     * Writes page and tables.
     *
     * @param failures the runs that failed, with what they said
     * @return the page
     * @throws IOException if a file cannot be read or written
     */
    public Path write(Map<StudyTable.Run, String> failures) throws IOException {
        WholeFile.write(folder.resolve("study.csv"), rows());
        WholeFile.write(folder.resolve("summary.csv"), summary());
        HtmlReport report = new HtmlReport(table.title());
        report.section("Runs")
                .paragraph(text(
                        "%d of %d runs are finished: %d methods, %d data sets, seeds %s. Entries are mean ± standard"
                                + " deviation over the seeds (divisor n − 1), with their number if not all are there.",
                        results.count(),
                        table.runs().size(),
                        table.methods().size(),
                        table.data().size(),
                        table.seeds()));
        failures.forEach((run, said) -> report.paragraph("Failed: " + run + ": " + said));
        for (String data : table.data().keySet()) {
            report.section(data).table(header(), cells(data));
            published(report, data);
            differences(report, data);
            pictures(report, data);
        }
        report.section("Settings").table(List.of("", "options"), settings());
        return report.write(folder);
    }

    private List<String> header() {
        return Stream.of(Stream.of("method"), table.figures().values().stream(), Stream.of("ms per step"))
                .flatMap(part -> part)
                .toList();
    }

    private List<List<String>> cells(String data) {
        List<List<String>> rows = new ArrayList<>();
        for (StudyTable.Method method : table.methods()) {
            List<String> row = new ArrayList<>(List.of(method.name()));
            for (String figure : table.figures().keySet()) {
                row.add(cell(values(data, method.name(), figure)));
            }
            double[] speeds = values(data, method.name(), SPEED);
            row.add(speeds.length == 0 ? "–" : text("%.1f", 1000 / median(speeds)));
            rows.add(row);
        }
        return rows;
    }

    private double[] values(String data, String method, String figure) {
        return results.values(table, data, method, figure, List.of());
    }

    private String cell(double[] values) {
        if (values.length == 0) {
            return "–";
        }
        String number = values.length < table.seeds().size() ? " (" + values.length + ")" : "";
        return values.length == 1
                ? text("%.3f", values[0]) + number
                : text("%.3f ± %.3f", mean(values), deviation(values)) + number;
    }

    private void published(HtmlReport report, String data) {
        List<List<String>> rows = new ArrayList<>();
        for (StudyTable.Published each : table.published()) {
            if (each.data().equals(data)) {
                rows.add(List.of(
                        each.method(),
                        String.valueOf(table.figures().get(each.figure())),
                        cell(values(data, each.method(), each.figure())),
                        text("%.3f ± %.3f", each.mean(), each.deviation()),
                        each.confidence()));
            }
        }
        if (!rows.isEmpty()) {
            report.paragraph("Beside what papers say, of longer training as a rule:")
                    .table(List.of("method", "figure", "here", "published", "source"), rows);
        }
    }

    private void differences(HtmlReport report, String data) {
        List<List<String>> rows = new ArrayList<>();
        for (StudyTable.Method method : table.methods()) {
            if (method.base().isEmpty()) {
                continue;
            }
            String base = method.base().get();
            List<String> row = new ArrayList<>(List.of(method.name(), base));
            for (String figure : table.figures().keySet()) {
                double[] own = results.values(table, data, method.name(), figure, List.of(base));
                double[] other = results.values(table, data, base, figure, List.of(method.name()));
                row.add(own.length == 0 ? "–" : text(PairedDifference.of(own, other)));
            }
            rows.add(row);
        }
        if (!rows.isEmpty()) {
            report.paragraph("Differences seed by seed: mean, 95 % bootstrap interval of the mean, and how many are"
                            + " above 0. Of few seeds the interval is too narrow.")
                    .table(
                            Stream.concat(Stream.of("method", "minus"), table.figures().values().stream())
                                    .toList(),
                            rows);
        }
    }

    private static String text(PairedDifference d) {
        return text("%+.3f [%+.3f, %+.3f] %d/%d", d.mean(), d.low(), d.high(), d.above(), d.count());
    }

    /** The pictures of the first seed of which there are any, method beside method. */
    private void pictures(HtmlReport report, String data) throws IOException {
        for (String kind : List.of("reconstructions", "traversals")) {
            List<String> names = new ArrayList<>();
            List<BufferedImage> images = new ArrayList<>();
            for (StudyTable.Method method : table.methods()) {
                Optional<Path> picture = table.runs().stream()
                        .filter(run -> run.data().equals(data) && run.method().equals(method.name()))
                        .map(run -> folder.resolve(run.folder()).resolve(kind + ".png"))
                        .filter(Files::exists)
                        .findFirst();
                if (picture.isPresent()) {
                    names.add(method.name());
                    images.add(ImageIO.read(picture.get().toFile()));
                }
            }
            if (!images.isEmpty()) {
                boolean wide = kind.equals("reconstructions");
                report.picture(
                        kind + "-" + data.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"),
                        Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + " of " + data + ", "
                                + (wide ? "from above: " : "from the left, row by row: ") + String.join(", ", names)
                                + ".",
                        new Picture(tiled(images, wide ? 1 : 3), SHRUNK));
            }
        }
    }

    private static BufferedImage tiled(List<BufferedImage> images, int columns) {
        int width = images.stream().mapToInt(BufferedImage::getWidth).max().orElseThrow();
        int height = images.stream().mapToInt(BufferedImage::getHeight).max().orElseThrow();
        int across = Math.min(columns, images.size());
        var all = new BufferedImage(
                width * across, height * Math.ceilDiv(images.size(), across), BufferedImage.TYPE_INT_RGB);
        var graphics = all.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, all.getWidth(), all.getHeight());
            for (int i = 0; i < images.size(); i++) {
                graphics.drawImage(images.get(i), i % across * width, i / across * height, null);
            }
        } finally {
            graphics.dispose();
        }
        return all;
    }

    private List<List<String>> settings() {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("all runs", String.join(" ", table.common()))));
        table.data().forEach((name, options) -> rows.add(List.of(name, String.join(" ", options))));
        table.methods().forEach(method -> rows.add(List.of(method.name(), String.join(" ", method.options()))));
        return rows;
    }

    private String rows() {
        StringBuilder csv = new StringBuilder("data,method,seed,figure,value\n");
        results.all()
                .forEach((run, figures) -> figures.forEach((figure, value) -> csv.append(quoted(run.data()))
                        .append(',')
                        .append(quoted(run.method()))
                        .append(',')
                        .append(run.seed())
                        .append(',')
                        .append(quoted(figure))
                        .append(',')
                        .append(value)
                        .append('\n')));
        return csv.toString();
    }

    private String summary() {
        StringBuilder csv = new StringBuilder("data,method,figure,mean,standard_deviation,runs\n");
        for (String data : table.data().keySet()) {
            for (StudyTable.Method method : table.methods()) {
                for (String figure : table.figures().keySet()) {
                    double[] values = values(data, method.name(), figure);
                    csv.append(String.join(",", quoted(data), quoted(method.name()), quoted(figure)))
                            .append(',')
                            .append(values.length == 0 ? "" : Double.toString(mean(values)))
                            .append(',')
                            .append(values.length < 2 ? "" : Double.toString(deviation(values)))
                            .append(',')
                            .append(values.length)
                            .append('\n');
                }
            }
        }
        return csv.toString();
    }

    private static String quoted(String text) {
        return text.chars().anyMatch(c -> ",\"\n".indexOf(c) >= 0) ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
