package org.gaspard.examples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.examples.report.DensityMap;
import org.gaspard.examples.report.HtmlReport;
import org.gaspard.examples.report.LineChart;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.clustering.ClusteringCurve;
import org.gaspard.metrics.similarity.DistancePairs;
import org.gaspard.metrics.similarity.PlaneHistogram;
import org.gaspard.models.Vae;
import org.gaspard.models.evaluation.FeatureClassifier;
import org.gaspard.models.evaluation.GeneratedImages;
import org.gaspard.models.evaluation.PriorDistances;
import org.gaspard.models.gwae.Gwae;
import org.gaspard.models.methods.Training;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.tensor.RandomKey;
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
    private static final int PIECE = 500;

    private final Training made;
    private final ImageDataset images;
    private final int count;
    private final Optional<Novelty> novelty;
    private final boolean clusters;
    private final Optional<FeatureClassifier> classifier;

    /**
     * An evaluation.
     *
     * @param images those evaluated on
     * @param count of codes that are looked at, of each set
     * @param novelty how images of another kind are told apart, if there are any
     * @param clusters whether k-means is tried on the codes, which takes a minute
     * @param classifier whose features images of draws are compared by
     */
    PriorEvaluation(
            Training made,
            ImageDataset images,
            int count,
            Optional<Novelty> novelty,
            boolean clusters,
            Optional<FeatureClassifier> classifier) {
        this.made = made;
        this.images = images;
        this.count = count;
        this.novelty = novelty;
        this.clusters = clusters;
        this.classifier = classifier;
    }

    /**
     * Figures of a prior.
     *
     * @param pairs squared distances of draws and of their images
     * @param distances what the distances are like
     * @param scale what latent distances are multiplied by there
     * @param novelty scores of own and of other images; none without others
     * @param clustering the curve over numbers of clusters
     * @param frechet the Fréchet distance of images of draws
     */
    record Figures(
            DistancePairs pairs,
            Score distances,
            double scale,
            List<Novelty.Scored> novelty,
            Optional<Score> clustering,
            Optional<Score> frechet) {

        /** For tables of runs, by name. */
        Map<String, Double> all() {
            Map<String, Double> all = new LinkedHashMap<>();
            distanceFigures().forEach((name, value) -> all.put("distances." + name, value));
            frechet.ifPresent(score -> all.put("frechet", score.value()));
            novelty.forEach(scored -> {
                Score area = scored.area();
                all.put("novelty." + scored.key(), area.value());
                all.put("novelty." + scored.key() + ".negated", area.figure("negated"));
            });
            clustering.ifPresent(curve -> {
                all.put("clusters", curve.value());
                curve.figures().forEach((name, value) -> all.put("clusters." + name, value));
            });
            return all;
        }

        private Map<String, Double> distanceFigures() {
            Map<String, Double> all = new LinkedHashMap<>();
            all.put("difference", distances.value());
            all.put("scale", scale);
            all.putAll(distances.figures());
            return all;
        }
    }

    /** The figures of the model as it is now. */
    Figures figures() {
        Vae model = made.model();
        LatentSampler sampler = made.objective().sampler();
        DistancePairs pairs = PriorDistances.of(sampler, model, PAIRS, PAIR_SEED);
        Tensor latents = sampler.sample(PAIRS, RandomKey.of(PAIR_SEED).child(-1), model, ForwardPass.evaluation());
        double scale = Gwae.latentFactor(made.objective(), latents).orElse(1);
        Optional<Score> curve = clusters
                ? Optional.of(ClusteringCurve.standard(CLUSTER_SEED).score(codes(0), codes(1)))
                : Optional.empty();
        return new Figures(
                pairs,
                pairs.score(scale),
                scale,
                novelty.map(Novelty::scores).orElse(List.of()),
                curve,
                classifier.map(this::frechet));
    }

    private Score frechet(FeatureClassifier features) {
        int[] which = RandomImages.different(images, count, CODE_SEED);
        return features.frechetDistance(features.features(images, which), ofDraws(features, which.length));
    }

    /** Piece by piece: all images at once may be more than fits. */
    private Codes ofDraws(FeatureClassifier features, int number) {
        double[][] rows = new double[number][];
        for (int from = 0; from < number; from += PIECE) {
            int size = Math.min(PIECE, number - from);
            GeneratedImages drawn = GeneratedImages.of(
                    "draws of the prior", made.objective().sampler(), made.model(), size, DRAW_SEED + from);
            double[][] found =
                    features.features(drawn, IntStream.range(0, size).toArray()).rows();
            System.arraycopy(found, 0, rows, from, size);
        }
        return Codes.ofRows(rows);
    }

    private Codes codes(int part) {
        return Encoding.codes(made.model(), images, RandomImages.part(images, count, CODE_SEED, part, 2));
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
                .paragraph("The difference is the mean of |scale · distance of latents − distance of images|. Only a"
                        + " Gromov-Wasserstein autoencoder trains a scale, for others it is 1: compare models by the"
                        + " correlations.")
                .table(List.of("figure", "value"), rows(figures.distanceFigures()));
        figures.frechet().ifPresent(score -> addFrechet(report, score));
        novelty.ifPresent(each -> each.addTo(report, figures.novelty()));
        figures.clustering().ifPresent(curve -> addClusters(report, curve));
    }

    private void addFrechet(HtmlReport report, Score score) {
        report.section("Fréchet distance")
                .paragraph(score.metric()
                        + ": between the images evaluated on and as many images of draws of the prior. Less is better;"
                        + " other classifiers give other numbers.")
                .table(List.of("figure", "value"), rows(frechetRows(score)))
                .settings(classifier.orElseThrow().facts());
        addWarnings(report, score);
    }

    private static void addWarnings(HtmlReport report, Score score) {
        score.warnings().forEach(warning -> report.paragraph("Warning: " + warning + "."));
    }

    private static void addClusters(HtmlReport report, Score curve) {
        Score.Table table = curve.table(ClusteringCurve.INDEX);
        double[] k = table.rows().stream().mapToDouble(Double::parseDouble).toArray();
        report.section("Clusters")
                .paragraph(
                        "The Caliński-Harabasz index of clusters that k-means learns from one half of the codes, of the"
                                + " other half. A peak says how many clusters there are; here it is highest for k = "
                                + (int) curve.value() + ".")
                .picture(
                        "clusters",
                        "The index over the number of clusters.",
                        LineChart.titled(ClusteringCurve.INDEX)
                                .axes("clusters", "index")
                                .draw(List.of(new LineChart.Series("index", k, table.column(0)))))
                .picture(
                        "inertia",
                        "The squared distance of a code from the nearest centre.",
                        LineChart.titled("Inertia per code")
                                .axes("clusters", "squared distance")
                                .draw(List.of(new LineChart.Series("inertia", k, table.column(1)))));
        addWarnings(report, curve);
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
