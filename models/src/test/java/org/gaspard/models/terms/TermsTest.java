package org.gaspard.models.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.Flatten;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Reshape;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.terms.GeometryPreservation.Latents;
import org.gaspard.models.terms.GeometryPreservation.Measure;
import org.gaspard.models.terms.GeometryPreservation.Placement;
import org.gaspard.models.terms.GeometryPreservation.PublishedCost;
import org.gaspard.ot.Cost;
import org.gaspard.ot.GromovMongeGap;
import org.gaspard.ot.GromovMongeGapOptions;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Terms on a tiny model in float64: gradients by central differences, and laws of the geometry terms. */
class TermsTest {

    private static final int N = 6;
    private static final RandomKey KEY = RandomKey.of(21);
    private static final Tensor IMAGES =
            KEY.child(0).uniform(DType.FLOAT64, N, 2, 2, 1).computedNow();
    private static final Measure DISTORTION = new Measure.Distortion();
    private static final Measure GAP = new Measure.Gap(GromovMongeGapOptions.of(GromovMongeGapOptions.Mode.EXACT));
    private static final List<Cost> COSTS = List.of(
            Cost.squaredEuclidean(),
            Cost.euclidean(),
            Cost.cosineSimilarity(),
            Cost.cosineDistance(),
            Cost.innerProduct());

    private static Vae model(Likelihood likelihood) {
        WeightInit init = WeightInit.standard().withDType(DType.FLOAT64);
        Layer encoder =
                new Sequential(new Flatten(), new Linear("encoder", 4, 4, KEY.child(1), init), new Activation.Tanh());
        // Folded several times, so that the order of the points is not the best one.
        Layer decoder = new Sequential(
                new Linear("decoder", 2, 4, KEY.child(2), init),
                (x, pass) -> x.multiply(5).sin().multiply(3),
                new Reshape(Shape.of(2, 2, 1)));
        return new Vae(encoder, decoder, 2, likelihood);
    }

    /** The value of a term with {@code values} in the place of the parameters, always with the same noise. */
    private static Term.Value value(Vae model, Term term, List<Parameter> parameters, List<Tensor> values) {
        Map<Parameter, Tensor> substitutes = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            substitutes.put(parameters.get(i), values.get(i));
        }
        ForwardPass pass = ForwardPass.training(KEY.child(3)).with(substitutes);
        return term.value(model.forward(IMAGES, pass));
    }

    private static Term.Value value(Vae model, Term term) {
        return value(model, term, List.of(), List.of());
    }

    private static void check(Vae model, Term term, List<Parameter> parameters) {
        Tensor[] leaves = parameters.stream().map(Parameter::tensor).toArray(Tensor[]::new);
        GradientCheck.standard()
                .firstAndSecond(xs -> value(model, term, parameters, xs).value(), leaves);
    }

    private static List<Parameter> all(Vae model, Term term) {
        return Stream.of(model.parameters(), term.parameters())
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void gradientsOfReconstructionAndDivergence() {
        for (Likelihood likelihood : List.of(new Likelihood.Bernoulli(), new Likelihood.Gaussian(0.7))) {
            Vae model = model(likelihood);
            check(model, new Reconstruction(), model.parameters());
            check(model, new KlDivergence(), model.parameters());
        }
    }

    static Stream<GeometryPreservation> geometryTerms() {
        List<GeometryPreservation> terms = new ArrayList<>();
        for (Measure measure : List.of(DISTORTION, GAP)) {
            for (Placement placement : Placement.values()) {
                COSTS.forEach(cost -> terms.add(new GeometryPreservation(placement, measure, cost)));
                terms.add(new GeometryPreservation(placement, measure, COSTS.getFirst()).withLatents(Latents.MEAN));
            }
        }
        return terms.stream();
    }

    /** Also of the gap, which is solved anew for each difference: near these parameters the permutation stays. */
    @ParameterizedTest
    @MethodSource("geometryTerms")
    void gradientsOfGeometryTerms(GeometryPreservation term) {
        Vae model = model(new Likelihood.Bernoulli());
        assertThat(value(model, term).value().item()).isGreaterThan(1e-6);
        check(model, term, model.parameters());
    }

    @Test
    void gradientsOfATrainedScale() {
        Parameter logScale = new Parameter("scale", Tensor.scalar(0.3));
        for (Placement placement : Placement.values()) {
            for (Measure measure : List.of(DISTORTION, GAP)) {
                GeometryPreservation term = new GeometryPreservation(
                        placement, measure, Cost.euclidean(), Latents.SAMPLE, false, Optional.of(logScale));
                Vae model = model(new Likelihood.Bernoulli());
                assertThat(term.parameters()).containsExactly(logScale);
                check(model, term, all(model, term));
            }
        }
    }

    @Test
    void detachedLatentsGiveNoGradientToTheEncoder() {
        for (Latents latents : Latents.values()) {
            for (Measure measure : List.of(DISTORTION, GAP)) {
                Vae model = model(new Likelihood.Bernoulli());
                GeometryPreservation attached =
                        new GeometryPreservation(Placement.DECODER, measure, Cost.euclidean()).withLatents(latents);
                GeometryPreservation detached = attached.withDetachedLatents(true);
                assertThat(value(model, detached).value().item())
                        .isCloseTo(value(model, attached).value().item(), within(1e-14));
                List<Tensor> encoder = model.encoder().parameters().stream()
                        .map(Parameter::tensor)
                        .toList();
                assertThat(Autodiff.gradient(value(model, detached).value(), encoder))
                        .allSatisfy(g -> assertThat(g.toDoubleArray()).containsOnly(0));
                assertThat(Autodiff.gradient(value(model, attached).value(), encoder))
                        .allSatisfy(g -> assertThat(g.abs().max().item()).isPositive());
                check(model, detached, model.decoder().parameters());
            }
        }
    }

    @Test
    void meanLatentsAreThoseOfTheEncoder() {
        Vae model = model(new Likelihood.Bernoulli());
        GeometryPreservation term = new GeometryPreservation(Placement.ENCODER, DISTORTION, Cost.innerProduct());
        double[] x = IMAGES.toDoubleArray();
        double[] mean = model.codes(IMAGES).toDoubleArray();
        double[] drawn = model.forward(IMAGES, ForwardPass.training(KEY.child(3)))
                .latent()
                .toDoubleArray();
        Cost cost = Cost.innerProduct();
        assertThat(value(model, term.withLatents(Latents.MEAN)).value().item())
                .isCloseTo(GromovMongeGap.distortion(cost.matrix(x, N, 4), cost.matrix(mean, N, 2), N), within(1e-12));
        assertThat(value(model, term).value().item())
                .isCloseTo(GromovMongeGap.distortion(cost.matrix(x, N, 4), cost.matrix(drawn, N, 2), N), within(1e-12));
    }

    /**
     * {@code DST = GMG + GW}, with GW the least distortion of all permutations. The solver finds a stationary one, for most
     * of these costs the least.
     */
    @Test
    void theDistortionIsTheGapPlusWhatNoMapAvoids() {
        Vae model = model(new Likelihood.Bernoulli());
        double[] z = model.forward(IMAGES, ForwardPass.training(KEY.child(3)))
                .latent()
                .toDoubleArray();
        int least = 0;
        for (Cost cost : COSTS) {
            double[] cX = cost.matrix(IMAGES.toDoubleArray(), N, 4);
            double[] cY = cost.matrix(z, N, 2);
            double leastDistortion = least(cX, cY, new int[N], 0, 0);
            Term.Value distortion = value(model, new GeometryPreservation(Placement.ENCODER, DISTORTION, cost));
            Term.Value gap = value(model, new GeometryPreservation(Placement.ENCODER, GAP, cost));
            assertThat(gap.value().item()).isGreaterThan(1e-4);
            double rest = distortion.value().item() - gap.value().item();
            assertThat(rest).as(cost.toString()).isGreaterThan(leastDistortion - 1e-12);
            least += rest < leastDistortion + 1e-12 ? 1 : 0;
            assertThat(gap.diagnostics().get("gmg_encoder.distortion").item())
                    .isCloseTo(distortion.value().item(), within(1e-12));
        }
        assertThat(least).isGreaterThanOrEqualTo(3);
    }

    private static double least(double[] cX, double[] cY, int[] order, int depth, int used) {
        if (depth == N) {
            double[] moved = new double[N * N];
            for (int k = 0; k < N * N; k++) {
                moved[k] = cY[order[k / N] * N + order[k % N]];
            }
            return GromovMongeGap.distortion(cX, moved, N);
        }
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < N; j++) {
            if ((used >> j & 1) == 0) {
                order[depth] = j;
                least = Math.min(least, least(cX, cY, order, depth + 1, used | 1 << j));
            }
        }
        return least;
    }

    /** A reflection of the pixels, twice as large; the costs of the latents are scaled back. */
    @Test
    void isometriesHaveNoDistortionAndNoGap() {
        double[] reflection = new double[16];
        Arrays.setAll(reflection, k -> (k / 4 == k % 4 ? 2 : 0) - 1);
        Tensor twiceReflected = Tensor.of(reflection, 4, 4);
        Layer encoder = (x, pass) -> {
            Tensor z = x.reshape(N, 4).matmul(twiceReflected);
            return Tensor.concatenate(1, z, Tensor.full(z.type(), 0));
        };
        Layer decoder = (z, pass) -> z.reshape(N, 2, 2, 1);
        Vae model = new Vae(encoder, decoder, 4, new Likelihood.Gaussian(1));
        Parameter quarter = new Parameter("scale", Tensor.scalar(Math.log(0.25)));
        for (Measure measure : List.of(DISTORTION, GAP)) {
            for (Cost cost : List.of(Cost.squaredEuclidean(), Cost.innerProduct())) {
                for (Placement placement : Placement.values()) {
                    Optional<Parameter> scale =
                            placement == Placement.ENCODER ? Optional.of(quarter) : Optional.empty();
                    GeometryPreservation term =
                            new GeometryPreservation(placement, measure, cost, Latents.MEAN, false, scale);
                    assertThat(value(model, term).value().item()).isCloseTo(0, within(1e-12));
                }
            }
        }
        GeometryPreservation unscaled = new GeometryPreservation(Placement.ENCODER, DISTORTION, Cost.squaredEuclidean())
                .withLatents(Latents.MEAN);
        assertThat(value(model, unscaled).value().item()).isGreaterThan(0.1);
    }

    @Test
    void namesAndDiagnostics() {
        Vae model = model(new Likelihood.Bernoulli());
        GeometryPreservation gap = new GeometryPreservation(Placement.DECODER, GAP, Cost.euclidean());
        assertThat(value(model, gap).diagnostics().keySet())
                .containsExactly(
                        "gmg_decoder.distortion",
                        "gmg_decoder.entropy_ratio",
                        "gmg_decoder.marginal_error",
                        "gmg_decoder.outer_iterations",
                        "gmg_decoder.inner_iterations",
                        "gmg_decoder.warnings");
        assertThat(value(model, gap)
                        .diagnostics()
                        .get("gmg_decoder.entropy_ratio")
                        .item())
                .isCloseTo(1, within(1e-12));
        GeometryPreservation distortion = new GeometryPreservation(Placement.ENCODER, DISTORTION, Cost.euclidean());
        assertThat(distortion.name()).isEqualTo("dst_encoder");
        assertThat(value(model, distortion).diagnostics()).isEmpty();
        assertThat(distortion.parameters()).isEmpty();
        assertThat(distortion.withTrainedScale().parameters())
                .extracting(Parameter::name)
                .containsExactly("dst_encoder.log_scale");
        assertThat(distortion.withTrainedScale().withLatents(Latents.MEAN).parameters())
                .hasSize(1);
    }

    /** Encoder and decoder, angles and distances: all in one objective, each under its own name. */
    @Test
    void thePublishedVariantsHaveNamesOfTheirOwn() {
        Vae model = model(new Likelihood.Bernoulli());
        GromovMongeGapOptions exact = GromovMongeGapOptions.of(GromovMongeGapOptions.Mode.EXACT);
        List<GeometryPreservation> all = new ArrayList<>();
        for (Placement placement : Placement.values()) {
            for (PublishedCost cost : PublishedCost.values()) {
                all.add(GeometryPreservation.distortion(placement, cost));
                all.add(GeometryPreservation.gap(placement, cost, exact));
            }
        }
        assertThat(all)
                .extracting(GeometryPreservation::name)
                .doesNotHaveDuplicates()
                .contains("gmg_decoder_cos", "gmg_encoder_cos", "dst_encoder_l2", "dst_decoder_scaled_l2");
        assertThat(all.stream().flatMap(term -> term.parameters().stream()).map(Parameter::name))
                .containsExactlyInAnyOrder(
                        "dst_encoder_scaled_l2.log_scale",
                        "gmg_encoder_scaled_l2.log_scale",
                        "dst_decoder_scaled_l2.log_scale",
                        "gmg_decoder_scaled_l2.log_scale");
        assertThat(all.stream()
                        .flatMap(term -> value(model, term).diagnostics().keySet().stream())
                        .toList())
                .doesNotHaveDuplicates()
                .hasSize(36)
                .contains("gmg_decoder_cos.distortion", "gmg_decoder_l2.distortion");
        for (GeometryPreservation term : all) {
            boolean cosine = term.name().endsWith("cos");
            Cost cost = cosine ? Cost.cosineSimilarity() : Cost.squaredEuclidean();
            GeometryPreservation plain = new GeometryPreservation(term.placement(), term.measure(), cost);
            assertThat(value(model, term).value().item())
                    .isEqualTo(value(model, plain).value().item());
        }
        assertThat(all.getFirst().withName("mine").withTrainedScale().parameters())
                .extracting(Parameter::name)
                .containsExactly("mine.log_scale");
    }
}
