package org.gaspard.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The scores of a battery of metrics for one representation.
 *
 * @param scores in the order of the metrics
 * @param refused the metrics that are not defined for this representation, and why
 */
public record Scores(List<Score> scores, SequencedMap<String, String> refused) {

    /** Copies. */
    public Scores {
        scores = List.copyOf(scores);
        refused = new LinkedHashMap<>(refused);
    }

    @Override
    public SequencedMap<String, String> refused() {
        return Collections.unmodifiableSequencedMap(refused);
    }

    /**
     * The score of a metric.
     *
     * @throws IllegalArgumentException if there is none of that name, with the reason if the metric was refused
     */
    public Score of(String metric) {
        return scores.stream()
                .filter(score -> score.metric().equals(metric))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        refused.containsKey(metric)
                                ? metric + " is not defined here: " + refused.get(metric)
                                : "no score of '" + metric + "', expected one of "
                                        + scores.stream().map(Score::metric).toList()));
    }

    /**
     * These and then others, for example of another battery.
     *
     * @throws IllegalArgumentException if a metric is in both
     */
    public Scores and(Scores others) {
        List<Score> all = new ArrayList<>(scores);
        all.addAll(others.scores);
        SequencedMap<String, String> allRefused = new LinkedHashMap<>(refused);
        allRefused.putAll(others.refused);
        Set<String> names = new HashSet<>(allRefused.keySet());
        all.forEach(score -> names.add(score.metric()));
        if (names.size() < all.size() + refused.size() + others.refused.size()) {
            throw new IllegalArgumentException("others must be of other metrics than "
                    + scores.stream().map(Score::metric).toList() + " and " + refused.keySet() + ", found "
                    + others.scores.stream().map(Score::metric).toList() + " and " + others.refused.keySet());
        }
        return new Scores(all, allRefused);
    }

    /** A table for people: a line for each score and for each of its figures, then warnings and refusals. */
    public String table() {
        StringBuilder text = new StringBuilder();
        for (Score score : scores) {
            line(text, score.metric(), score.value());
            score.figures().forEach((name, figure) -> line(text, "  " + name, figure));
        }
        for (Score score : scores) {
            score.warnings()
                    .forEach(warning -> text.append("warning: ")
                            .append(score.metric())
                            .append(": ")
                            .append(warning)
                            .append('\n'));
        }
        refused.forEach((metric, why) ->
                text.append("refused: ").append(metric).append(": ").append(why).append('\n'));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, double value) {
        text.append(String.format(Locale.ROOT, "%-44s %12.6f%n", name, value));
    }

    /** All scores as one JSON object: {@code scores}, a list, and {@code refused}. */
    public String json() {
        return "{\"scores\": "
                + scores.stream().map(Score::json).collect(Collectors.joining(",\n  ", "[\n  ", "\n]"))
                + ", \"refused\": " + Json.object(refused, Json::text) + "}";
    }
}
