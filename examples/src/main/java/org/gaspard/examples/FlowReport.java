package org.gaspard.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gaspard.datasets.sequences.ComposableSequences;
import org.gaspard.datasets.sequences.ImageSequences;
import org.gaspard.examples.report.HtmlReport;
import org.gaspard.examples.report.LineChart;
import org.gaspard.examples.report.WholeFile;
import org.gaspard.models.sequences.SequencePredictor;
import org.gaspard.tensor.Tensor;

/** The page of a run of {@link TrainFlow}, its pictures and animations, and its figures as {@code metrics.csv}. */
final class FlowReport {

    /** Sequences in a picture. */
    private static final int SHOWN = 4;
    /** Smoothing leaves about this many independent points in a curve. */
    private static final double POINTS = 60;

    private static final List<String> TWO = List.of("true", "foretold");

    private final TrainFlow options;
    private final SequenceData data;
    private final Optional<SequenceData> others;
    private final SequencePredictor predictor;
    private final int[] chosen;

    FlowReport(TrainFlow options, SequenceData data, Optional<SequenceData> others, SequencePredictor predictor) {
        this.options = options;
        this.data = data;
        this.others = others;
        this.predictor = predictor;
        this.chosen = data.chosen(SHOWN, options.run.seed);
    }

    /**
     * Writes everything into the run's folder.
     *
     * @param figures all figures by name
     * @param composed what flows make of compositions, if there are flows
     * @param losses the columns of the log
     * @return the page
     */
    Path write(Map<String, Double> figures, Optional<ComposedSequences> composed, Map<String, double[]> losses)
            throws IOException {
        HtmlReport report = new HtmlReport("Sequences of " + options.dataset + " by " + options.method);
        figures(
                report,
                "Equivariance errors are sums of absolute differences of all pixels of all frames but the first, means"
                        + " over "
                        + options.evaluated + " sequences; \"still\" is the decoded first image in place of all."
                        + " Likelihoods are in nats an image.",
                figures);
        foretold(report, "foretold", data.evaluation(), chosen);
        composed.ifPresent(each -> {
            compositions(report, each);
            beyond(report, each);
            FlowFields.add(
                    report,
                    each,
                    SequenceData.frames(data.evaluation(), 0, chosen).index(1, 0),
                    data.evaluation().transformations());
        });
        others.ifPresent(other -> foretold(report, "other", other.evaluation(), other.chosen(SHOWN, options.run.seed)));
        curves(report, losses);
        report.section("Settings").settings(options.all());
        report.section("Machine").settings(TrainingReport.machine());
        keep(options.run.output, figures);
        return report.write(options.run.output);
    }

    /** Adds figures by name. */
    static void figures(HtmlReport report, String words, Map<String, Double> figures) {
        report.section("Figures")
                .paragraph(words)
                .table(
                        List.of("figure", "value"),
                        figures.entrySet().stream()
                                .map(each -> List.of(each.getKey(), each.getValue()))
                                .toList());
    }

    /** Writes figures as {@code metrics.csv}. */
    static void keep(Path folder, Map<String, Double> figures) throws IOException {
        StringBuilder csv = new StringBuilder("figure,value\n");
        figures.forEach(
                (name, value) -> csv.append(name).append(',').append(value).append('\n'));
        WholeFile.write(folder.resolve("metrics.csv"), csv.toString());
    }

    private void foretold(HtmlReport report, String name, ImageSequences sequences, int[] which) {
        report.section(name.equals("other") ? "Images of another data set" : "Foretold sequences")
                .paragraph("From the first image alone, and which transformation it is.");
        for (int k = 0; k < sequences.transformations().size(); k++) {
            Tensor frames = SequenceData.frames(sequences, k, which);
            Tensor found = predictor.follow(frames, k, options.run.key(TrainFlow.EVALUATION));
            String transformation = sequences.transformations().get(k);
            SequencePictures.add(
                    report,
                    name + "-" + NamedComposition.slug(transformation),
                    "Transformation " + transformation + ".",
                    TWO,
                    List.of(frames, found));
        }
    }

    private void compositions(HtmlReport report, ComposedSequences composed) {
        ComposableSequences sequences = data.evaluation();
        report.section("Compositions")
                .paragraph("Transformations one after the other and at once, of which no sequence was trained on.");
        for (NamedComposition each : NamedComposition.of(sequences.transformations(), sequences.frames() - 1)) {
            ComposedSequences.Pair pair = composed.of(each, sequences, options.run.key(TrainFlow.EVALUATION), chosen);
            SequencePictures.add(
                    report,
                    "composed-" + NamedComposition.slug(each.name()),
                    each.name(),
                    TWO,
                    List.of(pair.truth(), pair.foretold()));
        }
    }

    private void beyond(HtmlReport report, ComposedSequences composed) {
        ImageSequences sequences = data.evaluation();
        int steps = 2 * (sequences.frames() - 1);
        report.section("Beyond the steps of training")
                .paragraph(
                        String.format(Locale.ROOT, "Training has %d steps; the flow goes on to %d.", steps / 2, steps));
        for (int k = 0; k < sequences.transformations().size(); k++) {
            Tensor first = SequenceData.frames(sequences, k, chosen).index(1, 0);
            String transformation = sequences.transformations().get(k);
            SequencePictures.add(
                    report,
                    "beyond-" + NamedComposition.slug(transformation),
                    "Transformation " + transformation + ".",
                    List.of("foretold"),
                    List.of(composed.beyond(first, k, steps, options.run.key(TrainFlow.EVALUATION))));
        }
    }

    /** Adds the curves of the log. */
    static void curves(HtmlReport report, Map<String, double[]> losses) {
        double[] steps = losses.getOrDefault("step", new double[0]);
        report.section("Training");
        losses.forEach((name, values) -> {
            if (!name.equals("step")) {
                String title = name.replace('_', ' ');
                report.picture(
                        "curve-" + NamedComposition.slug(name),
                        title,
                        LineChart.titled(title)
                                // Diagnostics, which have a dot in their names, are no losses.
                                .axes("step", name.contains(".") ? "" : "nats")
                                .smoothing(Math.max(0, 1 - POINTS / Math.max(1, steps.length)))
                                .draw(List.of(new LineChart.Series(name, steps, values))));
            }
        });
    }
}
