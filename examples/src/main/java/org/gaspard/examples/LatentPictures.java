package org.gaspard.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.examples.report.DensityMap;
import org.gaspard.examples.report.HtmlReport;
import org.gaspard.examples.report.ImageGrid;
import org.gaspard.examples.report.Images;
import org.gaspard.examples.report.LatentScatter;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.similarity.PlaneHistogram;
import org.gaspard.models.methods.Training;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.prior.implicit.GaussianMixtureSampler;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/** Pictures of the latents of a trained model: codes over draws of its prior, how dense they lie, and what components decode to. */
final class LatentPictures {

    /** Of the latents with the largest variance. */
    private static final int DIMENSIONS = 3;

    private static final int SCATTERED = 1000;
    private static final int BINS = 40;
    private static final int PANEL = 240;
    /** Colours of more values than this cannot be told apart. */
    private static final int VALUES = 10;

    private static final int ROW = 12;
    private static final long DRAW_SEED = 2033;

    private final Training made;
    private final Evaluation evaluation;
    private final LabelledDataset images;

    LatentPictures(Training made, Evaluation evaluation, LabelledDataset images) {
        this.made = made;
        this.evaluation = evaluation;
        this.images = images;
    }

    /**
     * Adds the pictures to a page.
     *
     * @param count of codes that are looked at
     * @param zoom of images
     */
    void addTo(HtmlReport report, int count, int zoom) {
        int[] which = evaluation.examples(count);
        Codes codes = Codes.of(which.length, evaluation.codes(which));
        if (codes.width() >= 2) {
            int[] widest = widest(codes);
            report.section("Latent space");
            scatter(report, which, codes, widest);
            density(report, codes, widest);
        }
        mixture().ifPresent(mixture -> components(report, mixture, zoom));
    }

    /** The latents with the largest variance of codes, in their own order. */
    private static int[] widest(Codes codes) {
        double[][] rows = codes.rows();
        double[] variances = IntStream.range(0, codes.width())
                .mapToDouble(l -> variance(column(rows, l)))
                .toArray();
        return IntStream.range(0, codes.width())
                .boxed()
                .sorted(Comparator.comparingDouble(l -> -variances[l]))
                .limit(DIMENSIONS)
                .mapToInt(l -> l)
                .sorted()
                .toArray();
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    }

    private static double[] column(double[][] rows, int l) {
        return Arrays.stream(rows).mapToDouble(row -> row[l]).toArray();
    }

    private void scatter(HtmlReport report, int[] which, Codes codes, int... dimensions) {
        int shown = Math.min(SCATTERED, which.length);
        OptionalInt factor = IntStream.range(0, images.factors().size())
                .filter(k -> images.factors().get(k).size() > 1
                        && images.factors().get(k).size() <= VALUES)
                .findFirst();
        int[] labels = Arrays.stream(which, 0, shown)
                .map(n -> factor.isPresent() ? images.factor(n, factor.getAsInt()) : 0)
                .toArray();
        List<String> names = factor.isPresent() ? names(images.factors().get(factor.getAsInt())) : List.of();
        double[][] draws = Codes.of(shown, drawn(shown)).rows();
        report.picture(
                "latents",
                "Codes of " + shown + " images"
                        + (factor.isPresent()
                                ? " in the colour of their "
                                        + images.factors()
                                                .get(factor.getAsInt())
                                                .name()
                                : "")
                        + " over as many draws of the prior in grey, in the latents with the largest variance of"
                        + " codes.",
                new LatentScatter("Codes and draws of the prior", names, PANEL)
                        .draw(Arrays.copyOf(codes.rows(), shown), labels, draws, dimensions));
    }

    private static List<String> names(Factor factor) {
        return IntStream.range(0, factor.size())
                .mapToObj(position -> factor.name() + " " + position)
                .toList();
    }

    private float[] drawn(int count) {
        return made.objective()
                .sampler()
                .sample(count, RandomKey.of(DRAW_SEED), made.model(), ForwardPass.evaluation())
                .toFloatArray();
    }

    private static void density(HtmlReport report, Codes codes, int... dimensions) {
        double[][] rows = codes.rows();
        PlaneHistogram histogram = PlaneHistogram.of(column(rows, dimensions[0]), column(rows, dimensions[1]), BINS);
        report.picture(
                "density",
                "How many of " + rows.length + " codes lie where, in two of these latents.",
                DensityMap.titled("Codes")
                        .axes("z" + dimensions[0], "z" + dimensions[1])
                        .draw(
                                histogram.counts(),
                                histogram.left(),
                                histogram.right(),
                                histogram.bottom(),
                                histogram.top()));
    }

    private Optional<GaussianMixtureSampler> mixture() {
        LatentSampler sampler = made.objective().sampler();
        return sampler instanceof GaussianMixtureSampler mixture ? Optional.of(mixture) : Optional.empty();
    }

    private void components(HtmlReport report, GaussianMixtureSampler mixture, int zoom) {
        int count = mixture.weights().components();
        List<String> captions = new ArrayList<>();
        Tensor[] rows = new Tensor[count];
        for (int k = 0; k < count; k++) {
            rows[k] = mixture.sampleComponent(k, ROW, RandomKey.of(DRAW_SEED).child(k), ForwardPass.evaluation());
            captions.add("component " + k);
        }
        float[] pixels = evaluation.generate(Tensor.concatenate(0, rows).toFloatArray());
        report.section("Components of the prior")
                .picture(
                        "components",
                        "The decoder's images of draws of each component of the mixture.",
                        ImageGrid.ofColumns(ROW)
                                .zoom(zoom)
                                .rowCaptions(captions)
                                .draw(new Images(
                                        pixels, count * ROW, images.height(), images.width(), images.channels())));
    }
}
