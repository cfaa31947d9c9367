package org.gaspard.models.terms.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.autodiff.nn.Conv2d;
import org.gaspard.autodiff.nn.ConvTranspose2d;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Padding;
import org.gaspard.autodiff.nn.Reshape;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
import org.gaspard.models.terms.CapturedTraining;
import org.gaspard.models.terms.Term;
import org.gaspard.models.terms.topology.LatentTraversal.Latents;
import org.gaspard.ot.Cost;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.divergence.DistanceNormalisation;
import org.gaspard.topology.loss.AxisChoice;
import org.gaspard.topology.loss.LatentShift;
import org.gaspard.topology.loss.RtdLoss;
import org.gaspard.topology.loss.RtdLoss.Kind;
import org.gaspard.topology.loss.ShiftSign;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** TopDis and its controls: against PyTorch, central differences, and laws of the clouds. */
class TopDisTest {

    private static final WaveModel MODEL = new WaveModel();

    /** No random numbers. */
    private static final LatentTraversal FIXED = new LatentTraversal(
            LatentShift.standard().withAmount(0.25).withSign(ShiftSign.POSITIVE),
            new LatentAxis.Given(1),
            Latents.MEAN,
            false,
            LatentTraversal.ALL);

    private static final Map<String, CloudDivergence> DIVERGENCES = Map.ofEntries(
            Map.entry("published", CloudDivergence.publishedRtd()),
            Map.entry("exact", CloudDivergence.exactRtd()),
            Map.entry("exact.squares", new CloudDivergence.Rtd(RtdLoss.exact().withExponent(2))),
            Map.entry("min", new CloudDivergence.Rtd(RtdLoss.exact().withKind(Kind.MIN))),
            Map.entry("max", new CloudDivergence.Rtd(RtdLoss.exact().withKind(Kind.MAX))),
            Map.entry("symmetric", new CloudDivergence.Rtd(RtdLoss.exact().withKind(Kind.SYMMETRIC))),
            Map.entry("lite", CloudDivergence.rtdLite()),
            Map.entry("squared", CloudDivergence.squaredDistance()),
            Map.entry("mmd.median", CloudDivergence.maximumMeanDiscrepancy()),
            Map.entry("mmd.fixed", CloudDivergence.maximumMeanDiscrepancy(0.8)),
            Map.entry("chamfer.squares", CloudDivergence.chamfer()),
            Map.entry("chamfer.distances", new CloudDivergence.Chamfer(Cost.euclidean())));

    static Stream<Map.Entry<String, CloudDivergence>> divergences() {
        return DIVERGENCES.entrySet().stream();
    }

    /** The script leaves out the samples that are masked here. Measured: at most 3.4e-14. */
    @ParameterizedTest
    @MethodSource("divergences")
    void valuesAndGradientsOfPyTorch(Map.Entry<String, CloudDivergence> divergence) {
        TopDis term = new TopDis(FIXED, divergence.getValue());
        assertThat(MODEL.deviation(divergence.getKey(), term)).isLessThan(1e-13);
        assertThat(MODEL.value(term).value().item()).isGreaterThan(1e-3);
        assertThat(FIXED.clouds(pass()).shift().mask().toDoubleArray())
                .containsExactly(WaveModel.oracle("kept").toDoubleArray());
    }

    private static VaePass pass() {
        return MODEL.vae.forward(WaveModel.IMAGES, ForwardPass.training(WaveModel.KEY.child(3)));
    }

    static Stream<TopDis> differentiableTerms() {
        List<LatentTraversal> traversals = List.of(
                FIXED,
                FIXED.withLatents(Latents.FRESH_SAMPLE).withAxis(new LatentAxis.DecoderWeights()),
                FIXED.withLatents(Latents.FRESH_SAMPLE_OF_ROOT_DEVIATION),
                FIXED.withLatents(Latents.OTHER_IMAGES),
                FIXED.withReusedOutput());
        return traversals.stream()
                .flatMap(traversal -> Stream.of(
                                new CloudDivergence.Rtd(
                                        RtdLoss.exact().withNormalisation(DistanceNormalisation.none())),
                                CloudDivergence.squaredDistance(),
                                CloudDivergence.maximumMeanDiscrepancy(0.8),
                                CloudDivergence.chamfer())
                        .map(divergence -> new TopDis(traversal, divergence)));
    }

    /** Of what has no constants found from the batch. */
    @ParameterizedTest
    @MethodSource("differentiableTerms")
    void gradientsAreThoseOfCentralDifferences(TopDis term) {
        List<Parameter> parameters = MODEL.parameters(term);
        new GradientCheck(2e-6, 1e-6)
                .firstAndSecond(
                        xs -> MODEL.value(term, parameters, xs).value(),
                        parameters.stream().map(Parameter::tensor).toArray(Tensor[]::new));
    }

    @Test
    void theOutputOfThePassStandsForItsOwnImages() {
        for (CloudDivergence divergence : DIVERGENCES.values()) {
            LatentTraversal decoded = FIXED.withLatents(Latents.SAMPLE);
            Term.Value all = MODEL.value(new TopDis(decoded, divergence));
            Term.Value reused = MODEL.value(new TopDis(decoded.withReusedOutput(), divergence));
            assertThat(reused.value().item()).isCloseTo(all.value().item(), within(1e-13));
            assertThat(reused.diagnostics()
                            .get(divergence.termName() + ".shifted")
                            .item())
                    .isBetween(3.0, WaveModel.N - 1.0);
            assertThat(all.diagnostics().get(divergence.termName() + ".axis").item())
                    .isEqualTo(1);
        }
    }

    @Test
    void aSecondBatchIsWalkedFromAlone() {
        LatentTraversal walk = FIXED.withLatents(Latents.OTHER_IMAGES);
        double[] found = latentsOf(walk, WaveModel.IMAGES, WaveModel.OTHER_IMAGES);
        assertThat(latentsOf(walk, WaveModel.OTHER_IMAGES, WaveModel.OTHER_IMAGES))
                .isEqualTo(found);
        assertThat(latentsOf(walk, WaveModel.IMAGES, WaveModel.IMAGES)).isNotEqualTo(found);
        assertThat(TopDis.reference().withTraversal(walk).needsOtherImages()).isTrue();
        assertThat(TopDis.reference().needsOtherImages()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> walk.clouds(pass()))
                .withMessageContaining("must ask for other images");
    }

    private static double[] latentsOf(LatentTraversal walk, Tensor images, Tensor others) {
        VaePass pass = MODEL.vae.forward(images, ForwardPass.training(WaveModel.KEY.child(3)));
        return walk.clouds(pass.withOtherImages(others)).shift().originals().toDoubleArray();
    }

    /** With the mean and the deviation of the whole batch. */
    @Test
    void fewerImagesAreTheFirstOnes() {
        for (LatentTraversal walk : List.of(FIXED, FIXED.withReusedOutput())) {
            ShiftedClouds all = walk.clouds(pass());
            ShiftedClouds some = walk.withImages(7).clouds(pass());
            assertThat(some.shift().mask().toDoubleArray())
                    .containsExactly(all.shift().mask().slice(0, 0, 7).toDoubleArray());
            assertThat(some.originals().toDoubleArray())
                    .containsExactly(all.originals().slice(0, 0, 7).toDoubleArray(), within(1e-15));
            assertThat(some.shifted().toDoubleArray())
                    .containsExactly(all.shifted().slice(0, 0, 7).toDoubleArray(), within(1e-15));
            assertThat(walk.withImages(100).clouds(pass()).originals().extent(0))
                    .isEqualTo(WaveModel.N);
        }
    }

    /** Points that do not count change nothing and have no gradient, whatever they are. */
    @ParameterizedTest
    @MethodSource("divergences")
    void whatIsMaskedIsNotThere(Map.Entry<String, CloudDivergence> named) {
        CloudDivergence divergence = named.getValue();
        Tensor x = WaveModel.wave(1, 1, 9, 5).computedNow();
        Tensor y = WaveModel.wave(2, 1, 9, 5).computedNow();
        int[] kept = {1, 2, 4, 5, 7, 8};
        Tensor mask = Tensor.of(new double[] {0, 1, 1, 0, 1, 1, 0, 1, 1}, 9);
        Tensor value = divergence.between(x, y, mask);
        Tensor rows = Tensor.of(kept);
        double alone = divergence
                .between(x.gather(0, rows), y.gather(0, rows), Tensor.full(1, 6).cast(DType.FLOAT64))
                .item();
        assertThat(value.item()).isCloseTo(alone, within(1e-13)).isGreaterThan(1e-3);
        for (Tensor gradient : Autodiff.gradient(value, List.of(x, y))) {
            double[] g = gradient.toDoubleArray();
            for (int row : new int[] {0, 3, 6}) {
                assertThat(DoubleStream.of(g).skip(row * 5L).limit(5)).allMatch(v -> v == 0);
            }
            assertThat(DoubleStream.of(g).map(Math::abs).max().orElseThrow()).isPositive();
        }
        for (double[] few : List.of(new double[9], new double[] {0, 0, 0, 1, 0, 0, 0, 0, 0})) {
            Tensor nothing = divergence.between(x, y, Tensor.of(few, 9));
            assertThat(nothing.item()).isZero();
            assertThat(DoubleStream.of(Autodiff.gradient(nothing, x).toDoubleArray()))
                    .allMatch(v -> v == 0);
        }
        assertThat(divergence.between(x, x, mask).item()).isCloseTo(0, within(1e-14));
    }

    /** In float32 the value is that of float64 to its precision. */
    @ParameterizedTest
    @MethodSource("divergences")
    void singlePrecisionFollowsDouble(Map.Entry<String, CloudDivergence> named) {
        Tensor x = WaveModel.wave(1, 1, 9, 5);
        Tensor y = WaveModel.wave(2, 1, 9, 5);
        Tensor mask = Tensor.full(1, 9);
        Tensor single =
                named.getValue().between(x.cast(DType.FLOAT32), y.cast(DType.FLOAT32), mask.cast(DType.FLOAT32));
        assertThat(single.dtype()).isEqualTo(DType.FLOAT32);
        double exact = named.getValue().between(x, y, mask.cast(DType.FLOAT64)).item();
        assertThat(single.item()).isCloseTo(exact, within(1e-5 * Math.max(1, exact)));
    }

    @Test
    void squaredDistancesOfAKnownMove() {
        Tensor x = WaveModel.wave(1, 1, 4, 3);
        Tensor y = x.add(2);
        Tensor all = Tensor.of(new double[] {1, 1, 1, 1}, 4);
        assertThat(CloudDivergence.squaredDistance().between(x, y, all).item()).isCloseTo(12, within(1e-13));
        // Far apart, each cloud is its own kernel mean: 1/n² Σ over both, here the diagonals alone.
        Tensor far = Tensor.of(new double[] {0, 100, 200, 300}, 4, 1);
        Tensor farther = far.add(1000);
        assertThat(CloudDivergence.maximumMeanDiscrepancy(1)
                        .between(far, farther, all)
                        .item())
                .isCloseTo(0.5, within(1e-15));
        assertThat(CloudDivergence.chamfer().between(far, farther, all).item())
                .isCloseTo((1000. * 1000 + 900 * 900 + 800 * 800 + 700 * 700) / 2, within(1e-6));
    }

    /** A decoder that hears one latent only, by each kind of first layer. */
    @Test
    void theAxisIsOneThatTheDecoderHears() {
        double[] linear = {0, 0, 0, 0, 0.3, -0.4, 0, 0};
        List<Layer> firsts = List.of(
                new Linear(new Parameter("w", Tensor.of(linear, 4, 2)), Optional.empty()),
                new Sequential(
                        new Reshape(Shape.of(1, 1, 4)),
                        new Sequential(new Conv2d(
                                new Parameter("w", Tensor.of(linear, 1, 1, 4, 2)),
                                Optional.empty(),
                                ConvolutionGeometry.of(1, 0),
                                Padding.ZERO))),
                new Sequential(
                        new Reshape(Shape.of(1, 1, 4)),
                        new ConvTranspose2d(
                                new Parameter("w", Tensor.of(new double[] {0, 0, 0.3, 0, 0, 0, -0.4, 0}, 1, 1, 2, 4)),
                                Optional.empty(),
                                ConvolutionGeometry.of(1, 0),
                                0,
                                0)));
        for (Layer first : firsts) {
            Vae vae = new Vae(MODEL.vae.encoder(), first, 4, new Likelihood.Gaussian(1));
            AxisChoice choice = DecoderInput.of(vae).choice(ForwardPass.evaluation());
            assertThat(choice.probabilities(4).toDoubleArray()).containsExactly(0, 0, 1, 0);
        }
        Vae norms = new Vae(
                MODEL.vae.encoder(),
                new Linear(new Parameter("w", Tensor.of(new double[] {3, 4, 5, 12}, 2, 2)), Optional.empty()),
                2,
                new Likelihood.Gaussian(1));
        assertThat(DecoderInput.of(norms)
                        .choice(ForwardPass.evaluation())
                        .probabilities(2)
                        .toDoubleArray())
                .containsExactly(new double[] {5. / 18, 13. / 18}, within(1e-15));
    }

    @Test
    void axesByDivergenceAndVariance() {
        VaePass pass = new VaePass(
                MODEL.vae,
                ForwardPass.training(WaveModel.KEY),
                WaveModel.IMAGES,
                new GaussianPosterior(Tensor.of(new double[] {1, 5, 0, 3, 5, 2}, 2, 3), Tensor.of(new double[6], 2, 3)),
                Tensor.of(new double[6], 2, 3),
                WaveModel.IMAGES);
        // KL = μ²/2: 5, 25, 2 of 32. Variances: 1, 0, 1.
        assertThat(new LatentAxis.Divergence().choice(pass).probabilities(3).toDoubleArray())
                .containsExactly(new double[] {5. / 32, 25. / 32, 2. / 32}, within(1e-15));
        assertThat(new LatentAxis.Variance().choice(pass).probabilities(3).toDoubleArray())
                .containsExactly(new double[] {0.5, 0, 0.5}, within(1e-15));
        assertThat(new LatentAxis.Uniform().choice(pass)).isEqualTo(AxisChoice.uniform());
    }

    @Test
    void latentsDrawnAnewHaveThePosteriorsSpread() {
        VaePass pass = pass();
        double[] mean = pass.posterior().mean().toDoubleArray();
        double[] logVariance = pass.posterior().logVariance().toDoubleArray();
        RandomKey key = WaveModel.KEY.child(9);
        Tensor noise = key.child(0).normal(DType.FLOAT64, WaveModel.N, 3);
        for (Latents latents : List.of(Latents.FRESH_SAMPLE, Latents.FRESH_SAMPLE_OF_ROOT_DEVIATION)) {
            VaePass again = new VaePass(
                    pass.model(),
                    ForwardPass.training(key),
                    pass.images(),
                    pass.posterior(),
                    pass.latent(),
                    pass.output());
            double[] z =
                    FIXED.withLatents(latents).clouds(again).shift().originals().toDoubleArray();
            double power = latents == Latents.FRESH_SAMPLE ? 0.5 : 0.25;
            double[] epsilon = noise.toDoubleArray();
            double[] expected = IntStream.range(0, z.length)
                    .mapToDouble(k -> mean[k] + Math.exp(power * logVariance[k]) * epsilon[k])
                    .toArray();
            assertThat(z).containsExactly(expected, within(1e-13));
        }
    }

    @Test
    void stepsOfTrainingStayFinite() {
        List<Term> terms = new ArrayList<>();
        LatentTraversal walk = LatentTraversal.standard();
        terms.add(TopDis.reference());
        terms.add(TopDis.exact().withTraversal(walk.withReusedOutput()).withName("exact"));
        for (String control : List.of("lite", "squared", "mmd.median", "chamfer.squares")) {
            LatentAxis axis = terms.size() % 2 == 0 ? new LatentAxis.Divergence() : new LatentAxis.Variance();
            terms.add(new TopDis(walk.withAxis(axis), DIVERGENCES.get(control)));
        }
        double[][] rows = CapturedTraining.run(terms, 0.1, 40);
        for (double[] row : rows) {
            assertThat(DoubleStream.of(row)).allMatch(value -> value >= 0 && Double.isFinite(value));
        }
        assertThat(DoubleStream.of(rows[39])).allMatch(value -> value > 0);
    }

    @Test
    void presetsAndNames() {
        TopDis reference = TopDis.reference();
        assertThat(reference.name()).isEqualTo("topdis");
        assertThat(reference.divergence()).isEqualTo(new CloudDivergence.Rtd(RtdLoss.published()));
        assertThat(reference.traversal().latents()).isEqualTo(Latents.FRESH_SAMPLE);
        assertThat(reference.traversal().axis()).isEqualTo(new LatentAxis.DecoderWeights());
        assertThat(TopDis.exact().divergence()).isEqualTo(new CloudDivergence.Rtd(RtdLoss.exact()));
        assertThat(TopDis.exact().traversal()).isEqualTo(reference.traversal());
        assertThat(DIVERGENCES.values().stream()
                        .map(d -> reference.withDivergence(d).name()))
                .contains("topdis", "topdis_lite", "shift_l2", "shift_mmd", "shift_chamfer");
        Term.Value named = MODEL.value(reference.withName("other").withTraversal(FIXED));
        assertThat(named.diagnostics()).containsOnlyKeys("other.axis", "other.shifted");
    }

    @Test
    void badInput() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LatentTraversal(
                        LatentShift.standard(), new LatentAxis.Uniform(), Latents.MEAN, true, LatentTraversal.ALL))
                .withMessageContaining("latents is MEAN, expected SAMPLE");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FIXED.withImages(1))
                .withMessageContaining("images is 1, expected at least 2");
        assertThatIllegalArgumentException().isThrownBy(() -> new LatentAxis.Given(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODEL.value(TopDis.exact().withTraversal(FIXED.withAxis(new LatentAxis.Given(3)))))
                .withMessageContaining("axis is 3");
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CloudDivergence.maximumMeanDiscrepancy(bad))
                    .withMessageContaining("bandwidth is " + bad);
        }
        Layer nothing = (x, pass) -> x;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecoderInput.of(new Vae(nothing, nothing, 2, new Likelihood.Bernoulli())))
                .withMessageContaining("expected Linear, Conv2d or ConvTranspose2d");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> DecoderInput.of(new Vae(nothing, new Sequential(nothing), 2, new Likelihood.Bernoulli())))
                .withMessageContaining("is a Sequential");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecoderInput.of(new Vae(nothing, MODEL.vae.decoder(), 2, new Likelihood.Bernoulli())))
                .withMessageContaining("takes 3 numbers, expected the 2 latents");
        Tensor x = WaveModel.wave(1, 1, 4, 3);
        Tensor all = Tensor.of(new double[] {1, 1, 1, 1}, 4);
        CloudDivergence squared = CloudDivergence.squaredDistance();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> squared.between(x, x.cast(DType.FLOAT32), all))
                .withMessageContaining("clouds of types");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> squared.between(x, x, x))
                .withMessageContaining("expected [4]");
    }
}
