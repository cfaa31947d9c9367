package org.gaspard.benchmarks.compare;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gaspard.benchmarks.cases.Case;

/**
 * The result of one comparison as a row of named values: a flat JSON object of strings and numbers.
 *
 * @param values in their order; a value is a String, a Long or a Double
 */
record Row(Map<String, Object> values) {

    private static final Pattern MEMBER = Pattern.compile(
            "\"(\\w+)\": (?:\"((?:[^\"\\\\]|\\\\.)*)\"|(-?\\d+)(?![\\d.eE])|(-?\\d[\\d.]*(?:[eE][+-]?\\d+)?))");

    Row {
        values = new LinkedHashMap<>(values);
    }

    static Row of(Case chosen, int threads, List<String> jvm, Side ours, Side peer, Pairs pairs) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("case", chosen.name());
        values.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        values.put("threads", (long) threads);
        values.put("ours", ours.version());
        values.put("jvm", String.join(" ", jvm));
        values.put("peer", peer.name());
        values.put("peer_version", peer.version());
        values.put("our_seconds", pairs.ourMedian());
        values.put("peer_seconds", pairs.peerMedian());
        values.put("ratio", pairs.ratio());
        values.put("our_times", join(pairs.ours()));
        values.put("peer_times", join(pairs.peers()));
        put(values, "our_peak_bytes", ours.peakBytes());
        put(values, "peer_peak_bytes", peer.peakBytes());
        chosen.flops().ifPresent(flops -> values.put("our_flops", flops / pairs.ourMedian()));
        chosen.flops().ifPresent(flops -> values.put("peer_flops", flops / pairs.peerMedian()));
        return new Row(values);
    }

    private static void put(Map<String, Object> values, String name, OptionalLong value) {
        value.ifPresent(number -> values.put(name, number));
    }

    private static String join(List<Double> seconds) {
        return seconds.stream().map(s -> String.format(Locale.ROOT, "%.6g", s)).collect(Collectors.joining(" "));
    }

    Row withUsage(long bytesPerIteration, long collections) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put("our_bytes_per_iteration", bytesPerIteration);
        more.put("our_collections", collections);
        return new Row(more);
    }

    OptionalDouble number(String name) {
        return values.get(name) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    String text(String name) {
        return String.valueOf(values.getOrDefault(name, ""));
    }

    /** What there is to say beside the times, in lines. */
    List<String> facts() {
        List<String> facts = new ArrayList<>();
        facts.add("peak resident memory: gaspard " + mebibytes("our_peak_bytes") + ", " + text("peer") + " "
                + mebibytes("peer_peak_bytes"));
        number("our_flops")
                .ifPresent(flops -> facts.add(String.format(
                        Locale.ROOT,
                        "GFLOP/s: gaspard %.0f, %s %.0f",
                        flops * 1e-9,
                        text("peer"),
                        number("peer_flops").orElseThrow() * 1e-9)));
        number("our_bytes_per_iteration")
                .ifPresent(bytes -> facts.add(String.format(
                        Locale.ROOT,
                        "gaspard allocates %.1f KiB an iteration; %s collections",
                        bytes / 1024,
                        text("our_collections"))));
        return facts;
    }

    private String mebibytes(String name) {
        OptionalDouble bytes = number(name);
        return bytes.isEmpty() ? "unknown" : String.format(Locale.ROOT, "%.0f MiB", bytes.getAsDouble() / (1 << 20));
    }

    String toJson() {
        return values.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\": " + json(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String json(Object value) {
        return value instanceof String text
                ? "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
                : value.toString();
    }

    /** Whether it holds what a table needs. */
    boolean isResult() {
        return values.containsKey("case")
                && Stream.of("our_seconds", "peer_seconds", "ratio")
                        .allMatch(name -> number(name).isPresent());
    }

    /** Reads what {@link #toJson} writes; of another line what looks like a value, mostly nothing. */
    static Row parse(String line) {
        Map<String, Object> values = new LinkedHashMap<>();
        Matcher matcher = MEMBER.matcher(line);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (matcher.group(2) != null) {
                values.put(name, matcher.group(2).replaceAll("\\\\(.)", "$1"));
            } else if (matcher.group(3) != null) {
                values.put(name, Long.valueOf(matcher.group(3)));
            } else {
                values.put(name, Double.valueOf(matcher.group(4)));
            }
        }
        return new Row(values);
    }
}
