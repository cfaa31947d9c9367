package org.gaspard.models.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.models.OracleFile;
import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
import org.gaspard.models.prior.GaussianMixture;
import org.gaspard.models.prior.StandardNormal;
import org.gaspard.models.terms.AdversarialPrior.Answer;
import org.gaspard.models.terms.ConstrainedReconstruction.Multiplier;
import org.gaspard.models.terms.EstimatedMixture.Points;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Terms of the models of comparison, held against comparison_terms.py in double precision. */
class ComparisonTermsTest {

    private static final OracleFile ORACLE = new OracleFile("terms/comparison_terms.txt");
    private static final double RIDGE = 1e-3;

    private static List<Tensor> leaves(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::tensor).toList();
    }

    private static List<Tensor> concatenated(Tensor first, List<Parameter> others) {
        return Stream.concat(Stream.of(first), leaves(others).stream()).toList();
    }

    private static VaePass pass(Vae model, Tensor latent) {
        return TinyVae.pass(model, TinyVae.mean(), TinyVae.logVariance(), latent, Map.of());
    }

    private static CalibratedReconstruction trained(double s, OptionalDouble least) {
        return new CalibratedReconstruction(Optional.of(new Parameter("s", Tensor.scalar(s))), least);
    }

    private static CalibratedReconstruction optimal(OptionalDouble least) {
        return new CalibratedReconstruction(Optional.empty(), least);
    }

    static Stream<Map.Entry<String, CalibratedReconstruction>> calibrated() {
        return Stream.of(
                Map.entry("optimal_6", CalibratedReconstruction.optimal()),
                Map.entry("optimal_0.9", optimal(OptionalDouble.of(-0.9))),
                Map.entry(
                        "optimal_unlimited", CalibratedReconstruction.optimal().withoutLimit()),
                Map.entry("trained", trained(-0.35, OptionalDouble.of(-0.9))),
                Map.entry("trained_unlimited", trained(-0.35, OptionalDouble.empty())));
    }

    /** Densities of PyTorch. Measured: at most 8.9e-16. */
    @ParameterizedTest
    @MethodSource("calibrated")
    void calibratedReconstructions(Map.Entry<String, CalibratedReconstruction> entry) {
        Vae model = TinyVae.model();
        Tensor latent = TinyVae.latent();
        CalibratedReconstruction term = entry.getValue();
        Tensor value = term.value(pass(model, latent)).value();
        List<Parameter> parameters = Stream.of(model.decoder().parameters(), term.parameters())
                .flatMap(List::stream)
                .toList();
        assertThat(ORACLE.deviation(value, concatenated(latent, parameters), entry.getKey()))
                .isLessThan(5e-15);
        TinyVae.checkGradient(term);
        TinyVae.checkGradient(model, term, parameters);
    }

    @Test
    void anExactReconstructionHasFiniteGradients() {
        Vae model = TinyVae.model();
        Tensor output =
                TinyVae.images().negate().add(1).divide(TinyVae.images()).log().negate();
        Tensor exact = output.computedNow();
        VaePass pass = pass(model, TinyVae.latent());
        VaePass same =
                new VaePass(model, pass.pass(), exact.sigmoid().computedNow(), pass.posterior(), pass.latent(), exact);
        Term.Value value = CalibratedReconstruction.optimal().value(same);
        assertThat(value.diagnostics().get("reconstruction.deviation").item()).isCloseTo(Math.exp(-6), within(1e-15));
        assertThat(Autodiff.gradient(value.value(), exact).toDoubleArray()).doesNotContain(Double.NaN);
    }

    /** The multiplier rises and falls, by its bounds and by less. Measured: at most 1.8e-16. */
    @Test
    void constrainedReconstruction() {
        ConstrainedReconstruction term = new ConstrainedReconstruction(0.8, 0.7, new Multiplier(3, 4, 0.9, 1.05));
        Tensor expected = ORACLE.get("constrained");
        double most = 0;
        for (int t = 0; t < expected.extent(0); t++) {
            Tensor latent =
                    TinyVae.latent().multiply(1 + 0.8 * Math.sin(0.37 * t)).computedNow();
            VaePass pass = pass(TinyVae.model(), latent);
            Term.Value value = term.value(pass);
            List<Double> row = new ArrayList<>(Stream.of("constraint", "average", "multiplier")
                    .map(name ->
                            value.diagnostics().get("reconstruction." + name).item())
                    .toList());
            row.add(value.value().item());
            Tensor gradient = Autodiff.gradient(value.value(), latent).multiply(1 + 0.8 * Math.sin(0.37 * t));
            for (double each : gradient.toDoubleArray()) {
                row.add(each);
            }
            pass.pass().commit();
            for (int i = 0; i < row.size(); i++) {
                most = Math.max(most, Math.abs(row.get(i) - expected.get(t, i)));
            }
        }
        assertThat(most).isLessThan(1e-15);
        assertThat(term.memory().steps().tensor().item()).isEqualTo(24);
    }

    @Test
    void derivativesOfTheConstraint() {
        ConstrainedReconstruction term = ConstrainedReconstruction.standard(0.8);
        term.memory().steps().assign(Tensor.scalar(1.0));
        term.memory().logMultiplier().assign(Tensor.scalar(0.4));
        // The value goes with (1 − α) C, the gradient with C: the average is put out of the way.
        ConstrainedReconstruction forgetful = new ConstrainedReconstruction(0.8, 0, term.multiplier(), term.memory());
        TinyVae.checkGradient(forgetful);
        Vae model = TinyVae.model();
        TinyVae.checkGradient(model, forgetful, model.decoder().parameters());
    }

    /** The kernel of the comparison is that of InfoVAE's program. */
    @Test
    void theWideKernel() {
        Tensor a = Tensor.of(new double[] {0, 1, 1, 0, 2, -1}, 3, 2);
        Tensor b = Tensor.of(new double[] {0.5, 0.5, 1, 1, -1, 0}, 3, 2);
        double value = PriorMmd.infoVae(2).between(a, b).item();
        assertThat(value).isCloseTo(0.23609155457492004, within(1e-15));
        assertThat(ORACLE.get("wide_points").item()).isCloseTo(value, within(1e-15));
    }

    static Stream<Map.Entry<String, Term>> discrepancies(AffineSampler prior) {
        RadialKernel median = new RadialKernel.MedianGaussian();
        return Stream.of(
                Map.entry("mmd_wide", PriorMmd.infoVae(TinyVae.LATENTS).from(prior)),
                Map.entry("mmd_median", new PriorMmd(median, false, prior)),
                Map.entry("sliced_2", new PriorSlicedWasserstein(prior, 5, 2)),
                Map.entry("sliced_1.5", new PriorSlicedWasserstein(prior, 5, 1.5)),
                Map.entry("sliced_pot", new PriorSlicedWasserstein(prior, 5, 2)));
    }

    /** From a trained prior without a density; the sliced one is POT's, too. Measured: at most 4.5e-16. */
    @Test
    void discrepanciesFromASampler() {
        AffineSampler prior = AffineSampler.of(DType.FLOAT64);
        discrepancies(prior).forEach(entry -> {
            Tensor latent = TinyVae.latent();
            Term term = entry.getValue();
            VaePass pass = pass(TinyVae.model(), latent);
            Tensor value = term.value(pass).value();
            List<Tensor> inputs =
                    entry.getKey().equals("sliced_pot") ? List.of() : concatenated(latent, prior.parameters());
            assertThat(ORACLE.deviation(value, inputs, entry.getKey()))
                    .as(entry.getKey())
                    .isLessThan(3e-15);
            assertThat(term.parameters()).containsExactly(prior.scale(), prior.shift());
            assertThat(term.buffers()).containsExactly(prior.draws());
            assertThat(term.sampler()).contains(prior);
            assertThat(pass.pass().updates()).containsOnlyKeys(prior.draws());
        });
    }

    /** That with the median counts it as a constant, which differences do not. */
    @Test
    void derivativesOfDiscrepancies() {
        AffineSampler prior = AffineSampler.of(DType.FLOAT64);
        discrepancies(prior)
                .filter(entry -> !entry.getKey().equals("mmd_median"))
                .forEach(entry -> {
                    TinyVae.checkGradient(entry.getValue());
                    TinyVae.checkGradient(TinyVae.model(), entry.getValue(), prior.parameters());
                });
    }

    @Test
    void theMedianOfAnOddAndAnEvenNumberOfPairsAndOfCoincidingPoints() {
        RadialKernel kernel = new RadialKernel.MedianGaussian();
        // The squared distances of the first three are 1, 4, 9, those of all four 1, 4, 9, 16, 36, 49.
        double[] line = {0, 1, 3, 7};
        double[] medians = {0, 0, 0, 4, (9 + 16) / 2.0};
        for (int n = 3; n <= 4; n++) {
            double[] squares = new double[n * n];
            for (int at = 0; at < n * n; at++) {
                squares[at] = Math.pow(line[at / n] - line[at % n], 2);
            }
            double found = kernel.of(Tensor.of(squares, n, n)).get(0, 1);
            assertThat(found).isCloseTo(Math.exp(-0.5 / medians[n]), within(1e-15));
        }
        Tensor none = Tensor.zeros(3, 3).cast(DType.FLOAT64).computedNow();
        assertThat(kernel.of(none).toDoubleArray()).containsOnly(1);
        assertThatThrownBy(() -> kernel.of(Tensor.zeros(3, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected [n, n], found [3, 2]");
    }

    private static Layer network(String name, int inputs, Layer activation) {
        WeightInit init = WeightInit.standard().withDType(DType.FLOAT64);
        Layer network = new Sequential(
                new Linear(name + ".fc1", inputs, 4, TinyVae.KEY, init),
                activation,
                new Linear(name + ".fc2", 4, 2, TinyVae.KEY, init));
        double shift = 0;
        for (Parameter p : network.parameters()) {
            p.assign(TinyVae.wave(0.7, 1.9, shift++, p.shape().toArray()));
        }
        return network;
    }

    /** Measured: at most 4.5e-16. */
    @ParameterizedTest
    @EnumSource
    void adversarialPrior(Answer answer) {
        AffineSampler prior = AffineSampler.of(DType.FLOAT64);
        Layer network = network("discriminator", TinyVae.LATENTS, new Activation.LeakyRelu(0.2));
        AdversarialPrior game = new AdversarialPrior(network, prior, answer);
        Tensor latent = TinyVae.latent();
        Tensor matching = game.matching().value(pass(TinyVae.model(), latent)).value();
        String name = "adversarial_" + answer.name().toLowerCase(Locale.ROOT);
        assertThat(ORACLE.deviation(matching, List.of(latent), name)).isLessThan(2e-15);
        Term.Value loss = game.loss().value(pass(TinyVae.model(), latent));
        assertThat(ORACLE.deviation(loss.value(), leaves(network.parameters()), "adversarial_loss"))
                .isLessThan(2e-15);
        assertThat(ORACLE.deviation(loss.diagnostics().get("discriminator.accuracy"), "adversarial_accuracy"))
                .isZero();
        assertThat(Autodiff.gradient(loss.value(), concatenated(latent, prior.parameters())))
                .allSatisfy(g -> assertThat(g.toDoubleArray()).containsOnly(0));
        assertThat(game.loss().buffers()).containsExactly(prior.draws());
        assertThat(game.matching().sampler()).contains(prior);
        assertThat(game.matching().parameters()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void derivativesOfTheAdversarialPrior(Answer answer) {
        Layer network = network("discriminator", TinyVae.LATENTS, new Activation.Tanh());
        AdversarialPrior game = new AdversarialPrior(network, new StandardNormal(), answer);
        TinyVae.checkGradient(game.matching());
        TinyVae.checkGradient(TinyVae.model(), game.loss(), network.parameters());
    }

    private static EstimatedMixture mixture(Points points) {
        Layer network = network("estimation", TinyVae.LATENTS + 2, new Activation.Tanh());
        return new EstimatedMixture(network, points, RIDGE);
    }

    private static String name(Points points) {
        return points == Points.CODES ? "codes" : "features";
    }

    /** Against PyTorch's mixtures. Measured: at most 6.9e-15, and 8.6e-14 of penalties and their gradients up to 203. */
    @ParameterizedTest
    @EnumSource
    void estimatedMixture(Points points) {
        EstimatedMixture mixture = mixture(points);
        Vae model = TinyVae.model();
        Tensor latent = TinyVae.latent();
        VaePass pass = pass(model, latent);
        List<Parameter> parameters = Stream.of(
                        model.decoder().parameters(), mixture.estimation().parameters())
                .flatMap(List::stream)
                .toList();
        List<Tensor> inputs = concatenated(latent, parameters);
        Tensor energy = mixture.energy().value(pass).value();
        assertThat(ORACLE.deviation(energy, inputs, "energy_" + name(points))).isLessThan(5e-14);
        Tensor penalty = mixture.covariancePenalty().value(pass).value();
        assertThat(ORACLE.deviation(penalty, inputs, "penalty_" + name(points))).isLessThan(5e-13);
    }

    @ParameterizedTest
    @EnumSource
    void derivativesOfTheMixture(Points points) {
        // With more images than dimensions in each component, or the energy is nearly singular.
        EstimatedMixture mixture = new EstimatedMixture(mixture(points).estimation(), points, 0.1);
        Vae model = TinyVae.model();
        for (Term term : List.of(mixture.energy(), mixture.covariancePenalty())) {
            TinyVae.checkGradient(term);
            TinyVae.checkGradient(model, term, mixture.estimation().parameters());
        }
    }

    /** Parameters and scores of networks in use, which see the mean codes: those of PyTorch. Measured: at most 5.4e-15. */
    @ParameterizedTest
    @EnumSource
    void energiesAfterTraining(Points points) {
        EstimatedMixture mixture = mixture(points);
        Vae gaussian = TinyVae.model();
        GaussianMixture found = mixture.mixture(gaussian, TinyVae.images());
        String name = "mixture_" + name(points);
        assertThat(ORACLE.deviation(Tensor.of(found.weights()), name + ".weights"))
                .isLessThan(1e-15);
        double[] energies = mixture.energies(gaussian, found, TinyVae.images());
        assertThat(ORACLE.deviation(Tensor.of(energies), name + ".energies")).isLessThan(5e-14);
        int d = found.latents();
        for (int k = 0; k < 2; k++) {
            Tensor means = ORACLE.get(name + ".means").index(0, k);
            Tensor covariances = ORACLE.get(name + ".covariances").index(0, k).reshape(d * d);
            assertThat(found.means()[k]).containsExactly(means.toDoubleArray(), within(1e-14));
            assertThat(found.covariances()[k]).containsExactly(covariances.toDoubleArray(), within(1e-14));
        }
    }

    /** Blacks are reconstructed without a length to compare with, and a component may have no images. */
    @Test
    void blackImagesAndEmptyComponentsStayFinite() {
        Layer network = network("estimation", TinyVae.LATENTS + 2, new Activation.Tanh());
        Parameter bias = network.parameters().getLast();
        bias.assign(Tensor.of(new double[] {0, -900}));
        EstimatedMixture mixture = EstimatedMixture.of(network);
        Vae model = TinyVae.model();
        Tensor latent = TinyVae.latent();
        VaePass pass = pass(model, latent);
        Tensor black = TinyVae.images().multiply(0).computedNow();
        VaePass dark = new VaePass(model, pass.pass(), black, pass.posterior(), latent, pass.output());
        for (Term term : List.of(mixture.energy(), mixture.covariancePenalty())) {
            Tensor value = term.value(dark).value();
            List<Tensor> all = new ArrayList<>(Autodiff.gradient(value, concatenated(latent, network.parameters())));
            all.add(value);
            assertThat(all).allSatisfy(tensor -> {
                for (double each : tensor.toDoubleArray()) {
                    assertThat(each).isFinite();
                }
            });
        }
    }

    static Stream<Term> trainable() {
        Layer estimation = new Sequential(
                new Linear("estimation.fc1", TinyVae.LATENTS + 2, 8, TinyVae.KEY, WeightInit.standard()),
                new Activation.Tanh(),
                new Linear("estimation.fc2", 8, 2, TinyVae.KEY.child(1), WeightInit.standard()));
        return Stream.of(
                CalibratedReconstruction.optimal(),
                CalibratedReconstruction.trained(),
                ConstrainedReconstruction.standard(0.1),
                PriorSlicedWasserstein.standard(),
                new PriorSlicedWasserstein(AffineSampler.of(DType.FLOAT32), 20, 2),
                new PriorMmd(new RadialKernel.MedianGaussian(), false, AffineSampler.of(DType.FLOAT32)),
                new EstimatedMixture(estimation, Points.CODES_AND_FEATURES, 0.01).energy(),
                new EstimatedMixture(estimation, Points.CODES, 0.01).covariancePenalty());
    }

    @ParameterizedTest
    @MethodSource("trainable")
    void stepsReduceTheValue(Term term) {
        var rows = TinyVae.train(60, term);
        assertThat(rows).allSatisfy(row -> assertThat(row.values()).allMatch(Double::isFinite));
        double early = rows.subList(0, 10).stream()
                .mapToDouble(row -> row.get(term.name()))
                .sum();
        double late = rows.subList(50, 60).stream()
                .mapToDouble(row -> row.get(term.name()))
                .sum();
        assertThat(late).isLessThan(early);
    }

    @Test
    void badOptions() {
        assertThatThrownBy(() -> new CalibratedReconstruction(
                        Optional.of(new Parameter("s", Tensor.zeros(1))), OptionalDouble.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("logDeviation must be a scalar, found [1]");
        assertThatThrownBy(() -> optimal(OptionalDouble.of(Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("least must be finite, found NaN");
        assertThatThrownBy(() -> ConstrainedReconstruction.standard(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tolerance must be finite and above 0, found 0.0");
        assertThatThrownBy(() -> new ConstrainedReconstruction(1, 1, Multiplier.standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("momentum must be at least 0 and below 1, found 1.0");
        assertThatThrownBy(() -> new Multiplier(0, 0, 0.9, 1.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("every must be at least 1, found 0");
        assertThatThrownBy(() -> new Multiplier(1, 0, 1.1, 1.2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("least must be at most 1 and most at least 1, found 1.1 and 1.2");
        assertThatThrownBy(() -> new PriorSlicedWasserstein(new StandardNormal(), 0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("directions must be at least 1, found 0");
        assertThatThrownBy(() -> new PriorSlicedWasserstein(new StandardNormal(), 5, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("power must be finite and at least 1, found 0.5");
        assertThatThrownBy(() -> mixture(Points.CODES).over(Points.CODES).withRidge(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ridge must be finite and above 0, found 0.0");
        assertThatThrownBy(() -> PriorMmd.infoVae(3).between(Tensor.zeros(4, 3), Tensor.zeros(5, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("latents and draws must be [n, d] and of one shape, found [4, 3] and [5, 3]");
    }

    @Test
    void networksAndPriorsOfOtherSizesAreRefused() {
        AffineSampler wide = new AffineSampler(
                new Parameter("scale", Tensor.ones(5)),
                new Parameter("shift", Tensor.zeros(5)),
                new Parameter("draws", Tensor.scalar(0.0)));
        assertThatThrownBy(() -> TinyVae.value(new PriorSlicedWasserstein(wide, 5, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the prior gave [6, 5], expected [6, 3] like the latents");
        Layer single = (z, pass) -> z.slice(1, 0, 1);
        AdversarialPrior game = new AdversarialPrior(single, new StandardNormal(), Answer.CROSS_ENTROPY);
        assertThatThrownBy(() -> TinyVae.value(game.matching()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the discriminator gave [6, 1], expected [N, 2]");
        EstimatedMixture flat = EstimatedMixture.of((z, pass) -> z.sum(1));
        assertThatThrownBy(() -> TinyVae.value(flat.energy()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the estimation network gave [6], expected [N, K]");
    }
}
