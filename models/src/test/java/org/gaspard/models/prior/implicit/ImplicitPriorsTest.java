package org.gaspard.models.prior.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.models.Likelihood;
import org.gaspard.models.OracleFile;
import org.gaspard.models.Vae;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.prior.StandardNormal;
import org.gaspard.models.prior.implicit.GaussianMixtureSampler.Covariance;
import org.gaspard.models.prior.implicit.GaussianMixtureSampler.Weighting;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against the samplers of implicit_priors.py, from the same keys. */
class ImplicitPriorsTest {

    private static final OracleFile ORACLE = new OracleFile("prior/implicit_priors.txt");
    private static final int N = 6;
    private static final int L = 3;
    private static final RandomKey KEY = RandomKey.of(3);
    private static final RandomKey FIRST = RandomKey.of(16);
    private static final RandomKey SECOND = RandomKey.of(12);
    private static final DType DOUBLE = DType.FLOAT64;
    private static final Tensor COTANGENT = cotangent();

    private static Tensor cotangent() {
        double[] numbers = new double[N * L];
        Arrays.setAll(numbers, i -> 0.9 * Math.sin(1.7 * i + 0.2));
        return Tensor.of(numbers, N, L);
    }

    /** Samplers ask a model for its latents alone. */
    private static Vae model(int latents) {
        Layer same = (x, pass) -> x;
        return new Vae(same, same, latents, new Likelihood.Bernoulli());
    }

    private static GaussianMixtureSampler mixture(Covariance covariance, Weighting weighting) {
        return GaussianMixtureSampler.of(
                3, L, new GaussianMixtureSampler.Settings(covariance, weighting, 0.5, DOUBLE), KEY);
    }

    private static Map<String, LatentSampler> samplers() {
        Map<String, LatentSampler> samplers = new LinkedHashMap<>();
        NeuralSampler.Settings neural = NeuralSampler.Settings.published().withDType(DOUBLE);
        samplers.put("np", NeuralSampler.neural(L, neural, KEY));
        samplers.put("fnp", NeuralSampler.factorised(L, neural, KEY));
        for (Covariance covariance : Covariance.values()) {
            for (Weighting weighting : Weighting.values()) {
                String name = ("gmp." + covariance + "." + weighting).toLowerCase(Locale.ROOT);
                samplers.put(name, mixture(covariance, weighting));
            }
        }
        samplers.put("causal.reference", causal(CausalSampler.Settings.referenceCode()));
        samplers.put("causal.corrected", causal(CausalSampler.Settings.corrected()));
        return samplers;
    }

    private static CausalSampler causal(CausalSampler.Settings settings) {
        return CausalSampler.of(L, settings.withDType(DOUBLE), KEY);
    }

    private static Tensor sample(LatentSampler sampler, ForwardPass pass) {
        return sampler.sample(N, FIRST, model(L), pass);
    }

    private static void assertClose(String name, Tensor found, double tolerance) {
        Tensor expected = ORACLE.get(name);
        assertThat(found.shape()).as(name).isEqualTo(expected.shape());
        assertThat(found.toDoubleArray()).as(name).containsExactly(expected.toDoubleArray(), within(tolerance));
    }

    private static List<Tensor> gradients(Tensor z, LatentSampler sampler) {
        return Autodiff.gradient(
                z.dot(COTANGENT),
                sampler.parameters().stream().map(Parameter::tensor).toList());
    }

    /** Draws, gradients in every parameter, and running statistics after two draws, which evaluation reads. */
    @Test
    void areThoseOfPyTorch() {
        samplers().forEach((name, sampler) -> {
            ForwardPass pass = ForwardPass.training();
            Tensor z = sample(sampler, pass);
            assertClose(name + ".z", z, 2e-14);
            List<Tensor> gradients = gradients(z, sampler);
            for (int i = 0; i < gradients.size(); i++) {
                String parameter = name + "." + sampler.parameters().get(i).name();
                assertClose(parameter, gradients.get(i), 2e-13);
            }
            sampler.sample(N, SECOND, model(L), pass);
            pass.commit();
            assertClose(name + ".mean", sampler.buffers().get(0).tensor(), 1e-14);
            assertClose(name + ".variance", sampler.buffers().get(1).tensor(), 1e-13);
            assertClose(name + ".evaluation", sample(sampler, ForwardPass.evaluation()), 1e-13);
        });
    }

    @Test
    void pointsUniformAndSphericalAreThoseOfPyTorch() {
        VectorQuantisedSampler points = VectorQuantisedSampler.of(4, L, DOUBLE, KEY);
        Tensor z = sample(points, ForwardPass.training());
        assertClose("vq.z", z, 1e-15);
        assertClose("vq.prior.embeddings", gradients(z, points).getFirst(), 1e-15);
        assertClose("uniform", sample(new UniformSampler(), ForwardPass.training()), 1e-6);
        assertClose("spherical", sample(new SphericalSampler(), ForwardPass.training()), 1e-6);
    }

    /** Rounding has no second gradient, so graphs are checked in training; mixtures without a gradient of the choice. */
    @Test
    void gradients() {
        Map<String, LatentSampler> smooth = samplers();
        smooth.keySet().removeIf(name -> name.endsWith("straight_through"));
        smooth.put("vq", VectorQuantisedSampler.of(4, L, DOUBLE, KEY));
        smooth.forEach((name, sampler) -> {
            List<Parameter> parameters = sampler.parameters();
            new GradientCheck(1e-5, 2e-6)
                    .firstAndSecond(
                            xs -> {
                                Map<Parameter, Tensor> values = new LinkedHashMap<>();
                                for (int i = 0; i < xs.size(); i++) {
                                    values.put(parameters.get(i), xs.get(i));
                                }
                                Tensor z =
                                        sample(sampler, ForwardPass.training().with(values));
                                return z.add(z.square());
                            },
                            parameters.stream().map(Parameter::tensor).toArray(Tensor[]::new));
        });
    }

    /** The gradient of the choice is that of the mean of the components by the softmax, which is checked here. */
    @Test
    void theStraightThroughGradientIsThatOfTheSoftmax() {
        Parameter logits = new Parameter("logits", KEY.child(2).normal(DOUBLE, 3));
        MixtureWeights weights = new MixtureWeights.StraightThrough(logits, 0.7);
        Tensor each = KEY.normal(DOUBLE, N, 3);
        Tensor found = Autodiff.gradient(
                weights.selection(N, DOUBLE, FIRST, ForwardPass.training()).dot(each), logits.tensor());
        Tensor noise = FIRST.gumbel(DOUBLE, N, 3);
        double[] expected = new double[3];
        for (int i = 0; i < N; i++) {
            double[] soft = new double[3];
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                soft[k] = Math.exp((logits.tensor().get(k) + noise.get(i, k)) / 0.7);
                sum += soft[k];
            }
            for (int k = 0; k < 3; k++) {
                for (int m = 0; m < 3; m++) {
                    double jacobian = soft[k] / sum * ((k == m ? 1 : 0) - soft[m] / sum) / 0.7;
                    expected[m] += jacobian * each.get(i, k);
                }
            }
        }
        assertThat(found.toDoubleArray()).containsExactly(expected, within(1e-14));
    }

    private static long count(LatentSampler sampler) {
        return sampler.parameters().stream().mapToLong(p -> p.shape().size()).sum();
    }

    @Test
    void parameterCountsAreThoseOfThePublishedProgram() {
        NamedPrior.Options reference = NamedPrior.Options.of(Version.REFERENCE_CODE);
        Map<NamedPrior, Integer> counts = Map.of(
                NamedPrior.NEURAL, 164_672,
                NamedPrior.FACTORISED_NEURAL, 3_392,
                NamedPrior.GAUSSIAN_MIXTURE, 41_610,
                NamedPrior.CAUSAL, 33_408,
                NamedPrior.VECTOR_QUANTISED, 2_048,
                NamedPrior.NORMAL, 0,
                NamedPrior.UNIFORM, 0,
                NamedPrior.SPHERICAL, 0);
        for (NamedPrior prior : NamedPrior.values()) {
            assertThat(count(prior.sampler(64, reference, KEY)))
                    .as("%s", prior)
                    .isEqualTo(counts.get(prior).longValue());
        }
        assertThat(count(NamedPrior.VECTOR_QUANTISED.sampler(64, reference.withEmbeddings(5), KEY)))
                .isEqualTo(5 * 64);
        assertThat(count(NamedPrior.GAUSSIAN_MIXTURE.sampler(2, reference.withComponents(3), KEY)))
                .isEqualTo(3 * (2 + 4 + 1));
        assertThat(NamedPrior.FACTORISED_NEURAL).hasToString("factorised-neural");
        assertThat(Version.REFERENCE_CODE).hasToString("as the published code does");
    }

    /** The largest weight or bias of a thousand is close to the bound. */
    private static void assertBound(Parameter parameter, double bound) {
        double largest = Arrays.stream(parameter.tensor().toDoubleArray())
                .map(Math::abs)
                .max()
                .orElseThrow();
        assertThat(largest).as(parameter.name()).isLessThanOrEqualTo(bound).isGreaterThan(0.9 * bound);
    }

    @Test
    void initialBounds() {
        List<Parameter> neural = NeuralSampler.neural(64, KEY).parameters();
        double[] bounds = {1 / 8.0, 1 / 8.0, 1 / 16.0, 1 / 16.0, 1 / 16.0, 1 / 16.0, 1 / 16.0, 1 / 16.0};
        IntStream.range(0, 8).forEach(i -> assertBound(neural.get(i), bounds[i]));
        List<Parameter> factorised = NeuralSampler.factorised(64, KEY).parameters();
        IntStream.range(0, 8).forEach(i -> assertBound(factorised.get(i), i < 2 ? 1 : 0.5));
        List<Parameter> causal = CausalSampler.referenceCode(64, KEY).parameters();
        IntStream.range(2, 16).forEach(i -> assertBound(causal.get(i), 1 / 8.0));
        GaussianMixtureSampler mixture = GaussianMixtureSampler.referenceCode(10, 64, KEY);
        Tensor noise = mixture.factors().tensor().subtract(Tensor.identity(DType.FLOAT32, 64));
        assertThat(noise.square().mean().item()).isCloseTo(1e-4, within(2e-6));
        assertThat(mixture.means().tensor().square().mean().item()).isCloseTo(1, within(0.1));
    }

    private static Tensor covariance(Tensor z) {
        Tensor centred = z.subtract(z.meanKeep(0));
        return centred.transposed().matmul(centred).divide(z.extent(0));
    }

    /** Strong factors, so that the two covariances differ; the statistics at their start hardly change a number. */
    @ParameterizedTest
    @EnumSource(Covariance.class)
    void theCovarianceOfAComponent(Covariance form) {
        GaussianMixtureSampler start = mixture(form, Weighting.FIXED);
        Tensor strong = RandomKey.of(8).normal(DOUBLE, 3, L, L);
        start.factors().assign(strong);
        for (int k = 0; k < 3; k++) {
            Tensor found = covariance(start.sampleComponent(k, 100_000, RandomKey.of(20 + k), ForwardPass.training())
                    .computedNow());
            Tensor factor = strong.index(0, k);
            Tensor sums = factor.sum(0);
            Tensor expected = form == Covariance.FULL
                    ? factor.matmul(factor.transposed())
                    : Tensor.identity(DOUBLE, L).multiply(sums.square().expand(0));
            Tensor deviations =
                    expected.multiply(Tensor.identity(DOUBLE, L)).sum(0).sqrt();
            Tensor scale = deviations.expand(0).multiply(deviations.expand(1));
            assertThat(found.subtract(expected).divide(scale).abs().max().item())
                    .as("component %d", k)
                    .isLessThan(0.02);
        }
    }

    @Test
    void onlyTrainedWeightsGetAGradient() {
        for (Covariance covariance : Covariance.values()) {
            GaussianMixtureSampler fixed = mixture(covariance, Weighting.FIXED);
            Tensor none =
                    gradients(sample(fixed, ForwardPass.training()), fixed).getLast();
            assertThat(none.toDoubleArray()).containsExactly(0, 0, 0);
            GaussianMixtureSampler trained = mixture(covariance, Weighting.STRAIGHT_THROUGH);
            Tensor z = sample(trained, ForwardPass.training());
            assertThat(Arrays.stream(gradients(z, trained).getLast().toDoubleArray()))
                    .allMatch(g -> Math.abs(g) > 1e-3);
            // The choice itself is the same.
            assertThat(z.toDoubleArray())
                    .containsExactly(sample(fixed, ForwardPass.training()).toDoubleArray(), within(1e-14));
            assertThat(mixture(covariance, Weighting.EQUAL).parameters()).hasSize(2);
        }
    }

    @Test
    void componentsAreDrawnByTheirWeights() {
        Parameter logits = new Parameter("logits", Tensor.of(new double[] {Math.log(1), Math.log(2), Math.log(5)}, 3));
        double[] equal = {1 / 3.0, 1 / 3.0, 1 / 3.0};
        double[] unequal = {1 / 8.0, 2 / 8.0, 5 / 8.0};
        for (MixtureWeights weights : List.of(
                new MixtureWeights.Equal(3),
                new MixtureWeights.Fixed(logits),
                new MixtureWeights.StraightThrough(logits, 2))) {
            Tensor drawn = weights.selection(40_000, DOUBLE, FIRST, ForwardPass.training());
            boolean same = weights instanceof MixtureWeights.Equal;
            assertThat(drawn.mean(0).toDoubleArray()).containsExactly(same ? equal : unequal, within(0.01));
            assertThat(drawn.argMax(1).toIntArray())
                    .isEqualTo(weights.chosen(40_000, DOUBLE, FIRST, ForwardPass.training())
                            .toIntArray());
        }
    }

    /** In evaluation, each draw of the mixture is that of its component. */
    @Test
    void drawsOfOneComponent() {
        for (Covariance covariance : Covariance.values()) {
            GaussianMixtureSampler sampler = mixture(covariance, Weighting.STRAIGHT_THROUGH);
            ForwardPass training = ForwardPass.training();
            sampler.sample(N, FIRST, model(L), training);
            sampler.sample(N, SECOND, model(L), training);
            training.commit();
            ForwardPass evaluation = ForwardPass.evaluation();
            int n = 30;
            Tensor all = sampler.sample(n, FIRST, model(L), evaluation);
            int[] components = sampler.components(n, FIRST, evaluation).toIntArray();
            assertThat(components).contains(0, 1, 2);
            for (int k = 0; k < 3; k++) {
                String name = "gmp." + covariance.name().toLowerCase(Locale.ROOT) + ".straight_through.component" + k;
                assertClose(name, sampler.sampleComponent(k, N, FIRST, ForwardPass.training()), 1e-13);
                Tensor own = sampler.sampleComponent(k, n, FIRST, evaluation);
                for (int row = 0; row < n; row++) {
                    if (components[row] == k) {
                        assertThat(own.index(0, row).toDoubleArray())
                                .containsExactly(all.index(0, row).toDoubleArray(), within(1e-14));
                    }
                }
            }
        }
    }

    /** Parameters 2, 4, …, 14 are the weights of the layers, with their biases after them. */
    @Test
    void onlyChainedLayersGetAGradient() {
        CausalSampler reference = causal(CausalSampler.Settings.referenceCode());
        CausalSampler chained = causal(CausalSampler.Settings.referenceCode().withWiring(CausalSampler.Wiring.CHAINED));
        List<Tensor> none = gradients(sample(reference, ForwardPass.training()), reference);
        List<Tensor> some = gradients(sample(chained, ForwardPass.training()), chained);
        for (int i = 2; i < 14; i++) {
            assertThat(none.get(i).toDoubleArray()).containsOnly(0);
        }
        assertThat(none.get(14).abs().max().item()).isGreaterThan(1e-3);
        for (int i = 2; i < 16; i += 2) {
            assertThat(some.get(i).abs().max().item()).isGreaterThan(1e-3);
            // The normalisation takes out what all draws have in common.
            assertThat(some.get(i + 1).abs().max().item()).isLessThan(1e-13);
        }
    }

    @Test
    void graphsAreThoseOfPyTorch() {
        for (String name : List.of("causal.reference", "causal.corrected")) {
            CausalSampler sampler = (CausalSampler) samplers().get(name);
            assertClose(name + ".adjacency", sampler.adjacency(FIRST, ForwardPass.training()), 1e-15);
            assertClose(name + ".adjacency.evaluation", sampler.adjacency(FIRST, ForwardPass.evaluation()), 1e-15);
        }
    }

    private static boolean acyclic(Tensor adjacency) {
        Tensor power = adjacency;
        for (int i = 1; i < adjacency.extent(0); i++) {
            power = power.matmul(adjacency);
        }
        return power.abs().max().item() == 0;
    }

    @ParameterizedTest
    @EnumSource(CausalGraph.Rounding.class)
    void graphsInEvaluationAreAcyclicAndZeroOrOne(CausalGraph.Rounding rounding) {
        CausalGraph graph = CausalGraph.of(7, rounding, DType.FLOAT32, RandomKey.of(30));
        Tensor edges = Tensor.zeros(7, 7);
        int draws = 200;
        for (int i = 0; i < draws; i++) {
            Tensor adjacency =
                    graph.adjacency(RandomKey.of(i), ForwardPass.evaluation()).computedNow();
            assertThat(adjacency.toDoubleArray()).containsOnly(0, 1);
            assertThat(acyclic(adjacency)).isTrue();
            edges = edges.add(adjacency).computedNow();
        }
        Tensor likely = graph.mostLikely(ForwardPass.training());
        assertThat(likely.toDoubleArray()).containsOnly(0, 1);
        assertThat(acyclic(likely)).isTrue();
        // Edges of the likeliest graph are drawn more often than others.
        double among = edges.dot(likely).item() / likely.sum().item();
        double elsewhere = edges.dot(likely.subtract(1).negate()).item()
                / (49 - likely.sum().item());
        assertThat(among).isGreaterThan(2 * elsewhere);
    }

    /** A score far below 0 is an edge, one far above is none; the order is that of the scores. */
    @Test
    void aGraphOfStrongScores() {
        Parameter order = new Parameter("order", Tensor.of(new double[] {0, 80, 40}, 3));
        Parameter edges =
                new Parameter("edges", Tensor.of(new double[] {-30, -30, -30, -30, -30, 30, -30, -30, -30}, 3, 3));
        CausalGraph consistent = new CausalGraph(order, edges, 1, CausalGraph.Rounding.CONSISTENT);
        CausalGraph transposed = new CausalGraph(order, edges, 1, CausalGraph.Rounding.TRANSPOSED);
        // The places hold the items 1, 2, 0.
        double[] expected = {0, 1, 0, 0, 0, 0, 1, 1, 0};
        // The item 1 before 2 before 0; the edge from 1 to 2 has the score 30.
        double[] inverse = {0, 0, 0, 1, 0, 0, 1, 0, 0};
        for (ForwardPass pass : List.of(ForwardPass.training(), ForwardPass.evaluation())) {
            assertThat(consistent.adjacency(FIRST, pass).toDoubleArray()).containsExactly(expected, within(1e-8));
        }
        assertThat(consistent.mostLikely(ForwardPass.training()).toDoubleArray())
                .containsExactly(expected);
        assertThat(transposed.adjacency(FIRST, ForwardPass.training()).toDoubleArray())
                .containsExactly(expected, within(1e-8));
        assertThat(transposed.adjacency(FIRST, ForwardPass.evaluation()).toDoubleArray())
                .containsExactly(inverse);
        assertThat(consistent.probabilities(ForwardPass.training()).get(1, 2)).isLessThan(1e-20);
    }

    /** Over a batch in training: mean 0 and, but for ε = 1e-5 beside the variance v before, variance 1: v / (v + ε). */
    @Test
    void momentsOfABatch() {
        int n = 64;
        samplers().forEach((name, sampler) -> {
            ForwardPass pass = ForwardPass.training();
            Tensor z = sampler.sample(n, FIRST, model(L), pass);
            pass.commit();
            assertThat(z.mean(0).toDoubleArray()).as(name).containsExactly(new double[L], within(1e-13));
            // The running variance is half of the 1 that it starts with and half of the unbiased v.
            Tensor before =
                    sampler.buffers().get(1).tensor().multiply(2).subtract(1).multiply((n - 1.0) / n);
            Tensor expected = before.divide(before.add(1e-5));
            assertThat(z.square().mean(0).toDoubleArray())
                    .as(name)
                    .containsExactly(expected.toDoubleArray(), within(1e-10));
        });
        Tensor wide = NeuralSampler.neural(64, KEY).sample(n, FIRST, model(64), ForwardPass.training());
        assertThat(wide.square().mean().item()).isCloseTo(1, within(0.03));
    }

    /** Statistics move by the momentum; evaluation reads them and does not move them. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 1})
    void runningStatistics(double momentum) {
        GaussianMixtureSampler.Settings settings =
                GaussianMixtureSampler.Settings.corrected().withMomentum(momentum);
        CausalSampler.Settings causal = CausalSampler.Settings.corrected().withMomentum(momentum);
        NeuralSampler.Settings neural = NeuralSampler.Settings.published().withMomentum(momentum);
        for (LatentSampler sampler : List.of(
                GaussianMixtureSampler.of(3, L, settings, KEY),
                CausalSampler.of(L, causal, KEY),
                NeuralSampler.neural(L, neural, KEY),
                NeuralSampler.factorised(L, neural, KEY))) {
            Tensor before = sample(sampler, ForwardPass.evaluation()).computedNow();
            ForwardPass pass = ForwardPass.training();
            Tensor batch = sample(sampler, pass).computedNow();
            pass.commit();
            Tensor after = sample(sampler, ForwardPass.evaluation()).computedNow();
            ForwardPass evaluation = ForwardPass.evaluation();
            sample(sampler, evaluation);
            assertThat(evaluation.updates()).isEmpty();
            Tensor mean = sampler.buffers().get(0).tensor();
            Tensor variance = sampler.buffers().get(1).tensor();
            // At the start the mean is 0 and the variance 1.
            Tensor raw = before.multiply(Math.sqrt(1 + 1e-5));
            if (!(sampler instanceof CausalSampler)) {
                assertThat(mean.toDoubleArray())
                        .containsExactly(raw.mean(0).multiply(momentum).toDoubleArray(), within(1e-6));
                Tensor expected = raw.subtract(mean).divide(variance.add(1e-5).sqrt());
                assertThat(after.toDoubleArray()).containsExactly(expected.toDoubleArray(), within(1e-5));
            }
            assertThat(after.toDoubleArray()).isNotEqualTo(before.toDoubleArray());
            assertThat(batch.mean(0).toDoubleArray()).containsExactly(new double[L], within(1e-5));
        }
    }

    @ParameterizedTest
    @EnumSource(NamedPrior.class)
    void trainInFloat32(NamedPrior prior) {
        for (Version version : Version.values()) {
            LatentSampler sampler = prior.sampler(5, NamedPrior.Options.of(version), KEY);
            Vae model = model(5);
            Adam adam = new Adam(sampler.parameters());
            List<Parameter> state = new ArrayList<>(sampler.parameters());
            state.addAll(sampler.buffers());
            state.addAll(adam.state());
            CapturedStep step = CapturedStep.capture(List.of(RandomKey.type()), state, in -> {
                ForwardPass pass = ForwardPass.training();
                Tensor z = sampler.sample(16, new RandomKey(in.getFirst()), model, pass);
                Tensor loss = z.subtract(0.5).abs().power(3).mean();
                Map<Parameter, Tensor> updates = new LinkedHashMap<>(pass.updates());
                if (!sampler.parameters().isEmpty()) {
                    updates.putAll(adam.updates(loss, Tensor.scalar(0.01f)));
                }
                return new CapturedStep.Result(List.of(loss, z), updates);
            });
            for (int t = 0; t < 8; t++) {
                List<Tensor> found = step.run(RandomKey.of(t).words());
                assertThat(found.getFirst().item()).isFinite();
                assertThat(found.get(1).type().toString()).isEqualTo("float32[16, 5]");
            }
            assertThat(state)
                    .allSatisfy(p -> assertThat(p.tensor().toDoubleArray()).doesNotContain(Double.NaN));
            assertThat(sampler.sample(3, KEY, model, ForwardPass.evaluation()).toDoubleArray())
                    .isEqualTo(sampler.sample(3, KEY, model, ForwardPass.evaluation())
                            .toDoubleArray())
                    .isNotEqualTo(sampler.sample(3, FIRST, model, ForwardPass.evaluation())
                            .toDoubleArray());
        }
    }

    @Test
    void trainedWeightsFindTheUsefulComponent() {
        GaussianMixtureSampler sampler = GaussianMixtureSampler.corrected(2, 1, KEY);
        sampler.means().assign(Tensor.of(new float[] {-3, 3}, 2, 1));
        Parameter logits = sampler.parameters().getLast();
        logits.assign(Tensor.zeros(2));
        Adam adam = new Adam(List.of(logits));
        for (int t = 0; t < 60; t++) {
            Tensor selected = sampler.weights().selection(32, DType.FLOAT32, RandomKey.of(t), ForwardPass.training());
            Tensor loss = selected.matmul(sampler.means().tensor())
                    .subtract(3)
                    .square()
                    .mean();
            Map<Parameter, Tensor> updates = adam.updates(loss, Tensor.scalar(0.1f));
            Tensor.evaluate(updates.values().toArray(Tensor[]::new));
            updates.forEach(Parameter::assign);
        }
        double[] trained = logits.tensor().toDoubleArray();
        assertThat(trained[1] - trained[0]).isGreaterThan(2);
    }

    @Test
    void uniformAndSphericalMoments() {
        Tensor uniform = new UniformSampler().sample(20_000, FIRST, model(4), ForwardPass.training());
        assertThat(uniform.abs().max().item()).isLessThan(Math.sqrt(3)).isGreaterThan(1.73);
        assertThat(covariance(uniform.computedNow()).toDoubleArray())
                .containsExactly(Tensor.identity(DOUBLE, 4).toDoubleArray(), within(0.03));
        Tensor sphere = new SphericalSampler().sample(20_000, FIRST, model(4), ForwardPass.training());
        assertThat(Arrays.stream(sphere.square().sum(1).toDoubleArray())).allMatch(n -> Math.abs(n - 1) < 1e-6);
        assertThat(covariance(sphere.computedNow()).toDoubleArray())
                .containsExactly(Tensor.identity(DOUBLE, 4).multiply(0.25).toDoubleArray(), within(0.01));
    }

    @Test
    void fixedPriorsAreOfTheTypeOfTheModel() {
        Layer layer = new Linear("layer", L, L, KEY, WeightInit.standard().withDType(DOUBLE));
        Vae model = new Vae(layer, layer, L, new Likelihood.Bernoulli());
        for (LatentSampler sampler : List.of(new StandardNormal(), new UniformSampler(), new SphericalSampler())) {
            assertThat(sampler.sample(2, FIRST, model, ForwardPass.training()).dtype())
                    .isEqualTo(DOUBLE);
        }
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    @Test
    void badArguments() {
        ForwardPass pass = ForwardPass.training();
        NeuralSampler np = NeuralSampler.neural(L, KEY);
        assertRefused(() -> np.sample(0, FIRST, model(L), pass), "n must be at least 1, found 0");
        assertRefused(() -> np.sample(4, FIRST, model(5), pass), "the sampler draws 3 latents, the model has 5");
        assertRefused(() -> np.sample(1, FIRST, model(L), pass), "more than one value for each channel in training");
        assertRefused(() -> NeuralSampler.factorised(0, KEY), "latents must be at least 1, found 0");
        Layer narrow = (x, p) -> x.slice(1, 0, 2);
        assertRefused(
                () -> new NeuralSampler(narrow, L, DOUBLE).sample(4, FIRST, model(L), pass),
                "the network gave [4, 2], expected [4, 3]");
        assertRefused(
                () -> NeuralSampler.Settings.published().withMomentum(0),
                "momentum must be above 0 and at most 1, found 0.0");
        assertRefused(
                () -> NeuralSampler.Settings.published().withDType(DType.INT32), "dtype must be float32 or float64");
        assertRefused(() -> GaussianMixtureSampler.corrected(1, L, KEY), "components must be at least 2, found 1");
        GaussianMixtureSampler gmp = GaussianMixtureSampler.corrected(3, L, KEY);
        assertRefused(() -> gmp.sampleComponent(3, 5, FIRST, pass), "component must be from 0 to 2, found 3");
        assertRefused(
                () -> new GaussianMixtureSampler(
                        new MixtureWeights.Equal(2), gmp.means(), gmp.factors(), Covariance.FULL, gmp.norm()),
                "[K, L] and [K, L, L] for K = 2 components, found [3, 3] and [3, 3, 3]");
        Parameter three = new Parameter("three", Tensor.zeros(3));
        Parameter doubles = new Parameter("doubles", KEY.normal(DOUBLE, 3));
        assertRefused(
                () -> new GaussianMixtureSampler(
                        new MixtureWeights.Fixed(doubles), gmp.means(), gmp.factors(), Covariance.FULL, gmp.norm()),
                "must be of one element type");
        assertRefused(() -> new MixtureWeights.StraightThrough(three, 0), "temperature must be finite and above 0");
        assertRefused(() -> new MixtureWeights.Fixed(gmp.means()), "logits must be floating-point [K]");
        assertRefused(
                () -> new CausalGraph(three, three, 1, CausalGraph.Rounding.CONSISTENT),
                "order and edges must be [L] and [L, L]");
        CausalSampler causal = CausalSampler.corrected(L, KEY);
        CausalGraph small = CausalGraph.of(2, CausalGraph.Rounding.CONSISTENT, DType.FLOAT32, KEY);
        assertRefused(
                () -> new CausalSampler(small, causal.layers(), causal.wiring(), causal.norm()),
                "layers must have weights like the scores of edges");
        assertRefused(() -> CausalSampler.Settings.corrected().withLayers(0), "layers must be at least 1, found 0");
        assertRefused(() -> new VectorQuantisedSampler(three), "embeddings must be [K, L], found");
        assertRefused(() -> new UniformSampler().sample(0, FIRST, model(L), pass), "n must be at least 1");
        assertRefused(() -> new SphericalSampler().sample(0, FIRST, model(L), pass), "n must be at least 1");
        assertRefused(
                () -> NamedPrior.Options.of(Version.CORRECTED).withEmbeddings(0), "embeddings must be at least 1");
        assertThat(causal.graph().nodes()).isEqualTo(L);
    }
}
