package org.gaspard.ot.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A table of the README of this module, whose figures are bounds that the tests hold it to: each entry has a comparison, each
 * comparison has an entry, and what is measured is at most the figure. Entries are a number, or – for none.
 */
final class DeviationTable {

    private static final Path README = Path.of("README.md");

    private final String heading;
    private final Map<String, Double> bounds = new LinkedHashMap<>();
    private final Map<String, Double> measured = new TreeMap<>();

    /** Reads the first table under a heading. */
    DeviationTable(String heading) {
        this.heading = heading;
        List<String> lines;
        try {
            lines = Files.readAllLines(README);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<List<String>> rows = lines.stream()
                .dropWhile(line -> !line.equals("### " + heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("|"))
                .map(DeviationTable::cells)
                .toList();
        List<String> columns = rows.getFirst();
        for (List<String> row : rows.subList(2, rows.size())) {
            for (int k = 1; k < columns.size(); k++) {
                if (!row.get(k).equals("–")) {
                    bounds.put(row.getFirst() + " | " + columns.get(k), Double.valueOf(row.get(k)));
                }
            }
        }
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.substring(1, line.lastIndexOf('|')).split("\\|")) {
            cells.add(cell.replace("`", "").strip());
        }
        return cells;
    }

    /** One test for each comparison, and one that the table has these entries and no others. */
    Stream<DynamicTest> tests(List<Comparison> comparisons) {
        List<String> names = comparisons.stream().map(DeviationTable::name).toList();
        return Stream.concat(
                Stream.of(DynamicTest.dynamicTest(
                        "has an entry for each comparison and no other",
                        () -> assertThat(bounds.keySet()).containsExactlyInAnyOrderElementsOf(names))),
                comparisons.stream().map(c -> DynamicTest.dynamicTest(name(c), () -> check(c))));
    }

    private static String name(Comparison comparison) {
        return comparison.row() + " | " + comparison.column();
    }

    private void check(Comparison comparison) {
        double deviation = comparison.deviation().getAsDouble();
        measured.put(name(comparison), deviation);
        assertThat(deviation).isBetween(0.0, bounds.getOrDefault(name(comparison), 0.0));
    }

    /** Writes what was measured below target/, for who brings the figures of the README up to date. */
    void write() throws IOException {
        StringBuilder text = new StringBuilder();
        measured.forEach((name, value) -> text.append(String.format(Locale.ROOT, "%s | %.2e%n", name, value)));
        Path folder = Files.createDirectories(Path.of("target", "deviations"));
        Files.writeString(folder.resolve(heading.toLowerCase(Locale.ROOT).replace(' ', '-') + ".txt"), text);
    }
}
