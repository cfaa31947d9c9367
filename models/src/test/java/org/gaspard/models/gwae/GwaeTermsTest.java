package org.gaspard.models.gwae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.models.OracleFile;
import org.gaspard.models.VaePass;
import org.gaspard.models.gwae.GromovWassersteinTerm.Average;
import org.gaspard.models.gwae.GromovWassersteinTerm.LatentScale;
import org.gaspard.models.gwae.JointCritic.Penalty;
import org.gaspard.models.gwae.PosteriorEntropy.Form;
import org.gaspard.models.prior.StandardNormal;
import org.gaspard.models.terms.Generated;
import org.gaspard.models.terms.Term;
import org.gaspard.models.terms.TinyVae;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The terms in double precision against PyTorch, closed forms and central differences. */
class GwaeTermsTest {

    private static final OracleFile ORACLE = new OracleFile("gwae/gwae.txt");
    private static final RandomKey KEY = RandomKey.of(7);

    private static GromovWassersteinTerm term() {
        return GromovWassersteinTerm.published(new StandardNormal(), 2.5);
    }

    private static double deviation(Tensor found, String name) {
        double[] values = found.toDoubleArray();
        double[] expected = ORACLE.get(name).toDoubleArray();
        assertThat(values).hasSameSizeAs(expected);
        double most = 0;
        for (int i = 0; i < values.length; i++) {
            most = Math.max(most, Math.abs(values[i] - expected[i]));
        }
        return most;
    }

    private static double deviation(Tensor value, List<Tensor> inputs, String name) {
        double most = deviation(value, name);
        List<Tensor> gradients = Autodiff.gradient(value, inputs);
        for (int i = 0; i < gradients.size(); i++) {
            most = Math.max(most, deviation(gradients.get(i), name + ".gradient" + i));
        }
        return most;
    }

    private static List<Tensor> leaves(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::tensor).toList();
    }

    /** A case in full, found pair by pair in double precision by a program of its own. Measured: at most 2.6e-16. */
    @Test
    void goldenValues() {
        Tensor z = Tensor.of(new double[] {.5, -1, 1.5, .25, -.75, 2, .1, .3}, 4, 2);
        Tensor x = Tensor.of(new double[] {.1, .9, .4, .8, .2, .6, .3, .5, .7, .95, .05, .15}, 4, 3);
        Tensor c = Tensor.scalar(Math.log(2.5));
        Term.Value value = term().of(z, x, c);
        assertThat(value.value().item()).isCloseTo(2.9641813713728773, within(1e-14));
        assertThat(value.diagnostics()
                        .get("gromov_wasserstein.latent_deviation")
                        .item())
                .isCloseTo(1.0828747481803114, within(1e-14));
        assertThat(value.diagnostics().get("gromov_wasserstein.scale").item()).isCloseTo(2.5, within(1e-14));
        List<Tensor> gradients = Autodiff.gradient(value.value(), List.of(c, z, x));
        double[][] expected = {
            {3.5677363215487157},
            {
                -0.07995481382389942,
                -0.14902183623964493,
                0.012991507868816421,
                0.09916866353463041,
                0.17153740515442495,
                -0.017158438259017084,
                -0.1045740991993421,
                0.06701161096403158
            },
            {
                0.21959843430710485,
                -0.2660222688513678,
                0.06893747281658104,
                -0.15459327377930313,
                0.11233556104287729,
                -0.1166915864228653,
                0.1435862436901159,
                -0.028945989826868877,
                -0.16215105128664253,
                -0.2085914042179176,
                0.18263269763535938,
                0.20990516489292682
            }
        };
        for (int i = 0; i < expected.length; i++) {
            double[] found = gradients.get(i).toDoubleArray();
            assertThat(found).hasSameSizeAs(expected[i]);
            for (int k = 0; k < found.length; k++) {
                assertThat(found[k]).isCloseTo(expected[i][k], within(1e-14));
            }
        }
    }

    /** Measured: at most 7.2e-15. */
    @ParameterizedTest
    @CsvSource({"1", "2", "1.5"})
    void variants(double exponent) {
        for (LatentScale scale : LatentScale.values()) {
            for (Average average : Average.values()) {
                GromovWassersteinTerm term =
                        term().withLatentScale(scale).withAverage(average).withExponent(exponent);
                List<Tensor> inputs = List.of(
                        TinyVae.wave(1.1, 1.3, 0.2, 6, 3),
                        TinyVae.wave(0.45, 1.7, 0.3, 6, 4).add(0.5).computedNow(),
                        Tensor.scalar(0.3));
                Tensor value =
                        term.of(inputs.get(0), inputs.get(1), inputs.get(2)).value();
                String name = "gromov_" + (scale == LatentScale.NONE ? "none" : "deviation") + "_"
                        + (average == Average.ALL ? "all" : "different") + "_"
                        + (exponent == 1.5 ? "1.5" : Integer.toString((int) exponent));
                assertThat(deviation(value, inputs, name)).isLessThan(4e-14);
                GradientCheck.standard()
                        .firstAndSecond(
                                xs -> term.of(xs.get(0), xs.get(1), xs.get(2)).value(), inputs.toArray(Tensor[]::new));
            }
        }
    }

    /** Of the batch, of the space of images, and of the unit of the latents. */
    @Test
    void invariances() {
        Tensor z = TinyVae.wave(1.1, 1.3, 0.2, 6, 3);
        Tensor x = TinyVae.wave(0.45, 1.7, 0.3, 6, 4);
        Tensor c = Tensor.scalar(0.3);
        double value = term().of(z, x, c).value().item();
        Tensor order = Tensor.of(new int[] {3, 0, 5, 1, 4, 2});
        assertThat(term().of(z.gather(0, order), x.gather(0, order), c).value().item())
                .isCloseTo(value, within(1e-14));
        Tensor rotation = Tensor.of(new double[] {0.6, 0.8, 0, 0, -0.8, 0.6, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0}, 4, 4);
        assertThat(term().of(z, x.matmul(rotation).add(3), c).value().item()).isCloseTo(value, within(1e-14));
        assertThat(term().of(z.multiply(7), x, c).value().item()).isCloseTo(value, within(1e-14));
        GromovWassersteinTerm plain = term().withLatentScale(LatentScale.NONE);
        assertThat(plain.of(z.multiply(7), x, c).value().item())
                .isNotCloseTo(plain.of(z, x, c).value().item(), within(0.1));
    }

    /** Draws that coincide, in latents, in images, in both: gradients stay finite. */
    @Test
    void coincidingDraws() {
        Tensor z = Tensor.of(new double[] {1, 2, 1, 2, 0, 1}, 3, 2);
        Tensor x = Tensor.of(new double[] {1, 2, 1, 2, 1, 2}, 3, 2);
        Tensor c = Tensor.scalar(0.0);
        Tensor same = Tensor.of(new double[] {1, 2, 1, 2, 1, 2}, 3, 2);
        for (Tensor latents : List.of(z, same)) {
            Tensor value = term().of(latents, x, c).value();
            Autodiff.gradient(value, List.of(latents, x, c))
                    .forEach(g -> assertThat(g.toDoubleArray()).satisfies(numbers -> {
                        for (double number : numbers) {
                            assertThat(number).isFinite();
                        }
                    }));
        }
        assertThat(term().of(same, x, c).value().item()).isZero();
    }

    /** Early in training images differ by a thousandth of their norms, and float32 holds their distances to six digits all the same. */
    @Test
    void nearbyImagesInSinglePrecision() {
        Tensor z = TinyVae.wave(1.1, 1.3, 0.2, 8, 3);
        Tensor x = TinyVae.wave(2e-4, 1.7, 0.3, 8, 4000)
                .add(0.5)
                .cast(DType.FLOAT32)
                .computedNow();
        double exact = term().of(z, x.cast(DType.FLOAT64), Tensor.scalar(-9.0))
                .diagnostics()
                .get("gromov_wasserstein.image_distance")
                .item();
        double found = term().of(z.cast(DType.FLOAT32), x, Tensor.scalar(-9.0))
                .diagnostics()
                .get("gromov_wasserstein.image_distance")
                .item();
        assertThat(found).isCloseTo(exact, within(1e-6 * exact));
    }

    private static VaePass pass(TinyGwae tiny, Map<Parameter, Tensor> values) {
        ForwardPass state = ForwardPass.training(KEY).with(values);
        return tiny.model().forward(TinyVae.images(), state);
    }

    private static String name(String first, boolean spectral, boolean mixed) {
        return first + (spectral ? "_spectral" : "") + (mixed ? "_mixed" : "");
    }

    /** All terms of a pass together, since they share draws, and the critic's vectors move from use to use. Measured: at most 1.6e-15. */
    @ParameterizedTest
    @CsvSource({"true, false", "true, true", "false, false", "false, true"})
    void termsOfTheModel(boolean spectral, boolean mixed) {
        for (boolean learned : List.of(false, true)) {
            TinyGwae tiny = TinyGwae.of(DType.FLOAT64, spectral, mixed, Penalty.published());
            Parameter logScale = new Parameter("c", Tensor.scalar(0.9));
            VaePass pass = pass(tiny, Map.of());
            List<Tensor> inputs = leaves(
                    Stream.concat(tiny.trained().stream(), Stream.of(logScale)).toList());
            String name = name("terms", spectral, mixed) + (learned ? "_learned" : "") + ".";
            Map<String, Term> terms = terms(tiny, logScale, learned);
            terms.forEach((term, of) -> assertThat(deviation(of.value(pass).value(), inputs, name + term))
                    .as(name + term)
                    .isLessThan(1e-14));
            // The prior's statistics moved once, though two terms use its draws.
            Parameter running = tiny.prior().buffers().getFirst();
            Tensor fresh = Generated.in(pass(tiny, Map.of()), tiny.prior()).latents();
            assertThat(fresh.toDoubleArray()).hasSize(18);
            assertThat(pass.pass().value(running).toDoubleArray())
                    .isEqualTo(onePass(tiny).value(running).toDoubleArray());
        }
    }

    private static ForwardPass onePass(TinyGwae tiny) {
        VaePass pass = pass(tiny, Map.of());
        Generated.in(pass, tiny.prior());
        return pass.pass();
    }

    private static Map<String, Term> terms(TinyGwae tiny, Parameter logScale, boolean learned) {
        Map<String, Term> terms = new LinkedHashMap<>();
        terms.put(
                "gromov",
                new GromovWassersteinTerm(tiny.prior(), logScale, LatentScale.BATCH_DEVIATION, Average.ALL, 1));
        terms.put("reconstruction", new ReconstructionCost(learned ? Optional.of(tiny.critic()) : Optional.empty()));
        terms.put("entropy", new PosteriorEntropy(Form.LOG_VARIANCES));
        terms.put("matching", tiny.critic().matching(tiny.prior()));
        return terms;
    }

    /** Gradients of the loss are gradients of a gradient. Measured: at most 1.8e-15. */
    @ParameterizedTest
    @CsvSource({"true, false", "true, true", "false, false", "false, true"})
    void lossOfTheCritic(boolean spectral, boolean mixed) {
        for (boolean centred : List.of(false, true)) {
            Penalty penalty = centred ? Penalty.zeroCentred() : Penalty.published();
            TinyGwae tiny = TinyGwae.of(DType.FLOAT64, spectral, mixed, penalty);
            VaePass pass = tiny.model().forward(TinyVae.images(), ForwardPass.training(RandomKey.of(1)));
            Term.Value value = tiny.critic().loss(tiny.prior()).value(pass.withState(ForwardPass.training(KEY)));
            String name = name("critic", spectral, mixed) + (centred ? "_zero" : "");
            assertThat(deviation(value.value(), leaves(tiny.ofCritic()), name)).isLessThan(1e-14);
            assertThat(deviation(Tensor.stack(0, List.copyOf(value.diagnostics().values())), name + ".figures"))
                    .isLessThan(1e-14);
            // The critic moves nothing but itself.
            Autodiff.gradient(value.value(), leaves(tiny.trained()))
                    .forEach(g -> assertThat(g.toDoubleArray()).containsOnly(0));
        }
    }

    /** First and second derivatives of the critic's loss, the penalty's being up to the third of the critic. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void derivativesOfTheCritic(boolean mixed) {
        TinyGwae tiny = TinyGwae.of(DType.FLOAT64, false, mixed, Penalty.published());
        List<Parameter> trained = tiny.ofCritic();
        GradientCheck.standard()
                .firstAndSecond(
                        xs -> {
                            Map<Parameter, Tensor> values = new LinkedHashMap<>();
                            for (int i = 0; i < xs.size(); i++) {
                                values.put(trained.get(i), xs.get(i));
                            }
                            return tiny.critic()
                                    .loss(tiny.prior())
                                    .value(pass(tiny, values))
                                    .value();
                        },
                        leaves(trained).toArray(Tensor[]::new));
    }

    /** {@code D(x, z) = ⟨a, (x, z)⟩ / 2} has the gradient norm ‖a‖ / 2 everywhere. */
    @Test
    void thePenaltyOfALinearCriticIsThatOfItsNorm() {
        WeightInit init = WeightInit.standard().withDType(DType.FLOAT64);
        Linear head = new Linear("head", 7, 1, KEY, init);
        double[] direction = {2, 0, 0, 0, 0, 0, 0};
        head.weight().assign(Tensor.of(direction, 7, 1));
        JointCritic linear = new JointCritic(
                (x, pass) -> x.reshape(x.extent(0), -1), (z, pass) -> z, head, new Penalty(10, 1, 0), false);
        TinyGwae tiny = TinyGwae.of(DType.FLOAT64, false, false, Penalty.published());
        Term.Value value = linear.loss(tiny.prior()).value(pass(tiny, Map.of()));
        assertThat(value.diagnostics().get("critic.penalty").item()).isZero();
        assertThat(value.diagnostics().get("critic.gradient_norm").item()).isEqualTo(1);
        head.weight().assign(Tensor.of(direction, 7, 1).multiply(1.5));
        value = linear.loss(tiny.prior()).value(pass(tiny, Map.of()));
        assertThat(value.diagnostics().get("critic.penalty").item()).isEqualTo(0.25);
    }

    @Test
    void entropies() {
        TinyGwae tiny = TinyGwae.of(DType.FLOAT64, false, false, Penalty.published());
        VaePass pass = pass(tiny, Map.of());
        double logs =
                new PosteriorEntropy(Form.LOG_VARIANCES).value(pass).value().item();
        double nats = new PosteriorEntropy(Form.NATS).value(pass).value().item();
        assertThat(nats).isCloseTo(logs / 2 - 1.5 * (1 + Math.log(2 * Math.PI)), within(1e-12));
    }

    @Test
    void badArguments() {
        assertThatThrownBy(() -> term().withExponent(0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("exponent must be finite and at least 1, found 0.5");
        assertThatThrownBy(() -> GromovWassersteinTerm.published(new StandardNormal(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scale must be finite and above 0, found 0.0");
        assertThatThrownBy(() -> term().of(Tensor.zeros(1, 2), Tensor.zeros(1, 4), Tensor.scalar(0.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the number of draws must be at least 2, found 1");
        assertThatThrownBy(() -> new Penalty(-1, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weight must be finite and at least 0, found -1.0");
        JointCritic wide = new JointCritic(
                (x, pass) -> x.reshape(x.extent(0), -1), (z, pass) -> z, (h, pass) -> h, Penalty.published(), false);
        assertThatThrownBy(
                        () -> wide.of(TinyVae.images(), Tensor.zeros(6, 3).cast(DType.FLOAT64), ForwardPass.training()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the critic gave [6, 7], expected [6, 1]");
    }
}
