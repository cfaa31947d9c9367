package org.gaspard.models.terms.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.ConvTranspose2d;
import org.gaspard.autodiff.nn.Flatten;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Reshape;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.models.Likelihood;
import org.gaspard.models.OracleFile;
import org.gaspard.models.Vae;
import org.gaspard.models.terms.CapturedTraining;
import org.gaspard.models.terms.GeometryPreservation.Latents;
import org.gaspard.models.terms.GeometryPreservation.Placement;
import org.gaspard.models.terms.Term;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Regularisers of Jacobians: against whole Jacobians of PyTorch, central differences, and closed forms. */
class JacobianTermTest {

    private static final int N = 6;
    private static final RandomKey KEY = RandomKey.of(40).child(3);
    private static final Tensor IMAGES = wave(0.1, 0.5, N, 2, 2, 1).add(0.5).computedNow();
    private static final Vae MODEL = model();
    private static final List<JacobianMeasure> MEASURES = List.of(
            JacobianMeasure.relaxedDistortion(), JacobianMeasure.frobeniusNorm(), JacobianMeasure.orthonormality(0.7));

    private static Tensor wave(double phase, double scale, int... shape) {
        double[] numbers = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        Arrays.setAll(numbers, i -> scale * Math.sin(0.618 * (i + 1) * (i + 1) + phase));
        return Tensor.of(numbers, shape);
    }

    private static Linear linear(String name, Tensor weight, Tensor bias) {
        return new Linear(new Parameter(name + ".weight", weight), Optional.of(new Parameter(name + ".bias", bias)));
    }

    private static Vae model() {
        Layer encoder = new Sequential(
                new Flatten(), linear("encoder", wave(0.2, 0.9, 4, 6), wave(0.3, 0.3, 6)), new Activation.Tanh());
        Layer decoder = new Sequential(
                linear("decoder", wave(1.1, 0.8, 3, 4), wave(0.5, 0.3, 4)),
                (x, pass) -> x.multiply(9).sin().multiply(3),
                new Reshape(Shape.of(2, 2, 1)));
        return new Vae(encoder, decoder, 3, new Likelihood.Bernoulli());
    }

    /** The value in evaluation of all but the keys: latents are the means, the term's numbers are children of one key. */
    private static Tensor value(Vae vae, Term term, List<Parameter> parameters, List<Tensor> values) {
        Map<Parameter, Tensor> substitutes = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            substitutes.put(parameters.get(i), values.get(i));
        }
        return term.value(vae.forward(IMAGES, ForwardPass.training(KEY).with(substitutes)))
                .value();
    }

    private static Tensor value(Vae vae, Term term) {
        return value(vae, term, List.of(), List.of());
    }

    static Stream<Map.Entry<String, JacobianTerm>> terms() {
        List<String> names = List.of("distortion", "norm", "orthonormal");
        return IntStream.range(0, 3).boxed().flatMap(i -> {
            JacobianTerm encoder = JacobianTerm.encoder(MEASURES.get(i));
            return Stream.of(
                    Map.entry(
                            "decoder." + names.get(i),
                            JacobianTerm.decoder(MEASURES.get(i)).withLatents(Latents.MEAN)),
                    Map.entry("encoder." + names.get(i), encoder),
                    Map.entry("encoder.mixed." + names.get(i), encoder.withMixing(JacobianTerm.PUBLISHED_MIXING)));
        });
    }

    /** The script forms the Jacobians and has the same random numbers. Measured: at most 2.5e-14 of
     * the largest number. */
    @ParameterizedTest
    @MethodSource("terms")
    void valuesAndGradientsOfPyTorch(Map.Entry<String, JacobianTerm> term) {
        OracleFile oracle = new OracleFile("terms/jacobian/terms.txt");
        Tensor value = value(MODEL, term.getValue());
        assertNear(value, oracle.get(term.getKey()));
        for (Parameter parameter : MODEL.parameters()) {
            assertNear(
                    Autodiff.gradient(value, parameter.tensor()), oracle.get(term.getKey() + "." + parameter.name()));
        }
    }

    private static void assertNear(Tensor found, Tensor expected) {
        double largest = Math.max(1, expected.abs().max().item());
        double deviation = found.subtract(expected).abs().max().item() / largest;
        assertThat(deviation).isLessThan(1e-13);
    }

    static Stream<JacobianTerm> allTerms() {
        return MEASURES.stream()
                .flatMap(measure -> Stream.of(
                        JacobianTerm.decoder(measure),
                        JacobianTerm.decoder(measure).withMixing(JacobianTerm.UNMIXED),
                        JacobianTerm.encoder(measure),
                        JacobianTerm.encoder(measure).withMixing(0)));
    }

    /** Of a decoder with a transposed convolution and smooth activations. */
    @ParameterizedTest
    @MethodSource("allTerms")
    void gradientsAreThoseOfCentralDifferences(JacobianTerm term) {
        WeightInit init = WeightInit.standard().withDType(DType.FLOAT64);
        Layer decoder = new Sequential(
                new Linear("fc", 3, 4, KEY.child(7), init),
                new Activation.Tanh(),
                new Reshape(Shape.of(1, 1, 4)),
                new ConvTranspose2d("conv", Shape.of(4, 4, 1, 4), ConvolutionGeometry.of(2, 1), 0, KEY.child(8), init));
        Vae vae = new Vae(MODEL.encoder(), decoder, 3, new Likelihood.Bernoulli());
        List<Parameter> parameters = vae.parameters();
        GradientCheck.standard()
                .firstAndSecond(
                        xs -> value(vae, term, parameters, xs),
                        parameters.stream().map(Parameter::tensor).toArray(Tensor[]::new));
    }

    private static Vae linear(double[] decoder) {
        Layer encoder = (x, pass) -> x.reshape(N, 4)
                .matmul(Tensor.of(decoder, 2, 4).transposed())
                .matmul(Tensor.of(new double[] {1, 0, 0, 0, 0, 1, 0, 0}, 2, 4));
        return new Vae(
                encoder,
                (z, pass) -> z.matmul(Tensor.of(decoder, 2, 4)).reshape(z.extent(0), 2, 2, 1),
                2,
                new Likelihood.Gaussian(1));
    }

    /** The mean over many keys, for both maps of one matrix with singular values 3 and 1: G = diag(9, 1). */
    @Test
    void expectationsAreThoseOfTheJacobian() {
        Vae vae = linear(new double[] {0, 3, 0, 0, 0, 0, 0, -1});
        int rounds = 4000;
        double[][] sums = new double[2][3];
        for (int i = 0; i < rounds; i++) {
            for (Placement placement : Placement.values()) {
                // tr G = 10, tr G² = 82, ‖G − 0.7 I‖² = 8.3² + 0.3².
                double[] sum = sums[placement.ordinal()];
                for (int k = 0; k < 3; k++) {
                    JacobianMeasure measure =
                            k == 0 ? JacobianMeasure.frobeniusNorm() : JacobianMeasure.orthonormality(k == 1 ? 0 : 0.7);
                    JacobianTerm term = new JacobianTerm("x", placement, measure, JacobianTerm.UNMIXED, Latents.MEAN);
                    sum[k] += term.value(vae.forward(IMAGES, ForwardPass.training(KEY.child(i))))
                                    .value()
                                    .item()
                            / rounds;
                }
            }
        }
        for (double[] sum : sums) {
            assertThat(sum[0]).isCloseTo(10, within(0.3));
            assertThat(sum[1]).isCloseTo(82, within(3.0));
            assertThat(sum[2]).isCloseTo(8.3 * 8.3 + 0.3 * 0.3, within(3.0));
        }
    }

    /** Both maps are an isometry times 3: Gv = 9v for any v. */
    @Test
    void scaledIsometries() {
        double c = 3 / Math.sqrt(2);
        Vae vae = linear(new double[] {c, 0, c, 0, 0, c, 0, -c});
        for (Placement placement : Placement.values()) {
            JacobianTerm orthonormal = new JacobianTerm(
                    "x", placement, JacobianMeasure.orthonormality(9), JacobianTerm.UNMIXED, Latents.SAMPLE);
            assertThat(value(vae, orthonormal).item()).isCloseTo(0, within(1e-25));
            // E‖9v‖² / (9 E‖v‖²)² = 1 / E‖v‖², and E‖v‖² over the batch is the Frobenius norm over 9.
            double norm = value(
                            vae, new JacobianTerm("x", placement, JacobianMeasure.frobeniusNorm(), 0.2, Latents.MEAN))
                    .item();
            double distortion = value(
                            vae,
                            new JacobianTerm("x", placement, JacobianMeasure.relaxedDistortion(), 0.2, Latents.MEAN))
                    .item();
            assertThat(distortion).isCloseTo(9 / norm, within(1e-14));
        }
    }

    @Test
    void theRelaxedDistortionDoesNotSeeTheScale() {
        Layer tenfold = (z, pass) -> MODEL.decoder().apply(z, pass).multiply(10);
        Vae plain = new Vae(MODEL.encoder(), MODEL.decoder(), 3, new Likelihood.Gaussian(1));
        Vae large = new Vae(MODEL.encoder(), tenfold, 3, new Likelihood.Gaussian(1));
        double value = value(plain, JacobianTerm.irvae()).item();
        assertThat(value(large, JacobianTerm.irvae()).item()).isCloseTo(value, within(1e-13));
        JacobianTerm norm = JacobianTerm.decoder(JacobianMeasure.frobeniusNorm());
        assertThat(value(large, norm).item() / value(plain, norm).item()).isCloseTo(100, within(1e-11));
    }

    @Test
    void stepsOfTrainingLowerTheTerm() {
        List<JacobianTerm> terms = List.of(
                JacobianTerm.irvae(),
                JacobianTerm.encoder(JacobianMeasure.frobeniusNorm()),
                JacobianTerm.decoder(JacobianMeasure.orthonormality(1)),
                JacobianTerm.encoder(JacobianMeasure.relaxedDistortion()));
        for (JacobianTerm term : terms) {
            double[] values = Stream.of(CapturedTraining.run(List.of(term), 100, 60))
                    .mapToDouble(row -> row[0])
                    .toArray();
            assertThat(DoubleStream.of(values)).allMatch(Double::isFinite);
            assertThat(DoubleStream.of(values).skip(40).sum())
                    .as(term.name())
                    .isLessThan(DoubleStream.of(values).limit(20).sum());
        }
    }

    @Test
    void namesAndBadInput() {
        JacobianTerm irvae = JacobianTerm.irvae();
        assertThat(irvae.name()).isEqualTo("relaxed_distortion_decoder");
        assertThat(irvae.mixing()).isEqualTo(0.2);
        assertThat(irvae.latents()).isEqualTo(Latents.SAMPLE);
        assertThat(irvae.withName("irvae").name()).isEqualTo("irvae");
        assertThat(MEASURES.stream()
                        .map(measure -> JacobianTerm.encoder(measure).name()))
                .containsExactly("relaxed_distortion_encoder", "jacobian_norm_encoder", "orthonormality_encoder");
        for (double bad : new double[] {-0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> irvae.withMixing(bad))
                    .withMessageContaining("mixing is " + bad);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JacobianMeasure.orthonormality(bad))
                    .withMessageContaining("scale is " + bad);
        }
    }
}
