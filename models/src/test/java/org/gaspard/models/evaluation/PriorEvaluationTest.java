package org.gaspard.models.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.novelty.CodeScore;
import org.gaspard.metrics.novelty.OutOfDistribution;
import org.gaspard.metrics.similarity.DistancePairs;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.prior.StandardNormal;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PriorEvaluationTest {

    /** Decodes two latents as the pixels 3 z of a 1 × 2 image. */
    private static Vae tripling() {
        Layer decoder = (z, pass) -> z.multiply(3).reshape(z.extent(0), 1, 2, 1);
        return new Vae((x, pass) -> x, decoder, 2, new Likelihood.Gaussian(1));
    }

    private static Codes codes(int points, double scale) {
        SplittableRandom random = new SplittableRandom(5);
        double[][] rows = new double[points][2];
        for (double[] row : rows) {
            row[0] = scale * random.nextGaussian();
            row[1] = scale * random.nextGaussian();
        }
        return Codes.ofRows(rows);
    }

    @Test
    void distancesOfAnIsometryUpToScale() {
        DistancePairs pairs = PriorDistances.of(new StandardNormal(), tripling(), 1030, 7);
        assertThat(pairs.latents()).hasSize(1030);
        assertThat(pairs.score(3).value()).isCloseTo(0, within(1e-6));
        assertThat(pairs.score(3).figure("correlation of squares")).isCloseTo(1, within(1e-9));
        // E‖z − z'‖² = 2 d, with deviation √(8 d / n) = 0.125.
        assertThat(Arrays.stream(pairs.latents()).average().orElseThrow()).isCloseTo(4, within(0.6));
        assertThat(PriorDistances.of(new StandardNormal(), tripling(), 1030, 7).images())
                .isEqualTo(pairs.images());
        assertThat(PriorDistances.of(new StandardNormal(), tripling(), 60, 7).images()[59])
                .isEqualTo(pairs.images()[59]);
    }

    @Test
    void imagesAreThoseOfTheirLatents() {
        GeneratedImages images = GeneratedImages.of("drawn", new StandardNormal(), tripling(), 73, 2);
        assertThat(images.size()).isEqualTo(73);
        assertThat(List.of(images.height(), images.width(), images.channels())).containsExactly(1, 2, 1);
        float[] two = new float[4];
        images.readBatch(new int[] {72, 3}, two);
        assertThat(two[0]).isEqualTo(3 * (float) images.latents().value(72, 0));
        assertThat(two[3]).isEqualTo(3 * (float) images.latents().value(3, 1));
        assertThat(images.latents().value(50, 0)).isNotEqualTo(images.latents().value(0, 0));
    }

    @Test
    void thePriorOfAModelIsItsScore() {
        Codes codes = codes(120, 1);
        double[] expected = CodeScore.standardNormal().of(codes);
        double[] found = LatentScore.ofPrior(new StandardNormal(), tripling()).of(codes);
        assertThat(found).hasSize(120);
        for (int n = 0; n < found.length; n++) {
            assertThat(found[n]).isCloseTo(expected[n], within(1e-5 * Math.max(1, expected[n])));
        }
    }

    /** A function of codes and decoded images; its weights are those of the moment. */
    @Test
    void anyFunctionIsAScore() {
        Parameter weight = new Parameter("weight", Tensor.scalar(1f));
        LatentScore score = new LatentScore(
                "critic",
                2,
                List.of(weight),
                z -> tripling().generate(z).square().sum(1, 2, 3).multiply(weight.tensor()));
        Codes near = codes(60, 1);
        Codes far = codes(70, 30);
        assertThat(OutOfDistribution.area(score, near, far).value()).isGreaterThan(0.9);
        double[] before = score.of(near);
        weight.assign(Tensor.scalar(-1f));
        assertThat(score.of(near)[59]).isEqualTo(-before[59]);
        assertThat(OutOfDistribution.area(score, near, far).figure("negated")).isGreaterThan(0.9);
    }

    /** Encodes the two pixels x as N(x / 10, 1 / 4), and has no more to say. */
    private static Vae encoding(Vae.Encoding encoding) {
        Layer encoder = (x, pass) -> {
            Tensor mean = x.reshape(x.extent(0), 2).divide(10);
            return encoding == Vae.Encoding.POINT
                    ? mean
                    : Tensor.concatenate(1, mean, mean.multiply(0).subtract(Math.log(4)));
        };
        Vae tripling = tripling();
        return new Vae(encoder, tripling.decoder(), 2, tripling.likelihood(), encoding);
    }

    /**
     * With x = 3 z + e both unit normal the density of x is N(0, 10) a pixel, and its posterior N(0.3 x, 0.1); this one is wider, so
     * that the bound is below, and comes close with many samples.
     */
    @Test
    void theBoundComesToTheLikelihood() {
        GeneratedImages images = GeneratedImages.of("drawn", new StandardNormal(), tripling(), 60, 2);
        double[] pixels = new double[120];
        float[] read = new float[120];
        images.readBatch(IntStream.range(0, 60).toArray(), read);
        Arrays.setAll(pixels, i -> read[i]);
        int[] all = IntStream.range(0, 60).toArray();
        double[] one = ImageScore.negativeBound(encoding(Vae.Encoding.GAUSSIAN), new StandardNormal(), 1, 3)
                .of(images, all);
        double[] many = ImageScore.negativeBound(encoding(Vae.Encoding.GAUSSIAN), new StandardNormal(), 400, 3)
                .of(images, all);
        double exact = 0;
        for (double x : pixels) {
            exact += (x * x / 20 + 0.5 * Math.log(20 * Math.PI)) / 60;
        }
        assertThat(Arrays.stream(many).average().orElseThrow()).isCloseTo(exact, within(0.1));
        assertThat(Arrays.stream(one).average().orElseThrow()).isGreaterThan(exact + 0.3);
    }

    @Test
    void reconstructionsAreScoresOfPoints() {
        GeneratedImages images = GeneratedImages.of("drawn", new StandardNormal(), tripling(), 4, 2);
        float[] pixels = new float[2];
        images.read(3, pixels, 0);
        double expected = Math.log(2 * Math.PI);
        for (float x : pixels) {
            expected += 0.49 * x * x / 2;
        }
        assertThat(ImageScore.reconstruction(encoding(Vae.Encoding.POINT)).of(images, 3)[0])
                .isCloseTo(expected, within(1e-4));
        assertThatThrownBy(() -> ImageScore.negativeBound(encoding(Vae.Encoding.POINT), new StandardNormal(), 1, 1))
                .hasMessageContaining("model must encode distributions");
        assertThatThrownBy(() -> ImageScore.negativeBound(encoding(Vae.Encoding.GAUSSIAN), new StandardNormal(), 0, 1))
                .hasMessageContaining("samples must be at least 1, found 0");
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> PriorDistances.of(new StandardNormal(), tripling(), 0, 1))
                .hasMessageContaining("pairs must be at least 1, found 0");
        assertThatThrownBy(() -> GeneratedImages.of("none", new StandardNormal(), tripling(), 0, 1))
                .hasMessageContaining("count must be at least 1, found 0");
        Vae flat = new Vae((x, pass) -> x, (z, pass) -> z, 2, new Likelihood.Gaussian(1));
        assertThatThrownBy(() -> GeneratedImages.of("flat", new StandardNormal(), flat, 1, 1))
                .hasMessageContaining("[N, H, W, C], found [50, 2]");
        assertThatThrownBy(() -> new LatentScore("both", 2, List.of(), z -> z))
                .hasMessageContaining("function must give a number for each point, [50], found [50, 2]");
        assertThatThrownBy(() ->
                        LatentScore.ofPrior(new StandardNormal(), tripling()).of(Codes.ofRows(new double[][] {{1}})))
                .hasMessageContaining("codes must be 2 for each point");
    }
}
