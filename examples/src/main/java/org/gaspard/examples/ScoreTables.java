package org.gaspard.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaspard.examples.report.Heatmap;
import org.gaspard.examples.report.HtmlReport;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.Scores;

/** The part of a report that tells all scores of disentanglement, beside those of the untrained model. */
record ScoreTables(Optional<Scores> before, Optional<Scores> after) {

    private static final String IMPORTANCES = "importances";

    /** Adds them, if there are more than one. */
    void addTo(HtmlReport report) {
        if (before.isEmpty() || after.isEmpty() || after.get().scores().size() < 2) {
            return;
        }
        List<List<Object>> rows = new ArrayList<>();
        for (Score score : after.get().scores()) {
            Optional<Score> untrained = before.get().scores().stream()
                    .filter(other -> other.metric().equals(score.metric()))
                    .findFirst();
            rows.add(row(score.metric(), untrained.map(Score::value), score.value()));
            for (Map.Entry<String, Double> figure : score.figures().entrySet()) {
                rows.add(row(
                        "– " + figure.getKey(),
                        untrained.map(other -> other.figures().getOrDefault(figure.getKey(), Double.NaN)),
                        figure.getValue()));
            }
        }
        report.section("Scores of disentanglement")
                .paragraph(
                        "The codes of the untrained model show what chance looks like: few metrics give them 0. NaN: "
                                + "not defined here, see below.")
                .table(List.of("metric", "untrained", "trained"), rows);
        after.get().scores().stream()
                .flatMap(score ->
                        score.tables().stream().filter(table -> table.name().equals(IMPORTANCES)))
                .findFirst()
                .ifPresent(table -> report.picture(
                        "importances",
                        "How much a model that predicts a factor relies on each latent axis (DCI).",
                        Heatmap.titled("Importances")
                                .rows("latent axis", table.rows())
                                .columns("factor", table.columns())
                                .draw(table.values())));
        remarks().forEach(report::paragraph);
    }

    private static List<Object> row(String name, Optional<Double> untrained, double trained) {
        return List.of(name, untrained.<Object>map(value -> value).orElse(""), trained);
    }

    private Stream<String> remarks() {
        Scores trained = after.orElseThrow();
        return Stream.concat(
                trained.scores().stream()
                        .flatMap(score -> score.warnings().stream().map(warning -> score.metric() + ": " + warning)),
                trained.refused().entrySet().stream()
                        .map(refusal -> refusal.getKey() + " is not defined here: " + refusal.getValue()));
    }
}
