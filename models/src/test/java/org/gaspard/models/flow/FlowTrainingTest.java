package org.gaspard.models.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.Flatten;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Reshape;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Likelihood;
import org.gaspard.models.OracleFile;
import org.gaspard.models.Vae;
import org.gaspard.models.sequences.SequenceObjective;
import org.gaspard.models.sequences.SequencePass;
import org.gaspard.models.sequences.SequenceStep;
import org.gaspard.models.sequences.evaluation.TransformedPosterior;
import org.gaspard.models.terms.TinyVae;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flows of a batch and their training, held against flow_training.py in double precision and against each other. */
class FlowTrainingTest {

    private static final OracleFile ORACLE = new OracleFile("flow/training.txt");
    /** Relative to the largest number; measured: at most 3e-15. */
    private static final double TOLERANCE = 5e-14;

    private static final int N = 4;
    private static final int LATENTS = 6;
    private static final int STEPS = 3;
    private static final int FLOWS = 3;
    private static final WeightInit DOUBLE = WeightInit.standard().withDType(DType.FLOAT64);
    private static final RandomKey KEY = RandomKey.of(3);

    private static final Map<String, FlowSettings> SETTINGS = Map.of(
            "paper", FlowSettings.PAPER,
            "exact", FlowSettings.PAPER.with(DensityChange.LOG_DETERMINANT).with(PriorEvolution.Form.EXACT_DIFFUSION),
            "code", FlowSettings.REFERENCE_CODE);

    private static Tensor wave(double scale, double step, double shift, int... shape) {
        return TinyVae.wave(scale, step, shift, shape).computedNow();
    }

    private static Potential potential(String name, double shift) {
        Potential made = Potential.of(name, LATENTS, LATENTS, RandomKey.of(1), DOUBLE);
        List<Parameter> parameters = made.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter each = parameters.get(i);
            each.assign(wave(0.6, 1.9, i + shift, each.shape().toArray()));
        }
        return made;
    }

    private static LatentFlow flow(int k, PriorEvolution.Form form) {
        PriorEvolution prior = PriorEvolution.of(form, "prior" + k, STEPS, DType.FLOAT64);
        Parameter parameter = prior.parameters().getFirst();
        parameter.assign(
                form == PriorEvolution.Form.LEARNED_DEVIATIONS
                        ? wave(0.4, 1.1, 0.5 + k, STEPS).add(1.3).computedNow()
                        : Tensor.scalar(0.4 + 0.3 * k));
        return new LatentFlow(potential("u" + k, 0.3 + k), potential("f" + k, 0.7 + k), prior);
    }

    private static FlowVae model(FlowSettings settings) {
        Vae vae = new Vae(
                new Sequential(new Flatten(), new Linear("encoder", 4, 2 * LATENTS, KEY.child(1), DOUBLE)),
                new Sequential(new Linear("decoder", LATENTS, 4, KEY.child(2), DOUBLE), new Reshape(Shape.of(2, 2, 1))),
                LATENTS,
                new Likelihood.Bernoulli());
        return new FlowVae(
                vae,
                IntStream.range(0, FLOWS)
                        .mapToObj(k -> flow(k, settings.prior()))
                        .toList(),
                settings);
    }

    private static double deviation(Tensor found, Tensor expected) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        double scale = Math.max(1, expected.abs().max().item());
        return found.subtract(expected).abs().max().item() / scale;
    }

    private static Tensor choice() {
        return Tensor.of(new double[] {0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0}, N, FLOWS);
    }

    @ParameterizedTest
    @CsvSource({
        "paper, known",
        "paper, chosen",
        "exact, known",
        "exact, chosen",
        "code, known",
        "code, chosen",
    })
    void flowsAgreeWithPyTorch(String mode, String which) {
        FlowSettings settings = SETTINGS.get(mode);
        for (FlowDerivatives.Method method : FlowDerivatives.Method.values()) {
            FlowVae model = model(settings.with(method));
            boolean known = which.equals("known");
            Tensor choice = choice();
            Tensor mean = wave(0.9, 1.3, 0.2, N, LATENTS);
            Tensor logVariance = wave(0.6, 0.9, 1, N, LATENTS).subtract(0.7).computedNow();
            Tensor z = mean.add(logVariance.multiply(0.5).exp().multiply(wave(1.2, 2.1, 0.4, N, LATENTS)));
            FlowField field =
                    known ? new FlowField.Known(model.flows().get(1)) : new FlowField.Chosen(model.flows(), choice);
            FlowPass found =
                    model.flow(z, new GaussianPosterior(mean, logVariance), field, STEPS, ForwardPass.training(KEY));
            String name = mode + "." + which + ".";
            Tensor transition = found.transition(settings.transition());
            check(name + "latents", Tensor.stack(1, found.latents()));
            check(name + "logPosterior", Tensor.stack(1, found.logPosterior()));
            check(name + "logPrior", Tensor.stack(1, found.logPrior()));
            check(name + "penalty", found.penalty());
            check(name + "transition", transition);

            Tensor squares = found.latents().stream()
                    .map(each -> each.square().sum())
                    .reduce(Tensor::add)
                    .orElseThrow();
            Tensor total = found.penalty().add(transition).add(squares.multiply(0.1));
            check(name + "total", total);
            List<LatentFlow> flows = known ? model.flows().subList(1, 2) : model.flows();
            List<Tensor> inputs = new ArrayList<>(List.of(mean, logVariance));
            flows.forEach(each -> leaves(inputs, each.potential().parameters()));
            flows.forEach(each -> leaves(inputs, each.force().parameters()));
            flows.forEach(each -> leaves(inputs, each.prior().parameters()));
            if (!known) {
                inputs.add(choice);
            }
            List<Tensor> gradients = Autodiff.gradient(total, inputs);
            Tensor.evaluate(gradients);
            for (int i = 0; i < inputs.size(); i++) {
                check(name + "total.gradient" + i, gradients.get(i));
            }
        }
    }

    private static void leaves(List<Tensor> inputs, List<Parameter> parameters) {
        parameters.forEach(each -> inputs.add(each.tensor()));
    }

    private static void check(String name, Tensor found) {
        Tensor shaped = found.rank() == 0 ? found.reshape(1) : found;
        assertThat(deviation(shaped, ORACLE.get(name))).as(name).isLessThan(TOLERANCE);
    }

    private static Tensor frames() {
        return wave(0.45, 1.7, 0.3, N, STEPS + 1, 2, 2, 1).add(0.5).computedNow();
    }

    private static FlowObjective weak(FlowVae model, IndexLoss loss) {
        Sequential network =
                new Sequential(new Flatten(), new Linear("index", 4 * (STEPS + 1), FLOWS, KEY.child(3), DOUBLE));
        return FlowObjective.weak(model, new FlowObjective.Inference(network, loss, Schedule.constant(0.7)));
    }

    private static SequenceObjective.Value value(FlowObjective objective, int k) {
        Map<Schedule, Tensor> scheduled = new LinkedHashMap<>();
        objective.schedules().forEach(each -> scheduled.put(each, Tensor.scalar((float) each.at(0))));
        return objective.value(new SequencePass(frames(), k, ForwardPass.training(KEY), scheduled));
    }

    /** The loss is the sum of its parts, of which each is computed here in another way. */
    @ParameterizedTest
    @ValueSource(strings = {"paper", "exact", "code"})
    void theBoundIsTheSumOfItsParts(String mode) {
        FlowVae model = model(SETTINGS.get(mode).withPenaltyWeight(0.25));
        SequenceObjective.Value found = value(FlowObjective.supervised(model), 2);
        GaussianPosterior posterior = model.vae().encode(frames().index(1, 0), ForwardPass.evaluation());
        Tensor z = posterior.sample(KEY.child(0));
        FlowPass moved = model.flow(z, posterior, 2, STEPS, ForwardPass.training(KEY));
        double reconstruction = 0;
        for (int t = 0; t <= STEPS; t++) {
            Tensor output = model.vae().decode(moved.latents().get(t), ForwardPass.evaluation());
            reconstruction += model.vae()
                    .likelihood()
                    .negativeLogLikelihood(output, frames().index(1, t))
                    .mean()
                    .item();
        }
        double kl = posterior.kl().sum().item() / N;
        Map<String, Tensor> figures = found.figures();
        assertThat(figures.get("reconstruction").item()).isCloseTo(reconstruction, within(1e-12));
        assertThat(figures.get("kl").item()).isCloseTo(kl, within(1e-12));
        assertThat(figures.get("hamilton_jacobi").item())
                .isCloseTo(moved.penalty().item(), within(1e-12));
        assertThat(found.loss().item())
                .isCloseTo(
                        reconstruction
                                + kl
                                + figures.get("transition").item()
                                + 0.25 * figures.get("hamilton_jacobi").item(),
                        within(1e-10));
        assertThat(figures.get("flow.length").item())
                .isCloseTo(
                        moved.latents()
                                .getLast()
                                .subtract(z)
                                .square()
                                .sum(-1)
                                .sqrt()
                                .mean()
                                .item(),
                        within(1e-12));
    }

    @Test
    void latentsCanBeDrawnInAnotherWay() {
        FlowObjective objective = FlowObjective.supervised(model(FlowSettings.REFERENCE_CODE));
        double drawn = value(objective, 2).loss().item();
        SequencePass again = new SequencePass(frames(), 2, ForwardPass.training(KEY));
        assertThat(objective
                        .value(again, posterior -> posterior.sample(KEY.child(0)))
                        .loss()
                        .item())
                .isEqualTo(drawn);
        assertThat(objective.value(again, GaussianPosterior::mean).loss().item())
                .isNotCloseTo(drawn, within(1e-3));
    }

    /** A batch that chooses the flow of the labels has the bound of the labels and its index loss. */
    @ParameterizedTest
    @EnumSource(IndexLoss.class)
    void oneHotChoicesAreTheKnownFlow(IndexLoss loss) {
        FlowVae model = model(FlowSettings.PAPER);
        FlowObjective objective = weak(model, loss);
        int k = 1;
        Parameter bias =
                objective.inference().orElseThrow().network().parameters().getLast();
        bias.assign(Tensor.of(new double[] {0, 40, 0}));
        Map<String, Tensor> figures = value(objective, k).figures();
        Map<String, Tensor> known = figuresOfTheSameDraw(model, k);
        for (String name : List.of("reconstruction", "kl", "transition", "hamilton_jacobi", "flow.length")) {
            assertThat(figures.get(name).item())
                    .as(name)
                    .isCloseTo(known.get(name).item(), within(1e-9));
        }
        double expected = loss == IndexLoss.UNIFORM_KL ? Math.log(FLOWS) : 0;
        assertThat(figures.get("index").item()).isCloseTo(expected, within(1e-9));
        assertThat(objective.infer(frames(), Optional.empty()).sum(0).toDoubleArray())
                .containsExactly(0, N, 0);
    }

    /** With the key that is left after the choice has taken one. */
    private static Map<String, Tensor> figuresOfTheSameDraw(FlowVae model, int k) {
        ForwardPass pass = ForwardPass.training(KEY);
        assertThat(pass.nextKey()).isNotNull();
        return FlowObjective.supervised(model)
                .value(new SequencePass(frames(), k, pass))
                .figures();
    }

    @Test
    void indexLossesAreTheirFormulas() {
        Tensor logits = wave(1.5, 1.3, 0.2, N, FLOWS);
        Tensor choice = choice();
        double kl = 0;
        double crossEntropy = 0;
        for (int i = 0; i < N; i++) {
            double[] l = logits.index(0, i).toDoubleArray();
            double sum =
                    IntStream.range(0, FLOWS).mapToDouble(k -> Math.exp(l[k])).sum();
            for (int k = 0; k < FLOWS; k++) {
                double q = Math.exp(l[k]) / sum;
                kl += q * Math.log(q * FLOWS) / N;
            }
            crossEntropy -= (l[2] - Math.log(sum)) / N;
        }
        assertThat(IndexLoss.UNIFORM_KL.of(logits, choice, 2).item()).isCloseTo(kl, within(1e-12));
        assertThat(IndexLoss.LABEL_CROSS_ENTROPY.of(logits, choice, 2).item()).isCloseTo(crossEntropy, within(1e-12));
        assertThat(IndexLoss.AGREEMENT.of(logits, choice, 2).item()).isCloseTo(-Math.log(0.5), within(1e-12));
        assertThat(Stream.of(IndexLoss.values()).filter(IndexLoss::labelled))
                .containsExactly(IndexLoss.LABEL_CROSS_ENTROPY);
    }

    /** Only what belongs to the transformation of a step is trained by it; the loss falls. */
    @Test
    void stepsTrainTheFlowOfTheirTransformation() {
        FlowVae model = model(FlowSettings.PAPER);
        FlowObjective objective = FlowObjective.supervised(model);
        SequenceStep step = new SequenceStep(
                objective,
                Adam.Settings.adam(),
                _ -> 1,
                new TensorType(Shape.of(N, STEPS + 1, 2, 2, 1), DType.FLOAT64));
        List<Tensor> before = copies(model.flows().get(0).parameters());
        List<Tensor> own = copies(model.flows().get(1).networkParameters());
        double first = step.run(0, frames(), KEY, 1e-2).get("loss");
        double last = first;
        for (int t = 1; t < 40; t++) {
            last = step.run(t, frames(), KEY, 1e-2).get("loss");
        }
        assertThat(last).isLessThan(0.9 * first);
        assertThat(changed(before, model.flows().get(0).parameters())).isZero();
        assertThat(changed(own, model.flows().get(1).networkParameters())).isGreaterThan(1e-3);
    }

    private static List<Tensor> copies(List<Parameter> parameters) {
        return parameters.stream()
                .map(each -> each.tensor().multiply(1).computedNow())
                .toList();
    }

    private static double changed(List<Tensor> before, List<Parameter> now) {
        return IntStream.range(0, before.size())
                .mapToDouble(i ->
                        before.get(i).subtract(now.get(i).tensor()).abs().max().item())
                .max()
                .orElseThrow();
    }

    /** The published supervised program sums the gradients of all its priors, the weak one does not. */
    @Test
    void whoTrainsWhat() {
        FlowVae code = model(FlowSettings.REFERENCE_CODE);
        FlowObjective supervised = FlowObjective.supervised(code);
        assertThat(supervised.accumulated()).hasSize(FLOWS);
        FlowVae unpenalised =
                new FlowVae(code.vae(), code.flows(), code.settings().withPenaltyWeight(0));
        assertThat(FlowObjective.supervised(unpenalised).accumulated()).hasSize(FLOWS);
        assertThat(supervised.shared()).containsAll(supervised.accumulated());
        assertThat(supervised.own(0)).hasSize(20);
        FlowObjective paper = FlowObjective.supervised(model(FlowSettings.PAPER));
        assertThat(paper.accumulated()).isEmpty();
        assertThat(paper.own(0)).hasSize(21);
        FlowObjective weak = weak(code, IndexLoss.AGREEMENT);
        assertThat(weak.accumulated()).isEmpty();
        assertThat(weak.own(0)).isEmpty();
        assertThat(weak.labelled()).isFalse();
        assertThat(weak.shared()).hasSize(code.parameters().size() + 2);
        assertThat(weak(code, IndexLoss.LABEL_CROSS_ENTROPY).labelled()).isTrue();
    }

    /** The path of one flow is that of training; two at once move by the sum; a switch goes on from where the first has come to. */
    @Test
    void pathsAreComposedOfFlows() {
        FlowVae model = model(FlowSettings.PAPER);
        Tensor z = wave(1.2, 1.3, 0.2, N, LATENTS);
        Tensor zero = Tensor.full(z.type(), 0);
        List<Tensor> trained = model.flow(z, new GaussianPosterior(zero, zero), 2, STEPS, ForwardPass.training(KEY))
                .latents();
        List<Tensor> path = model.follow(z, FlowPath.of(2, FLOWS, STEPS));
        Tensor rows = Tensor.of(new double[] {0, 0, 1}, 1, FLOWS).broadcastTo(N, FLOWS);
        List<Tensor> chosen = model.follow(z, rows, STEPS);
        for (int t = 0; t <= STEPS; t++) {
            assertThat(deviation(path.get(t), trained.get(t))).isLessThan(1e-14);
            assertThat(deviation(chosen.get(t), trained.get(t))).isLessThan(1e-14);
        }

        Tensor both = model.follow(z, FlowPath.of(new int[][] {{0, 2}}, FLOWS, FlowPath.Clock.OWN))
                .get(1);
        Tensor sum = gradient(model, 0, z, 1).add(gradient(model, 2, z, 1));
        assertThat(deviation(both, z.add(sum))).isLessThan(1e-14);

        int[][] switching = {{0}, {1}, {0, 1}};
        List<Tensor> running = model.follow(z, FlowPath.of(switching, FLOWS, FlowPath.Clock.RUNNING));
        List<Tensor> own = model.follow(z, FlowPath.of(switching, FLOWS, FlowPath.Clock.OWN));
        Tensor at = running.get(1);
        assertThat(deviation(running.get(2), at.add(gradient(model, 1, at, 2)))).isLessThan(1e-14);
        assertThat(deviation(own.get(2), at.add(gradient(model, 1, at, 1)))).isLessThan(1e-14);
        Tensor there = running.get(2);
        assertThat(deviation(
                        running.get(3), there.add(gradient(model, 0, there, 3)).add(gradient(model, 1, there, 3))))
                .isLessThan(1e-14);
        Tensor here = own.get(2);
        assertThat(deviation(own.get(3), here.add(gradient(model, 0, here, 2)).add(gradient(model, 1, here, 2))))
                .isLessThan(1e-14);
    }

    private static Tensor gradient(FlowVae model, int k, Tensor z, double t) {
        return FlowDerivatives.of(
                        FlowDerivatives.Method.AUTODIFF,
                        model.flows().get(k).potential(),
                        z,
                        Tensor.scalar(t),
                        ForwardPass.evaluation())
                .gradient();
    }

    @Test
    void predictionsAreDecodedPaths() {
        FlowVae model = model(FlowSettings.PAPER);
        FlowObjective supervised = FlowObjective.supervised(model);
        Tensor first = frames().index(1, 0);
        GaussianPosterior posterior = model.vae().encode(first, ForwardPass.evaluation());
        Tensor means = new FlowPredictor(supervised, false).predict(first, 1, STEPS, KEY);
        List<Tensor> path = model.follow(posterior.mean(), FlowPath.of(1, FLOWS, STEPS));
        assertThat(means.shape()).isEqualTo(frames().shape());
        for (int t = 0; t <= STEPS; t++) {
            assertThat(deviation(means.index(1, t), model.vae().generate(path.get(t))))
                    .isLessThan(1e-14);
        }
        Tensor drawn = new FlowPredictor(supervised, true).follow(frames(), 1, KEY);
        assertThat(deviation(drawn.index(1, 0), model.vae().generate(posterior.sample(KEY))))
                .isLessThan(1e-14);

        FlowObjective weak = weak(model, IndexLoss.AGREEMENT);
        weak.inference().orElseThrow().network().parameters().getLast().assign(Tensor.of(new double[] {40, 0, 0}));
        Tensor inferred = new FlowPredictor(weak, false).follow(frames(), 1, KEY);
        Tensor told = new FlowPredictor(weak, false).predict(first, 0, STEPS, KEY);
        assertThat(deviation(inferred, told)).isLessThan(1e-14);

        FlowPredictor ordered = new FlowPredictor(weak, false, List.of(2, 0, 1));
        assertThat(deviation(ordered.predict(first, 1, STEPS, KEY), told)).isEqualTo(0);
        assertThatThrownBy(() -> new FlowPredictor(weak, false, List.of(0, 0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("order, sorted, must be [0, 1, 2], found [0, 0, 1]");
        assertThatThrownBy(() -> new FlowDraws(model, FlowDraws.Densities.TRAINED, List.of(1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("order, sorted, must be [0, 1, 2], found [0, 1]");
        FlowSettings exact = FlowSettings.PAPER.with(DensityChange.LOG_DETERMINANT);
        assertThatThrownBy(() -> exact.with(TransitionDivergence.SOFTMAX_REVERSED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected density ROW_SUMS, found LOG_DETERMINANT");
    }

    /** Of the flow that the order says, with the densities of training. */
    @ParameterizedTest
    @ValueSource(strings = {"paper", "exact", "code"})
    void drawsHaveTheDensitiesOfTraining(String mode) {
        FlowVae model = model(SETTINGS.get(mode));
        Tensor first = frames().index(1, 0);
        TransformedPosterior.Draw draw =
                new FlowDraws(model, FlowDraws.Densities.TRAINED, List.of(1, 2, 0)).draw(first, 1, STEPS, KEY);
        FlowPass moved = drawn(model, first);
        for (int t = 0; t <= STEPS; t++) {
            assertThat(deviation(
                            draw.logPosterior().index(1, t),
                            moved.logPosterior().get(t).sum(-1)))
                    .isEqualTo(0);
            assertThat(deviation(
                            draw.logPrior().index(1, t), moved.logPrior().get(t).sum(-1)))
                    .isEqualTo(0);
        }
        assertThat(deviation(draw.output(), model.decode(moved.latents(), ForwardPass.evaluation())))
                .isEqualTo(0);
    }

    /** Flow 2 from the draw of the key. */
    private static FlowPass drawn(FlowVae model, Tensor first) {
        ForwardPass pass = ForwardPass.training(KEY).evaluating();
        GaussianPosterior posterior = model.vae().encode(first, pass);
        return model.flow(posterior.sample(pass.nextKey()), posterior, 2, STEPS, pass);
    }

    /** The exact form, which is held against PyTorch, is normalised as it is; of the others the posterior becomes that of it. */
    @ParameterizedTest
    @ValueSource(strings = {"paper", "exact", "code"})
    void normalisedDensitiesAreThoseOfTheExactForm(String mode) {
        FlowVae model = model(SETTINGS.get(mode));
        Tensor first = frames().index(1, 0);
        TransformedPosterior.Draw draw =
                new FlowDraws(model, FlowDraws.Densities.NORMALISED, List.of(0, 1, 2)).draw(first, 2, STEPS, KEY);
        FlowVae exact = model(SETTINGS.get("exact"));
        FlowPass moved = drawn(new FlowVae(model.vae(), exact.flows(), exact.settings()), first);
        List<Tensor> logVariances = model.flows().get(2).prior().logVariances(STEPS, ForwardPass.evaluation());
        for (int t = 0; t <= STEPS; t++) {
            assertThat(deviation(
                            draw.logPosterior().index(1, t),
                            moved.logPosterior().get(t).sum(-1)))
                    .isLessThan(1e-14);
            double logVariance = t == 0 ? 0 : logVariances.get(t - 1).item();
            Tensor square = moved.latents().get(t).square().sum(-1).multiply(Math.exp(-logVariance));
            Tensor prior =
                    square.add(LATENTS * (logVariance + Math.log(2 * Math.PI))).multiply(-0.5);
            assertThat(deviation(draw.logPrior().index(1, t), prior)).isLessThan(1e-14);
            if (mode.equals("exact")) {
                assertThat(deviation(
                                draw.logPrior().index(1, t),
                                moved.logPrior().get(t).sum(-1)))
                        .isLessThan(1e-14);
            }
        }
    }

    @Test
    void variancesOfPriorsAreThoseWrittenDown() {
        ForwardPass pass = ForwardPass.evaluation();
        double diffusion = Math.log1p(Math.exp(0.4));
        List<Tensor> learned =
                flow(0, PriorEvolution.Form.LEARNED_DIFFUSION).prior().logVariances(STEPS, pass);
        List<Tensor> exact =
                flow(0, PriorEvolution.Form.EXACT_DIFFUSION).prior().logVariances(STEPS, pass);
        double deviation = 1;
        for (int t = 1; t <= STEPS; t++) {
            deviation += diffusion / deviation;
            assertThat(learned.get(t - 1).item()).isCloseTo(2 * Math.log(deviation), within(1e-14));
            assertThat(exact.get(t - 1).item()).isCloseTo(Math.log(1 + 2 * diffusion * t), within(1e-14));
        }
        LatentFlow code = flow(0, PriorEvolution.Form.LEARNED_DEVIATIONS);
        double[] deviations = code.prior().parameters().getFirst().tensor().toDoubleArray();
        List<Tensor> published = code.prior().logVariances(STEPS, pass);
        for (int t = 0; t < STEPS; t++) {
            assertThat(published.get(t).item())
                    .isCloseTo(Math.log(deviations[t] * deviations[t] + 1e-5), within(1e-14));
        }
    }

    /** [0, 1, …] with the standard normal density stays one along the exact diffusion at D t. */
    @Test
    void diffusedPriorsAreNormal() {
        PriorEvolution exact = PriorEvolution.of(PriorEvolution.Form.EXACT_DIFFUSION, "p", 5, DType.FLOAT64);
        Tensor z = wave(1.2, 1.3, 0.2, N, LATENTS);
        Tensor rate = exact.rates(5, ForwardPass.evaluation()).get(3);
        assertThat(rate.item()).isCloseTo(1, within(1e-15));
        Tensor variance = Tensor.full(z.type(), 9);
        Tensor expected = new GaussianPosterior(Tensor.full(z.type(), 0), variance.log()).logDensities(z);
        assertThat(deviation(exact.next(z, z, rate, 4), expected)).isLessThan(1e-15);

        PriorEvolution learned = PriorEvolution.of(PriorEvolution.Form.LEARNED_DIFFUSION, "p", 5, DType.FLOAT64);
        double sigma = 1;
        for (Tensor each : learned.rates(5, ForwardPass.evaluation())) {
            assertThat(each.item()).isCloseTo(1 / (sigma * sigma), within(1e-15));
            sigma *= 1 + 1 / (sigma * sigma);
        }
        PriorEvolution code = PriorEvolution.of(PriorEvolution.Form.LEARNED_DEVIATIONS, "p", 5, DType.FLOAT64);
        Tensor first = code.rates(5, ForwardPass.evaluation()).getFirst();
        Tensor fallen = code.next(z, z, first, 1);
        assertThat(z.subtract(fallen).subtract(Math.log(2)).abs().max().item()).isLessThan(1e-15);
    }

    @Test
    void refusesWhatDoesNotFit() {
        FlowVae model = model(FlowSettings.PAPER);
        assertThatThrownBy(() -> FlowSettings.REFERENCE_CODE.with(DensityChange.TRACE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected density ROW_SUMS, found TRACE");
        assertThatThrownBy(() -> new FlowVae(model.vae(), model.flows(), FlowSettings.REFERENCE_CODE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "priors of flows must be LEARNED_DEVIATIONS as the settings say, found LEARNED_DIFFUSION");
        assertThatThrownBy(() -> new FlowVae(model.vae(), List.of(), FlowSettings.PAPER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("flows must be at least one");
        assertThatThrownBy(() -> model.follow(wave(1, 1, 0, 1, LATENTS), FlowPath.of(0, 2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("path must be of the 3 transformations of the model, found one of 2");
        assertThatThrownBy(() -> FlowPath.of(new int[][] {{0}, {1, 1}}, 3, FlowPath.Clock.OWN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("transformations of step 2 are [1, 1], expected different ones from 0 to 2");
        assertThatThrownBy(() -> FlowObjective.supervised(model).infer(frames(), Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the transformations are known");
        assertThatThrownBy(() -> PriorEvolution.of(PriorEvolution.Form.LEARNED_DEVIATIONS, "p", 2, DType.FLOAT32)
                        .rates(3, ForwardPass.evaluation()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("steps must be at most the 2 learned deviations of the prior, found 3");
    }
}
