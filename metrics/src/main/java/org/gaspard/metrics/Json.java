package org.gaspard.metrics;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Scores as JSON (RFC 8259). */
final class Json {

    private Json() {}

    static String of(Score score) {
        return "{\"metric\": " + text(score.metric())
                + ", \"value\": " + number(score.value())
                + ", \"figures\": " + object(score.figures(), Json::number)
                + ", \"tables\": " + list(score.tables(), Json::table)
                + ", \"settings\": " + object(score.settings(), Json::text)
                + ", \"warnings\": " + list(score.warnings(), Json::text) + "}";
    }

    static String table(Score.Table table) {
        List<double[]> rows = List.of(table.values());
        return "{\"name\": " + text(table.name())
                + ", \"row_kind\": " + text(table.rowKind())
                + ", \"rows\": " + list(table.rows(), Json::text)
                + ", \"column_kind\": " + text(table.columnKind())
                + ", \"columns\": " + list(table.columns(), Json::text)
                + ", \"values\": " + list(rows, Json::numbers) + "}";
    }

    private static String numbers(double[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> number(values[i]))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** The shortest decimal that is read back as the same double. */
    static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "null";
    }

    static <T> String list(List<T> elements, Function<T, String> of) {
        return elements.stream().map(of).collect(Collectors.joining(", ", "[", "]"));
    }

    static <T> String object(Map<String, T> members, Function<T, String> of) {
        return members.entrySet().stream()
                .map(member -> text(member.getKey()) + ": " + of.apply(member.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    static String text(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
