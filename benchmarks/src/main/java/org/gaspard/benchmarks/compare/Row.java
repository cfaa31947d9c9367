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
import org.gaspard.benchmarks.cases.Peer;

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

    /** Our side alone: {@link #beside} or {@link #against} adds what its times are held against. */
    static Row of(Case chosen, int threads, List<String> jvm, Side ours, List<Double> seconds) throws Failure {
        Map<String, Object> values = new LinkedHashMap<>();
        double median = Pairs.median(seconds);
        values.put("case", chosen.name());
        values.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        values.put("threads", (long) threads);
        values.put("ours", ours.version());
        values.put("jvm", String.join(" ", jvm));
        values.put("our_seconds", median);
        values.put("our_times", join(seconds));
        put(values, "our_peak_bytes", ours.peakBytes());
        chosen.flops().ifPresent(flops -> values.put("our_flops", flops / median));
        return new Row(values);
    }

    /** The same beside a peer. */
    Row beside(Case chosen, Side peer, Pairs pairs) throws Failure {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put("peer", peer.name());
        more.put("peer_version", peer.version());
        more.put("peer_seconds", pairs.peerMedian());
        more.put("peer_times", join(pairs.peers()));
        more.put("ratio", pairs.ratio());
        put(more, "peer_peak_bytes", peer.peakBytes());
        chosen.flops().ifPresent(flops -> more.put("peer_flops", flops / pairs.peerMedian()));
        return new Row(more);
    }

    /** The same without a peer, against a time to reach. */
    Row against(Peer.Target target) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put("peer", target.label());
        more.put("target_seconds", target.seconds());
        return new Row(more);
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
        String peers = hasPeer() ? ", " + text("peer") + " " + mebibytes("peer_peak_bytes") : "";
        facts.add("peak resident memory: gaspard " + mebibytes("our_peak_bytes") + peers);
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
        Stream<String> needed = hasPeer()
                ? Stream.of("our_seconds", "peer_seconds", "ratio")
                : Stream.of("our_seconds", "target_seconds");
        return values.containsKey("case")
                && needed.allMatch(name -> number(name).isPresent());
    }

    /** Whether there are times of another side in it, and not only one to reach. */
    boolean hasPeer() {
        return number("target_seconds").isEmpty();
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
