package org.gaspard.examples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.examples.report.DensityMap;
import org.gaspard.examples.report.HtmlReport;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.PlaneHistogram;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.clustering.ClusteringCurve;
import org.gaspard.metrics.novelty.CodeScore;
import org.gaspard.metrics.novelty.OutOfDistribution;
import org.gaspard.metrics.similarity.DistancePairs;
import org.gaspard.models.Vae;
import org.gaspard.models.evaluation.FeatureClassifier;
import org.gaspard.models.evaluation.GeneratedImages;
import org.gaspard.models.evaluation.LatentScore;
import org.gaspard.models.evaluation.NetworkFeatures;
import org.gaspard.models.evaluation.PriorDistances;
import org.gaspard.models.gwae.Gwae;
import org.gaspard.models.methods.FurtherModels;
import org.gaspard.models.methods.Training;
import org.gaspard.models.prior.GaussianMixture;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.prior.Prior;
import org.gaspard.models.terms.EstimatedMixture;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.tensor.Tensor;

/**
 * What the prior of a trained model is like: whether distances of its draws are those of their images, whether codes fall into
 * clusters, and whether codes of other images can be told from those of its own. Always of the same random numbers and images.
 */
final class PriorEvaluation {

    private static final int PAIRS = 10_000;
    private static final long PAIR_SEED = 2028;
    private static final int BINS = 60;
    private static final long CODE_SEED = 2029;
    private static final long CLUSTER_SEED = 2030;
    private static final long DRAW_SEED = 2034;

    private final Training made;
    private final ImageDataset images;
    private final int count;
    private final Optional<ImageDataset> others;
    private final boolean clusters;
    private final Optional<FeatureClassifier> classifier;

    /**
     * An evaluation.
     *
     * @param images those evaluated on
     * @param count of codes that are looked at, of each set
     * @param others images of another kind, to be told apart
     * @param clusters whether k-means is tried on the codes, which takes a minute
     * @param classifier whose features images of draws are compared by
     */
    PriorEvaluation(
            Training made,
            ImageDataset images,
            int count,
            Optional<ImageDataset> others,
            boolean clusters,
            Optional<FeatureClassifier> classifier) {
        this.made = made;
        this.images = images;
        this.count = count;
        this.others = others;
        this.clusters = clusters;
        this.classifier = classifier;
    }

    /**
     * Figures of a prior.
     *
     * @param pairs squared distances of draws and of their images
     * @param distances what the distances are like
     * @param novelty areas under the characteristic, by the name of the score
     * @param clustering the curve over numbers of clusters
     * @param frechet the Fréchet distance of images of draws
     */
    record Figures(
            DistancePairs pairs,
            Score distances,
            Map<String, Score> novelty,
            Optional<Score> clustering,
            Optional<Score> frechet) {

        /** For tables of runs, by name. */
        Map<String, Double> all() {
            Map<String, Double> all = new LinkedHashMap<>();
            all.put("distances.difference", distances.value());
            distances.figures().forEach((name, value) -> all.put("distances." + name, value));
            frechet.ifPresent(score -> all.put("frechet", score.value()));
            novelty.forEach((name, score) -> {
                // Names go into a table whose columns commas separate.
                String column = "novelty." + name.replace(',', ';');
                all.put(column, score.value());
                all.put(column + " negated", score.figures().get("negated"));
            });
            clustering.ifPresent(curve -> {
                all.put("clusters", curve.value());
                curve.figures().forEach((name, value) -> all.put("clusters." + name, value));
            });
            return all;
        }
    }

    /** The figures of the model as it is now. */
    Figures figures() {
        Vae model = made.model();
        LatentSampler sampler = made.objective().sampler();
        DistancePairs pairs = PriorDistances.of(sampler, model, PAIRS, PAIR_SEED);
        OptionalDouble trained = Gwae.scale(made.objective());
        Score distances = pairs.score(trained.orElse(1));
        Optional<Score> curve = clusters
                ? Optional.of(ClusteringCurve.standard(CLUSTER_SEED).score(codes(images, 0), codes(images, 1)))
                : Optional.empty();
        return new Figures(pairs, distances, novelty(), curve, classifier.map(this::frechet));
    }

    private Score frechet(FeatureClassifier features) {
        int[] which = sample(images, 0);
        GeneratedImages drawn = GeneratedImages.of(
                "draws of the prior", made.objective().sampler(), made.model(), which.length, DRAW_SEED);
        return features.frechetDistance(
                features.features(images, which),
                features.features(drawn, IntStream.range(0, which.length).toArray()));
    }

    private Map<String, Score> novelty() {
        Map<String, Score> areas = new LinkedHashMap<>();
        others.ifPresent(other -> {
            Codes inside = codes(images, 0);
            Codes outside = codes(other, 0);
            for (CodeScore score : scores()) {
                areas.put(score.name(), OutOfDistribution.area(score, inside, outside));
            }
            mixture().ifPresent(mixture -> areas.put("energy", energies(mixture, other)));
        });
        return areas;
    }

    private List<CodeScore> scores() {
        List<CodeScore> scores = new ArrayList<>(List.of(CodeScore.standardNormal()));
        if (made.objective().sampler() instanceof Prior prior
                && !prior.parameters().isEmpty()) {
            scores.add(LatentScore.ofPrior(prior, made.model()));
        }
        Gwae.critic(made.objective()).ifPresent(critic -> scores.add(critic.score(made.model())));
        return scores;
    }

    private Optional<EstimatedMixture> mixture() {
        boolean has = made.objective().terms().stream()
                .map(WeightedTerm::term)
                .anyMatch(EstimatedMixture.Energy.class::isInstance);
        return has ? Optional.of(FurtherModels.mixture(made.objective())) : Optional.empty();
    }

    private Score energies(EstimatedMixture mixture, ImageDataset other) {
        Tensor own = pictures(images);
        GaussianMixture known = mixture.mixture(made.model(), own);
        return OutOfDistribution.area(
                mixture.energies(made.model(), known, own), mixture.energies(made.model(), known, pictures(other)));
    }

    private Tensor pictures(ImageDataset of) {
        int[] which = sample(of, 0);
        float[] pixels = new float[which.length * of.pixels()];
        of.readBatch(which, pixels);
        return Tensor.of(pixels, which.length, of.height(), of.width(), of.channels());
    }

    private int[] sample(ImageDataset of, int part) {
        return new SplittableRandom(CODE_SEED + part)
                .ints(Math.min(count, of.size()), 0, of.size())
                .toArray();
    }

    private Codes codes(ImageDataset of, int part) {
        return new NetworkFeatures(of, Encoding.of(made.model())).of(sample(of, part));
    }

    /** Adds what was found to a page. */
    void addTo(HtmlReport report, Figures figures) {
        PlaneHistogram histogram = figures.pairs().histogram(BINS);
        report.section("Distances of draws of the prior and of their images")
                .picture(
                        "distances",
                        "Squared distances of " + PAIRS
                                + " pairs of draws of the prior against those of the images that are "
                                + "made of them, on a logarithmic scale of colours.",
                        DensityMap.titled("Pairs of draws")
                                .axes("squared distance of latents", "squared distance of images")
                                .logarithmically()
                                .draw(
                                        histogram.counts(),
                                        histogram.left(),
                                        histogram.right(),
                                        histogram.bottom(),
                                        histogram.top()))
                .table(List.of("figure", "value"), rows(figures.distances().figures()));
        figures.frechet()
                .ifPresent(score -> report.section("Fréchet distance")
                        .paragraph(score.metric()
                                + ": between the images evaluated on and as many images of draws of the prior. Less is"
                                + " better; other classifiers give other numbers.")
                        .table(List.of("figure", "value"), rows(frechetRows(score)))
                        .paragraph(String.join(" ", score.warnings())));
        if (!figures.novelty().isEmpty()) {
            List<List<Object>> areas = new ArrayList<>();
            figures.novelty()
                    .forEach((name, score) -> areas.add(
                            List.of(name, score.value(), score.figures().get("negated"))));
            report.section("Images of another kind")
                    .paragraph(
                            "The area under the receiver operating characteristic of scores of codes, where images of "
                                    + others.map(ImageDataset::name).orElse("")
                                    + " are to have the larger score, and of the "
                                    + "negated scores. 0.5 is chance.")
                    .table(List.of("score", "area", "negated"), areas);
        }
        figures.clustering()
                .ifPresent(curve -> report.section("Clusters")
                        .paragraph(
                                "The Caliński-Harabasz index of clusters that k-means finds, of codes that it has not"
                                        + " seen. A peak says how many clusters there are.")
                        .table(List.of("figure", "value"), rows(curve.figures())));
    }

    private static Map<String, Double> frechetRows(Score score) {
        Map<String, Double> rows = new LinkedHashMap<>(Map.of("distance", score.value()));
        rows.putAll(score.figures());
        return rows;
    }

    private static List<List<Object>> rows(Map<String, Double> figures) {
        List<List<Object>> rows = new ArrayList<>();
        figures.forEach((name, value) -> rows.add(List.of(name, value)));
        return rows;
    }
}
