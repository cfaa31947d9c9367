package org.gaspard.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.examples.report.Heatmap;
import org.gaspard.examples.report.HtmlReport;
import org.gaspard.examples.report.ImageGrid;
import org.gaspard.examples.report.Images;
import org.gaspard.examples.report.WholeFile;
import org.gaspard.metrics.Score;
import org.gaspard.models.methods.Regulariser;

/** The page of a run of {@link TrainVae}, its pictures, and its figures as {@code metrics.csv}. */
final class TrainingReport {

    private static final int EXAMPLES = 12;
    private static final int SAMPLE_ROWS = 4;
    private static final int SHOWN_SIDE = 64;
    private static final double REACH = 2;
    private static final int STOPS = 9;
    /** Below this many nats a latent dimension carries next to nothing. */
    private static final double ACTIVE = 0.1;

    private static final String INFORMATION = "mutual information (nats)";

    private final Experiment experiment;
    private final Evaluation evaluation;
    private final PriorEvaluation prior;
    private final LabelledDataset images;
    private final List<String> axes;

    /**
     * How training went.
     *
     * @param first steps that were done before, by a run that this one continued
     * @param seconds that this one trained
     */
    record Course(long first, double seconds) {

        double stepsPerSecond(long steps) {
            return (steps - first) / seconds;
        }
    }

    TrainingReport(Experiment experiment, Evaluation evaluation) {
        this.experiment = experiment;
        this.evaluation = evaluation;
        this.images = experiment.evaluation();
        TrainVaeOptions options = experiment.options();
        this.prior = new PriorEvaluation(
                experiment.made(),
                images,
                options.evaluated.images,
                experiment
                        .others()
                        .map(others -> new Novelty(
                                experiment.made(), experiment.training(), images, others, options.evaluated.images)),
                options.evaluated.clusters,
                experiment.classifier());
        this.axes = IntStream.range(0, experiment.options().latents)
                .mapToObj(axis -> "z" + axis)
                .toList();
    }

    /**
     * Writes everything into the run's folder.
     *
     * @param losses the columns of the log
     * @return the page
     */
    Path write(Evaluation.Figures before, Evaluation.Figures after, Map<String, double[]> losses, Course course)
            throws IOException {
        TrainVaeOptions options = experiment.options();
        HtmlReport report = new HtmlReport(title());
        summary(report, before, after, course);
        new LossCurves(losses).addTo(report);
        if (after.reconstruction().isPresent()) {
            reconstructions(report);
            samples(report);
            traversals(report, after);
        }
        Optional<PriorEvaluation.Figures> ofPrior =
                after.reconstruction().isPresent() ? Optional.of(prior.figures()) : Optional.empty();
        ofPrior.ifPresent(figures -> {
            prior.addTo(report, figures);
            new LatentPictures(experiment.made(), evaluation, images).addTo(report, options.evaluated.images, zoom());
        });
        after.mig().ifPresent(mig -> information(report, mig));
        new ScoreTables(before.scores(), after.scores()).addTo(report);
        Optional<Score> transfer = options.evaluated.transfer ? transferability(report) : Optional.empty();
        report.section("Settings").settings(settings());
        report.section("Machine").settings(machine());
        StringBuilder metrics = new StringBuilder("figure,value\n");
        Map<String, Double> all = metrics(before, after, course);
        ofPrior.ifPresent(figures -> all.putAll(figures.all()));
        transfer.ifPresent(score -> {
            all.put("transferability", score.value());
            all.put("transferability.most frequent value", score.figure("most frequent value"));
        });
        all.forEach(
                (name, value) -> metrics.append(name).append(',').append(value).append('\n'));
        WholeFile.write(options.folder().resolve("metrics.csv"), metrics.toString());
        if (after.scores().isPresent()) {
            WholeFile.write(
                    options.folder().resolve("scores.json"),
                    after.scores().get().json() + "\n");
        }
        return report.write(options.folder());
    }

    private String title() {
        TrainVaeOptions options = experiment.options();
        String terms = Methods.regularisers(options).stream()
                .filter(regulariser -> !regulariser.terms().isEmpty())
                .map(Regulariser::name)
                .collect(Collectors.joining(", "));
        return experiment.base().name() + (terms.isEmpty() ? "" : " with " + terms) + " on " + options.dataset;
    }

    private void summary(HtmlReport report, Evaluation.Figures before, Evaluation.Figures after, Course course) {
        TrainVaeOptions options = experiment.options();
        String resumed = course.first() > 0 ? ", " + course.first() + " of them in an earlier run" : "";
        report.section("Result")
                .paragraph(text(
                        "%d steps of %d images%s; the last %d took %.0f seconds, %.1f steps a second.",
                        options.steps,
                        options.batchSize,
                        resumed,
                        options.steps - course.first(),
                        course.seconds(),
                        course.stepsPerSecond(options.steps)))
                .table(List.of("", "untrained", "trained"), figures(before, after))
                .paragraph("MIG and KL from " + options.evaluated.images + " random images"
                        + (images.equals(experiment.training()) ? "" : " of the test set")
                        + ", the same in every run"
                        + (options.noReconstruction ? "." : "; reconstruction from up to 1000 of them."));
        if (experiment.drawn().isPresent()) {
            report.paragraph("Trained on images whose factors are correlated, " + options.correlations()
                    + "; all of the above and below is of independent factors.");
        }
        if (options.noReconstruction) {
            report.paragraph("The objective has no reconstruction: nothing trained the decoder, so its images are not"
                    + " shown and not measured.");
        }
    }

    private static List<List<Object>> figures(Evaluation.Figures before, Evaluation.Figures after) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of("mutual information gap (MIG)", score(before), score(after)));
        before.reconstruction()
                .ifPresent(first -> after.reconstruction().ifPresent(last -> {
                    rows.add(List.of(
                            "reconstruction, binary cross-entropy (nats an image)",
                            first.crossEntropy(),
                            last.crossEntropy()));
                    rows.add(List.of("reconstruction, PSNR (dB)", first.signalToNoise(), last.signalToNoise()));
                    if (last.ofSamples().isPresent()) {
                        rows.add(List.of(
                                "PSNR of images decoded from draws of the posterior (dB)",
                                first.ofSamples().orElseThrow(),
                                last.ofSamples().orElseThrow()));
                    }
                }));
        before.kl()
                .ifPresent(first -> after.kl().ifPresent(last -> {
                    rows.add(List.of("KL divergence of the codes (nats)", sum(first), sum(last)));
                    rows.add(List.of("latent axes with more than " + ACTIVE + " nats", active(first), active(last)));
                }));
        return rows;
    }

    private static Object score(Evaluation.Figures figures) {
        return figures.mig().<Object>map(Score::value).orElse("no known factor varies");
    }

    private static double sum(double[] kl) {
        return Arrays.stream(kl).sum();
    }

    private static long active(double[] kl) {
        return Arrays.stream(kl).filter(each -> each > ACTIVE).count();
    }

    private void reconstructions(HtmlReport report) {
        int[] indices = evaluation.examples(EXAMPLES);
        float[] originals = evaluation.pixels(indices);
        float[] both = Arrays.copyOf(originals, 2 * originals.length);
        float[] again = evaluation.generate(evaluation.codes(indices));
        System.arraycopy(again, 0, both, originals.length, again.length);
        report.section("Originals and reconstructions")
                .picture(
                        "reconstructions",
                        "Random images, and the decoder's mean images of their posterior means.",
                        ImageGrid.ofColumns(EXAMPLES)
                                .zoom(zoom())
                                .rowCaptions(List.of("original", "reconstruction"))
                                .draw(shaped(both)));
    }

    private void samples(HtmlReport report) {
        report.section("Samples")
                .picture(
                        "samples",
                        "The decoder's mean images of random draws of what the model generates from: N(0, I), or its"
                                + " prior where it has another one.",
                        ImageGrid.ofColumns(EXAMPLES)
                                .zoom(zoom())
                                .draw(shaped(evaluation.drawn(SAMPLE_ROWS * EXAMPLES))));
    }

    private void traversals(HtmlReport report, Evaluation.Figures after) {
        double[] values = IntStream.range(0, STOPS)
                .mapToDouble(i -> REACH * (2.0 * i / (STOPS - 1) - 1))
                .toArray();
        List<String> columns = Arrays.stream(values)
                .mapToObj(value -> text("%.1f", value).replace('-', '−'))
                .toList();
        List<String> rows = IntStream.range(0, axes.size())
                .mapToObj(axis -> axes.get(axis)
                        + after.kl().map(kl -> text("  KL %.2f", kl[axis])).orElse(""))
                .toList();
        float[] code = evaluation.codes(new int[] {evaluation.centre()});
        report.section("Latent traversals")
                .picture(
                        "traversals",
                        "Each row moves one component of the code of one image from −2 to 2 and leaves the others. An "
                                + "axis that carries nothing (KL near 0) changes nothing.",
                        ImageGrid.ofColumns(STOPS)
                                .zoom(zoom())
                                .rowCaptions(rows)
                                .columnCaptions(columns)
                                .draw(shaped(evaluation.traversals(code, values))));
    }

    private int zoom() {
        return Math.max(1, SHOWN_SIDE / images.height());
    }

    private Images shaped(float[] pixels) {
        return new Images(pixels, pixels.length / images.pixels(), images.height(), images.width(), images.channels());
    }

    private void information(HtmlReport report, Score mig) {
        Score.Table information = mig.table(INFORMATION);
        List<String> names = information.columns();
        double[] entropies = mig.table("factor entropy (nats)").column(0);
        double[] gaps = mig.table("gap").column(0);
        List<List<Object>> rows = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            rows.add(List.of(names.get(k), entropies[k], axes.get(best(information.column(k))), gaps[k]));
        }
        report.section("Mutual information gap")
                .paragraph(text(
                        "MIG %.4f: the mean over the factors of how much more the best axis knows than the second, "
                                + "as a part of the factor's entropy.",
                        mig.value()));
        if (names.size() == 1) {
            report.paragraph("With the label as the only known factor this says no more than whether a single axis "
                    + "tells the classes apart.");
        }
        report.picture(
                        "mutual-information",
                        "Mutual information between latent axes (20 bins) and factors, in nats.",
                        Heatmap.titled("Mutual information (nats)")
                                .rows("latent axis", axes)
                                .columns("factor", names)
                                .draw(information.values()))
                .table(List.of("factor", "entropy (nats)", "best axis", "gap / entropy"), rows);
    }

    /** A sample may lack what the learners need: that is no reason to have no page. */
    private Optional<Score> transferability(HtmlReport report) {
        report.section("Linear transferability");
        try {
            Score score = evaluation.transferability();
            add(report, score);
            return Optional.of(score);
        } catch (IllegalArgumentException e) {
            report.paragraph("Not to be had: " + e.getMessage() + ".");
            return Optional.empty();
        }
    }

    private static void add(HtmlReport report, Score score) {
        Score.Table factors = score.table("factors");
        List<List<Object>> rows = new ArrayList<>();
        for (int k = 0; k < factors.rows().size(); k++) {
            double[] row = factors.values()[k];
            rows.add(List.of(factors.rows().get(k), row[0], row[1], row[2]));
        }
        report.paragraph(text(
                        "%.4f: the mean accuracy of sparse logistic regressions from codes to factors, at the best of"
                                + " their penalties.",
                        score.value()))
                .table(List.of("factor", "accuracy", "C", "most frequent value"), rows);
    }

    private static int best(double[] information) {
        int best = 0;
        for (int axis = 1; axis < information.length; axis++) {
            best = information[axis] > information[best] ? axis : best;
        }
        return best;
    }

    private Map<String, Object> settings() {
        TrainVaeOptions options = experiment.options();
        Map<String, Object> settings = new LinkedHashMap<>();
        if (options.protocol != null) {
            settings.put("protocol", options.protocol.name());
        }
        settings.putAll(experiment.decisive());
        settings.put("steps", options.steps);
        settings.put("threads", options.threads);
        settings.put("parameters of the networks", experiment.parameterCount());
        settings.putAll(options.evaluated.settings());
        return settings;
    }

    /** What a run was made with. */
    static Map<String, String> machine() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        machine.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"));
        machine.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.put("largest heap (MiB)", Long.toString(Runtime.getRuntime().maxMemory() >> 20));
        return machine;
    }

    private Map<String, Double> metrics(Evaluation.Figures before, Evaluation.Figures after, Course course) {
        TrainVaeOptions options = experiment.options();
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("steps", (double) options.steps);
        // A run that was stopped after its last step has only the figures left to compute.
        if (options.steps > course.first()) {
            metrics.put("steps_per_second", course.stepsPerSecond(options.steps));
        }
        metrics.put("training_seconds", course.seconds());
        figures(metrics, "untrained.", before);
        figures(metrics, "", after);
        for (int axis = 0; axis < axes.size(); axis++) {
            int row = axis;
            after.kl().ifPresent(kl -> metrics.put("kl." + axes.get(row), kl[row]));
            after.mig().ifPresent(mig -> {
                Score.Table information = mig.table(INFORMATION);
                for (int k = 0; k < information.columns().size(); k++) {
                    metrics.put(
                            "mutual_information." + axes.get(row) + "."
                                    + information.columns().get(k),
                            information.values()[row][k]);
                }
            });
        }
        return metrics;
    }

    private void figures(Map<String, Double> metrics, String prefix, Evaluation.Figures figures) {
        figures.mig().ifPresent(mig -> {
            metrics.put(prefix + "mig", mig.value());
            Score.Table gaps = mig.table("gap");
            for (int k = 0; k < gaps.rows().size(); k++) {
                metrics.put(prefix + "mig." + gaps.rows().get(k), gaps.values()[k][0]);
            }
        });
        figures.scores()
                .ifPresent(scores -> scores.scores().stream()
                        .filter(score -> !score.metric().equals("MIG"))
                        .forEach(score -> {
                            metrics.put(prefix + "score." + score.metric(), score.value());
                            score.figures()
                                    .forEach((name, value) ->
                                            metrics.put(prefix + "score." + score.metric() + "." + name, value));
                        }));
        figures.reconstruction().ifPresent(reconstruction -> {
            metrics.put(prefix + "binary_cross_entropy", reconstruction.crossEntropy());
            metrics.put(prefix + "psnr", reconstruction.signalToNoise());
            reconstruction.ofSamples().ifPresent(value -> metrics.put(prefix + "psnr.samples", value));
        });
        figures.klSum().ifPresent(kl -> metrics.put(prefix + "kl", kl));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
