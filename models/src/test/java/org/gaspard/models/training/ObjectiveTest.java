package org.gaspard.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Initialiser;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.autodiff.optim.Sgd;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
import org.gaspard.models.networks.ConvArchitecture;
import org.gaspard.models.terms.CapacityKl;
import org.gaspard.models.terms.ControlledKl;
import org.gaspard.models.terms.KlDivergence;
import org.gaspard.models.terms.LatentDiscriminator;
import org.gaspard.models.terms.Reconstruction;
import org.gaspard.models.terms.Term;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** Steps with projected and clipped gradients, opponents and answers to them, terms that start later, buffers and schedules. */
class ObjectiveTest {

    private static final int N = 6;
    private static final TensorType BATCH = new TensorType(Shape.of(N, 8, 8, 1), DType.FLOAT32);
    private static final Tensor IMAGES =
            RandomKey.of(3).uniform(DType.FLOAT32, 2 * N, 8, 8, 1).computedNow();
    private static final WeightedTerm RECONSTRUCTION = WeightedTerm.of(new Reconstruction(), 1);
    private static final WeightedTerm KL = WeightedTerm.of(new KlDivergence(), 2);

    /** A term made of a function. */
    private record Of(String name, Function<VaePass, Tensor> function) implements Term {
        @Override
        public Value value(VaePass pass) {
            return Value.of(function.apply(pass));
        }
    }

    private static Vae vae() {
        return new ConvArchitecture(List.of(4), List.of(8), List.of(8), Initialiser.fanInUniform())
                .vae(1, 3, new Likelihood.Bernoulli(), RandomKey.of(5));
    }

    private static Tensor batch() {
        return IMAGES.slice(0, 0, N).computedNow();
    }

    private static List<double[]> numbers(List<Parameter> parameters) {
        return parameters.stream().map(p -> p.tensor().toDoubleArray()).toList();
    }

    /** Plain gradient descent shows the gradient that a step used. */
    private static List<double[]> gradients(Objective objective) {
        Vae vae = vae();
        List<double[]> before = numbers(vae.parameters());
        VaeStep step = new VaeStep(vae, objective, new Sgd(vae.parameters()), BATCH);
        step.run(0, batch(), RandomKey.of(8), 1e-2);
        List<double[]> after = numbers(vae.parameters());
        for (int p = 0; p < before.size(); p++) {
            for (int i = 0; i < before.get(p).length; i++) {
                after.get(p)[i] = (before.get(p)[i] - after.get(p)[i]) / 1e-2;
            }
        }
        return after;
    }

    private static double dot(List<double[]> a, List<double[]> b) {
        double sum = 0;
        for (int p = 0; p < a.size(); p++) {
            for (int i = 0; i < a.get(p).length; i++) {
                sum += a.get(p)[i] * b.get(p)[i];
            }
        }
        return sum;
    }

    /** {@code s a + t b}. */
    private static List<double[]> sum(List<double[]> a, double s, List<double[]> b, double t) {
        List<double[]> sums = new ArrayList<>();
        for (int p = 0; p < a.size(); p++) {
            double[] sum = new double[a.get(p).length];
            for (int i = 0; i < sum.length; i++) {
                sum[i] = s * a.get(p)[i] + t * b.get(p)[i];
            }
            sums.add(sum);
        }
        return sums;
    }

    private static double deviation(List<double[]> a, List<double[]> b) {
        double most = 0;
        for (double[] difference : sum(a, 1, b, -1)) {
            for (double each : difference) {
                most = Math.max(most, Math.abs(each));
            }
        }
        return most;
    }

    @Test
    void aTermGivesWayWhereItsGradientOpposesOthers() {
        // Worse pictures, and small latents.
        Term opposed = new Of(
                "opposed",
                pass -> new Reconstruction()
                        .value(pass)
                        .value()
                        .multiply(-0.5)
                        .add(pass.latent().square().sum()));
        List<double[]> reconstruction = gradients(Objective.of(RECONSTRUCTION));
        List<double[]> own = gradients(Objective.of(WeightedTerm.of(opposed, 3)));
        List<double[]> kl = gradients(Objective.of(KL));
        assertThat(dot(own, reconstruction)).isNegative();
        List<double[]> found = gradients(Objective.of(RECONSTRUCTION, KL, WeightedTerm.of(opposed, 3))
                .projected(new Projection("opposed", Set.of("reconstruction"))));
        double share = dot(own, reconstruction) / dot(reconstruction, reconstruction);
        double scale = Math.sqrt(dot(own, own));
        for (int p = 0; p < own.size(); p++) {
            for (int i = 0; i < own.get(p).length; i++) {
                double expected = own.get(p)[i]
                        - share * reconstruction.get(p)[i]
                        + reconstruction.get(p)[i]
                        + kl.get(p)[i];
                assertThat(found.get(p)[i]).isCloseTo(expected, within(1e-4 * scale));
            }
        }
    }

    @Test
    void aTermThatAgreesKeepsItsGradient() {
        Term agreeing =
                new Of("agreeing", pass -> new Reconstruction().value(pass).value());
        Objective plain = Objective.of(RECONSTRUCTION, KL, WeightedTerm.of(agreeing, 3));
        List<double[]> expected = gradients(plain);
        List<double[]> found = gradients(plain.projected(new Projection("agreeing", Set.of("reconstruction", "kl"))));
        double scale = Math.sqrt(dot(expected, expected));
        for (int p = 0; p < expected.size(); p++) {
            assertThat(found.get(p)).containsExactly(expected.get(p), within(1e-4 * scale));
        }
    }

    @Test
    void theAngleIsLogged() {
        Vae vae = vae();
        Term opposed = new Of(
                "opposed", pass -> new Reconstruction().value(pass).value().negate());
        VaeStep step = new VaeStep(
                vae,
                Objective.of(RECONSTRUCTION, WeightedTerm.of(opposed, 3))
                        .projected(new Projection("opposed", Set.of("reconstruction"))),
                new Adam(vae.parameters()),
                BATCH);
        Map<String, Double> row = step.run(0, batch(), RandomKey.of(8), 1e-3);
        assertThat(row.get("opposed.cosine")).isCloseTo(-1, within(1e-5));
    }

    @Test
    void aTermThatStartsLaterIsNotComputedBefore() {
        Vae vae = vae();
        Objective objective = Objective.of(RECONSTRUCTION, KL.from(2));
        VaeStep step = new VaeStep(vae, objective, new Adam(vae.parameters()), BATCH);
        assertThat(step.names()).containsExactly("loss", "reconstruction", "kl");
        for (int t = 0; t < 4; t++) {
            Map<String, Double> row = step.run(t, batch(), RandomKey.of(t), 1e-3);
            if (t < 2) {
                assertThat(row).containsOnlyKeys("loss", "reconstruction");
            } else {
                assertThat(row.get("loss")).isCloseTo(row.get("reconstruction") + 2 * row.get("kl"), within(1e-4));
            }
        }
    }

    @Test
    void anOpponentLearnsItsOwnLossAndTheModelDoesNot() {
        Vae vae = vae();
        Linear network = new Linear("discriminator", 3, 2, RandomKey.of(9), WeightInit.standard());
        LatentDiscriminator discriminator = new LatentDiscriminator(network);
        Objective objective = Objective.of(RECONSTRUCTION, KL, WeightedTerm.of(discriminator.totalCorrelation(), 4))
                .against(new Opponent(discriminator.loss(), new Adam(network.parameters()), Schedule.constant(1e-2)));
        VaeStep step = new VaeStep(vae, objective, new Adam(vae.parameters()), BATCH);
        assertThat(step.batches()).isEqualTo(2);
        assertThat(step.imagesType().shape()).isEqualTo(Shape.of(2 * N, 8, 8, 1));
        assertThat(step.state()).containsAll(network.parameters());
        List<double[]> before = numbers(network.parameters());
        double first = step.run(0, IMAGES, RandomKey.of(8), 0).get("discriminator");
        assertThat(numbers(network.parameters()).getFirst()).isNotEqualTo(before.getFirst());
        double last = 0;
        for (int t = 0; t < 30; t++) {
            last = step.run(t, IMAGES, RandomKey.of(8), 0).get("discriminator");
        }
        // The same noise again and a model that stands still: the loss can only fall.
        assertThat(last).isLessThan(first);
    }

    @Test
    void theModelSeesTheDiscriminatorAsAConstant() {
        Linear network = new Linear("discriminator", 3, 2, RandomKey.of(9), WeightInit.standard());
        Term term = new LatentDiscriminator(network).totalCorrelation();
        assertThat(term.parameters()).isEmpty();
        VaePass pass = vae().forward(batch(), ForwardPass.training(RandomKey.of(8)));
        // D is linear, so the mean difference of its logits is a linear function of the latents.
        Tensor value = term.value(pass).value();
        Tensor gradient = Autodiff.gradient(value, pass.latent());
        Tensor weight = network.parameters().getFirst().tensor();
        for (int n = 0; n < N; n++) {
            for (int j = 0; j < 3; j++) {
                double expected = (weight.get(j, 0) - weight.get(j, 1)) / N;
                assertThat(gradient.get(n, j)).isCloseTo(expected, within(1e-6));
            }
        }
    }

    @Test
    void theGradientOfAllTermsIsClipped() {
        List<double[]> whole = gradients(Objective.of(RECONSTRUCTION, KL));
        double norm = Math.sqrt(dot(whole, whole));
        List<double[]> clipped = gradients(Objective.of(RECONSTRUCTION, KL).clipped(0.5));
        List<double[]> kept = gradients(Objective.of(RECONSTRUCTION, KL).clipped(2 * norm));
        assertThat(norm).isGreaterThan(1);
        assertThat(Math.sqrt(dot(clipped, clipped))).isCloseTo(0.5, within(1e-4));
        assertThat(deviation(clipped, sum(whole, 0.5 / norm, whole, 0))).isLessThan(1e-4);
        assertThat(deviation(kept, whole)).isLessThan(1e-6 * norm);
    }

    @Test
    void theGradientOfAnOpponentIsClipped() {
        double[] norms = new double[2];
        for (int i = 0; i < 2; i++) {
            Linear network = new Linear("discriminator", 3, 2, RandomKey.of(9), WeightInit.standard());
            Opponent opponent = new Opponent(
                    new LatentDiscriminator(network).loss(), new Sgd(network.parameters()), Schedule.constant(1));
            List<double[]> before = numbers(network.parameters());
            Vae vae = vae();
            VaeStep step = new VaeStep(
                    vae,
                    Objective.of(KL).against(i == 0 ? opponent : opponent.clipped(0.01)),
                    new Sgd(vae.parameters()),
                    BATCH);
            step.run(0, IMAGES, RandomKey.of(8), 0);
            List<double[]> change = sum(numbers(network.parameters()), 1, before, -1);
            norms[i] = Math.sqrt(dot(change, change));
        }
        assertThat(norms[0]).isGreaterThan(0.02);
        assertThat(norms[1]).isCloseTo(0.01, within(1e-5));
    }

    /** A network with one number v that follows the mean latent, and an answer that follows v. */
    private record Follower(Parameter v) {

        Term loss() {
            return new Term() {
                @Override
                public String name() {
                    return "follower";
                }

                @Override
                public List<Parameter> parameters() {
                    return List.of(v);
                }

                @Override
                public Value value(VaePass pass) {
                    return Value.of(pass.posterior()
                            .mean()
                            .mean()
                            .subtract(pass.pass().value(v))
                            .square());
                }
            };
        }

        Term answer() {
            return new Of(
                    "answer",
                    pass -> pass.posterior().mean().mean().multiply(pass.pass().value(v)));
        }
    }

    /**
     * By plain gradient descent, with the rate η: θ' = θ − η g, v' follows θ', and θ'' = θ' − η (g + w h), where h is the gradient of
     * the answer at θ' with v' constant, in the parameters that it names alone.
     */
    @Test
    void aResponseSeesWhatTheOpponentHasLearnedFromTheNewModel() {
        double rate = 0.05;
        Vae vae = vae();
        Follower follower = new Follower(new Parameter("v", Tensor.scalar(0.5f)));
        Opponent opponent = new Opponent(follower.loss(), new Sgd(List.of(follower.v)), Schedule.constant(0.25));
        List<Parameter> named = vae.encoder().parameters();
        Objective objective = Objective.of(KL)
                .against(opponent)
                .answering(new Response(follower.answer(), Schedule.constant(3), named));
        VaeStep step = new VaeStep(vae, objective, new Sgd(vae.parameters()), BATCH);
        assertThat(step.names()).containsExactly("loss", "kl", "follower", "answer");
        List<double[]> before = numbers(vae.parameters());
        Map<String, Double> row = step.run(0, batch(), RandomKey.of(8), rate);

        Vae plain = vae();
        new VaeStep(plain, Objective.of(KL), new Sgd(plain.parameters()), BATCH).run(0, batch(), RandomKey.of(8), rate);
        List<double[]> first = numbers(plain.parameters());
        Tensor mean = plain.encode(batch(), ForwardPass.training()).mean().mean();
        double v = 0.5 + 0.25 * 2 * (mean.item() - 0.5);
        assertThat(follower.v.tensor().item()).isCloseTo(v, within(1e-6));
        assertThat(row.get("follower")).isCloseTo(Math.pow(mean.item() - 0.5, 2), within(1e-6));
        assertThat(row.get("answer")).isCloseTo(mean.item() * v, within(1e-6));
        List<double[]> answer =
                Autodiff.gradient(
                                mean,
                                plain.parameters().stream()
                                        .map(Parameter::tensor)
                                        .toList())
                        .stream()
                        .map(Tensor::toDoubleArray)
                        .toList();
        // The first update once more, and the answer.
        List<double[]> expected = sum(sum(first, 2, before, -1), 1, answer, -rate * 3 * v);
        assertThat(deviation(numbers(vae.parameters()), expected)).isLessThan(1e-5);
        assertThat(deviation(answer, sum(answer, 0, answer, 0))).isGreaterThan(0.01);
        assertThat(step.state()).contains(follower.v).noneMatch(p -> p.name().startsWith("gradient."));
    }

    /** What the terms and the answer give together, and only in the parameters that the response names. */
    @Test
    void theGradientOfAResponseIsClippedWithThatOfTheTerms() {
        Vae vae = vae();
        Follower follower = new Follower(new Parameter("v", Tensor.scalar(0.5f)));
        List<Parameter> named = vae.encoder().parameters();
        Response response = new Response(follower.answer(), Schedule.constant(3), named).clipped(0.1);
        Objective objective = Objective.of(RECONSTRUCTION, KL)
                .against(new Opponent(follower.loss(), new Sgd(List.of(follower.v)), Schedule.constant(0.25)))
                .answering(response);
        List<double[]> before = numbers(vae.parameters());
        new VaeStep(vae, objective, new Sgd(vae.parameters()), BATCH).run(0, batch(), RandomKey.of(8), 1e-2);
        List<double[]> change = sum(numbers(vae.parameters()), 1 / 1e-2, before, -1 / 1e-2);
        List<double[]> once = gradients(Objective.of(RECONSTRUCTION, KL));
        // Twice in the decoder; in the encoder the second time with a norm of 0.1.
        List<double[]> second = sum(change, 1, once, 1);
        int names = named.size();
        List<double[]> ofEncoder = second.subList(0, names);
        assertThat(Math.sqrt(dot(ofEncoder, ofEncoder))).isCloseTo(0.1, within(1e-3));
        int all = second.size();
        assertThat(deviation(second.subList(names, all), sum(once, -1, once, 0).subList(names, all)))
                .isLessThan(1e-3);
    }

    @Test
    void theControllerFollowsItsEquations() {
        Schedule setPoint = ControlledKl.stairs(0.5, 0.25, 3, 2);
        Vae vae = vae();
        ControlledKl term = ControlledKl.of(setPoint, 0.3, -0.05, 1);
        VaeStep step = new VaeStep(
                vae, Objective.of(RECONSTRUCTION, WeightedTerm.of(term, 1)), new Adam(vae.parameters()), BATCH);
        double sum = 0;
        double wanted = 1;
        for (int t = 0; t < 12; t++) {
            Map<String, Double> row = step.run(t, batch(), RandomKey.of(t), 1e-2);
            double error = Math.min(2, 0.5 + 0.25 * Math.floorDiv(t + 1, 3)) - row.get("kl.divergence");
            sum += wanted < 1 ? 0 : -0.05 * error;
            wanted = 0.3 / (1 + Math.exp(error)) + 1 + sum;
            assertThat(row.get("kl.weight")).isCloseTo(Math.max(1, wanted), within(1e-6));
            assertThat(row.get("kl")).isCloseTo(row.get("kl.weight") * row.get("kl.divergence"), within(1e-5));
        }
        assertThat(step.state()).containsAll(term.buffers());
        assertThat(term.memory().sum().tensor().item()).isCloseTo(sum, within(1e-6));
    }

    @Test
    void theCapacityIsThatOfTheStep() {
        Vae vae = vae();
        Schedule capacity = Schedule.linear(0, 10, 10);
        VaeStep step = new VaeStep(
                vae, Objective.of(WeightedTerm.of(new CapacityKl(capacity), 1000)), new Adam(vae.parameters()), BATCH);
        for (int t = 0; t < 3; t++) {
            Map<String, Double> row = step.run(t, batch(), RandomKey.of(t), 1e-3);
            assertThat(row.get("kl")).isCloseTo(Math.abs(row.get("kl.divergence") - t), within(1e-5));
        }
    }

    @Test
    void pointsAreEncodedWithoutNoise() {
        ConvArchitecture architecture =
                new ConvArchitecture(List.of(4), List.of(8), List.of(8), Initialiser.fanInUniform());
        Vae plain = new Vae(
                architecture.encoder(1, 3).build("encoder", RandomKey.of(1)),
                architecture.decoder(3, 1).build("decoder", RandomKey.of(2)),
                3,
                new Likelihood.Bernoulli(),
                Vae.Encoding.POINT);
        VaePass pass = plain.forward(batch(), ForwardPass.training(RandomKey.of(4)));
        assertThat(pass.latent().toDoubleArray())
                .isEqualTo(plain.codes(batch()).toDoubleArray())
                .isEqualTo(pass.posterior().sample(RandomKey.of(1)).toDoubleArray());
        assertThat(new KlDivergence().value(pass).value().item()).isInfinite();
        VaeStep step = new VaeStep(plain, Objective.of(RECONSTRUCTION), new Adam(plain.parameters()), BATCH);
        double first = step.run(0, batch(), RandomKey.of(0), 1e-2).get("loss");
        double last = 0;
        for (int t = 1; t < 20; t++) {
            last = step.run(t, batch(), RandomKey.of(t), 1e-2).get("loss");
        }
        assertThat(last).isLessThan(first);
    }

    @Test
    void refusesWhatDoesNotFit() {
        Vae vae = vae();
        Linear network = new Linear("discriminator", 3, 2, RandomKey.of(9), WeightInit.standard());
        LatentDiscriminator discriminator = new LatentDiscriminator(network);
        assertThatThrownBy(() -> Objective.of(KL).projected(new Projection("rtd", Set.of("kl"))))
                .hasMessageContaining("a projection names the term rtd, expected one of [kl]");
        assertThatThrownBy(() -> new Projection("kl", Set.of("kl"))).hasMessageContaining("other terms than kl");
        assertThatThrownBy(() -> new Opponent(discriminator.loss(), new Adam(vae.parameters()), Schedule.constant(1)))
                .hasMessageContaining("the optimizer of discriminator must train its parameters");
        assertThatThrownBy(() -> new VaeStep(vae, Objective.of(KL, KL), new Adam(vae.parameters()), BATCH))
                .hasMessageContaining("two terms are named kl");
        Response response = new Response(
                new Of("answer", pass -> pass.latent().mean()), Schedule.constant(1), network.parameters());
        assertThatThrownBy(() -> Objective.of(KL).answering(response))
                .hasMessageContaining("responses answer opponents, found none");
        Opponent opponent = new Opponent(discriminator.loss(), new Adam(network.parameters()), Schedule.constant(1));
        Objective game = Objective.of(KL).against(opponent).answering(response);
        assertThatThrownBy(() -> new VaeStep(vae, game, new Adam(vae.parameters()), BATCH))
                .hasMessageContaining("the optimizer does not train discriminator.weight")
                .hasMessageContaining("which the response answer names");
        Response sameName = new Response(new KlDivergence(), Schedule.constant(1), vae.parameters());
        Objective twice = Objective.of(KL).against(opponent).answering(sameName);
        assertThatThrownBy(() -> new VaeStep(vae, twice, new Adam(vae.parameters()), BATCH))
                .hasMessageContaining("two figures are named kl");
        assertThatThrownBy(() -> new Response(new KlDivergence(), Schedule.constant(1), List.of()))
                .hasMessageContaining("parameters of the response kl must not be empty");
        assertThatThrownBy(() -> Objective.of(KL).clipped(0))
                .hasMessageContaining("maxNorm must be finite and above 0, found 0.0");
        assertThatThrownBy(() -> opponent.clipped(-1)).hasMessageContaining("maxNorm must be finite and above 0");
        assertThatThrownBy(() -> sameName.clipped(-1)).hasMessageContaining("maxNorm must be finite and above 0");
        assertThatThrownBy(() -> KL.from(-1)).hasMessageContaining("start must be at least 0, found -1");
        VaePass pass = vae.forward(batch(), ForwardPass.training(RandomKey.of(4)));
        assertThatThrownBy(pass::otherImages).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pass.at(Schedule.constant(1))).hasMessageContaining("the term must list it");
        Linear three = new Linear("three", 3, 3, RandomKey.of(9), WeightInit.standard());
        assertThatThrownBy(
                        () -> new LatentDiscriminator(three).totalCorrelation().value(pass))
                .hasMessageContaining("the discriminator gave [6, 3], expected [N, 2]");
    }
}
