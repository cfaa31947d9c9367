package org.gaspard.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.examples.report.HtmlReport;
import org.gaspard.examples.report.LineChart;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.novelty.CodeScore;
import org.gaspard.metrics.novelty.OutOfDistribution;
import org.gaspard.metrics.novelty.RocCurve;
import org.gaspard.models.evaluation.LatentScore;
import org.gaspard.models.gwae.Gwae;
import org.gaspard.models.methods.FurtherModels;
import org.gaspard.models.methods.Training;
import org.gaspard.models.prior.GaussianMixture;
import org.gaspard.models.prior.Prior;
import org.gaspard.models.terms.EstimatedMixture;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.tensor.Tensor;

/**
 * Out-of-distribution detection: how well scores of a model tell images of another kind from those that are evaluated on.
 *
 * @param made the model
 * @param training images that a mixture is fitted to, where the score is one
 * @param inside images like those trained on
 * @param outside images of another kind
 * @param count of images of each set
 */
record Novelty(Training made, ImageDataset training, ImageDataset inside, ImageDataset outside, int count) {

    private static final long IMAGE_SEED = 2029;
    /** For a mixture, whose images are looked at in one piece. */
    private static final int FITTED = 2000;

    private static final int PIECE = 500;

    /**
     * A score of images.
     *
     * @param key a short name, for tables that commas separate
     * @param name what is computed
     */
    record Scored(String key, String name, double[] inside, double[] outside) {

        Score area() {
            return OutOfDistribution.area(inside, outside);
        }
    }

    /** All scores that the model has. */
    List<Scored> scores() {
        Codes own = codes(inside);
        Codes others = codes(outside);
        List<Scored> all = new ArrayList<>();
        codeScores().forEach((key, score) -> all.add(new Scored(key, score.name(), score.of(own), score.of(others))));
        if (made.objective().terms().stream()
                .map(WeightedTerm::term)
                .anyMatch(EstimatedMixture.Energy.class::isInstance)) {
            all.add(energies(FurtherModels.mixture(made.objective())));
        }
        return all;
    }

    private Map<String, CodeScore> codeScores() {
        Map<String, CodeScore> scores = new LinkedHashMap<>();
        scores.put("normal", CodeScore.standardNormal());
        if (made.objective().sampler() instanceof Prior prior
                && !prior.parameters().isEmpty()) {
            scores.put("prior", LatentScore.ofPrior(prior, made.model()));
        }
        Gwae.critic(made.objective()).ifPresent(critic -> scores.put("critic", critic.score(made.model())));
        return scores;
    }

    private Scored energies(EstimatedMixture mixture) {
        int[] fitted = RandomImages.different(training, FITTED, IMAGE_SEED);
        GaussianMixture known = mixture.mixture(made.model(), pictures(training, fitted));
        return new Scored(
                "energy",
                "energy in the mixture of " + fitted.length + " images of training",
                energies(mixture, known, inside),
                energies(mixture, known, outside));
    }

    private double[] energies(EstimatedMixture mixture, GaussianMixture known, ImageDataset of) {
        int[] which = RandomImages.different(of, count, IMAGE_SEED);
        DoubleStream all = DoubleStream.empty();
        for (int from = 0; from < which.length; from += PIECE) {
            int[] piece = Arrays.copyOfRange(which, from, Math.min(from + PIECE, which.length));
            all = DoubleStream.concat(all, Arrays.stream(mixture.energies(made.model(), known, pictures(of, piece))));
        }
        return all.toArray();
    }

    private static Tensor pictures(ImageDataset of, int... which) {
        float[] pixels = new float[which.length * of.pixels()];
        of.readBatch(which, pixels);
        return Tensor.of(pixels, which.length, of.height(), of.width(), of.channels());
    }

    private Codes codes(ImageDataset of) {
        return Encoding.codes(made.model(), of, RandomImages.different(of, count, IMAGE_SEED));
    }

    /** Adds the areas and the curves to a page. */
    void addTo(HtmlReport report, List<Scored> scores) {
        List<List<Object>> areas = new ArrayList<>();
        List<LineChart.Series> curves = new ArrayList<>();
        for (Scored score : scores) {
            Score area = score.area();
            areas.add(List.of(
                    score.name(),
                    area.value(),
                    area.figure("negated"),
                    area.figure("mean inside"),
                    area.figure("mean outside")));
            RocCurve curve = OutOfDistribution.curve(score.inside(), score.outside());
            curves.add(new LineChart.Series(score.name(), curve.falsePositives(), curve.truePositives()));
        }
        report.section("Images of another kind")
                .paragraph("How well scores of codes tell images of " + outside.name() + " from those of "
                        + inside.name()
                        + ": the area under the receiver operating characteristic where the others are to have the"
                        + " larger score, and that of the negated score. 0.5 is chance.")
                .table(List.of("score", "area", "negated", "mean inside", "mean outside"), areas)
                .picture(
                        "novelty",
                        "The part of the other images whose score is above a threshold, over the part of the model's"
                                + " own.",
                        LineChart.titled("Receiver operating characteristic")
                                .axes("own images above the threshold", "others above it")
                                .draw(curves));
    }
}
