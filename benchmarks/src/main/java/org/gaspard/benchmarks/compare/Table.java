package org.gaspard.benchmarks.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rows as a Markdown table, one line for each case, with the medians of the runs and the ratio of every run. */
final class Table {

    private static final String HEAD = """
        | case | threads | gaspard | peer | | ratio of each run | GFLOP/s | peak memory, peer's | allocated a step |
        |---|---|---|---|---|---|---|---|---|
        """;

    /** In place of what there is not. */
    private static final String NONE = "—";

    private Table() {}

    static String of(List<Row> rows) {
        Map<String, List<Row>> cases = new LinkedHashMap<>();
        for (Row row : rows) {
            String jvm = row.text("jvm").isEmpty() ? "" : " with " + row.text("jvm");
            cases.computeIfAbsent(row.text("case") + jvm + " | " + row.text("threads"), key -> new ArrayList<>())
                    .add(row);
        }
        return HEAD
                + cases.entrySet().stream()
                        .map(entry -> line(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining());
    }

    private static String line(String what, List<Row> runs) {
        double ours = median(runs, "our_seconds").orElseThrow();
        OptionalDouble peers = median(runs, "peer_seconds");
        Pairs.Unit unit = Pairs.Unit.of(Math.min(ours, peers.orElse(ours)));
        return "| %s | %s | %s | %s | %s | %s | %s%s | %s |%n"
                .formatted(
                        what,
                        unit.format(ours),
                        peers.isPresent() ? unit.format(peers.getAsDouble()) : NONE,
                        each(runs, row -> row.hasPeer() ? row.text("peer") : target(row)),
                        peers.isPresent() ? ratios(runs) : NONE,
                        format(median(runs, "our_flops"), 1e-9, "%.0f"),
                        format(median(runs, "our_peak_bytes"), 0x1p-20, "%.0f MiB"),
                        peers.isPresent() ? ", " + format(median(runs, "peer_peak_bytes"), 0x1p-20, "%.0f MiB") : "",
                        format(median(runs, "our_bytes_per_iteration"), 0x1p-10, "%.1f KiB"));
    }

    private static String target(Row row) {
        double seconds = row.number("target_seconds").orElseThrow();
        return "target " + Pairs.Unit.of(seconds).format(seconds);
    }

    /** What the runs say, the same once. */
    private static String each(List<Row> runs, Function<Row, String> what) {
        return runs.stream().map(what).distinct().collect(Collectors.joining(", "));
    }

    private static String ratios(List<Row> runs) {
        return runs.stream()
                .flatMapToDouble(row -> row.number("ratio").stream())
                .mapToObj(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                .collect(Collectors.joining(", "));
    }

    private static OptionalDouble median(List<Row> rows, String name) {
        List<Double> numbers =
                rows.stream().flatMap(row -> row.number(name).stream().boxed()).toList();
        return numbers.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Pairs.median(numbers));
    }

    private static String format(OptionalDouble value, double factor, String form) {
        return value.isEmpty() ? "" : String.format(Locale.ROOT, form, value.getAsDouble() * factor);
    }
}
