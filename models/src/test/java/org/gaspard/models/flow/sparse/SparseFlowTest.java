package org.gaspard.models.flow.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.models.sequences.ToySequences.N;
import static org.gaspard.models.sequences.ToySequences.PIXELS;
import static org.gaspard.models.sequences.ToySequences.STEPS;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.autodiff.nn.Flatten;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Likelihood;
import org.gaspard.models.OracleFile;
import org.gaspard.models.Vae;
import org.gaspard.models.flow.DensityChange;
import org.gaspard.models.flow.FlowDerivatives;
import org.gaspard.models.flow.FlowSettings;
import org.gaspard.models.flow.Potential;
import org.gaspard.models.flow.PriorEvolution;
import org.gaspard.models.networks.FlowArchitecture;
import org.gaspard.models.sequences.SequenceObjective;
import org.gaspard.models.sequences.SequencePass;
import org.gaspard.models.sequences.SequenceStep;
import org.gaspard.models.sequences.ToySequences;
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

/** Losses held against sparse_flow.py in double precision, and what can be written down. */
class SparseFlowTest {

    private static final OracleFile ORACLE = new OracleFile("flow/sparse.txt");
    private static final int LATENTS = 6;
    private static final int FLOWS = 3;
    private static final RandomKey KEY = RandomKey.of(5);
    private static final WeightInit DOUBLE = WeightInit.standard().withDType(DType.FLOAT64);
    private static final ForwardPass PASS = ForwardPass.evaluation();

    private static final Map<String, SparseSettings> SETTINGS = Map.of(
            "bound", SparseSettings.BOUND,
            "code", SparseSettings.REFERENCE_CODE.with(SparseSettings.Control.DOUBLE),
            "exact",
                    SparseSettings.BOUND
                            .with(FlowSettings.PAPER
                                    .with(DensityChange.LOG_DETERMINANT)
                                    .with(PriorEvolution.Form.EXACT_DIFFUSION))
                            .with(SparseSettings.Control.DOUBLE)
                            .with(SpikeLoss.MEAN_RATE));

    private static Linear linear(String name, int in, int out) {
        return new Linear(name, in, out, RandomKey.of(1), DOUBLE);
    }

    private static RotationField rotation(int width, double shift) {
        RotationField made =
                new RotationField(linear("in" + shift, LATENTS, width), linear("out" + shift, width, LATENTS));
        ToySequences.assign(made.parameters(), 0.6, shift);
        return made;
    }

    private static SparseFlow flow(int k, PriorEvolution.Form form) {
        Potential potential = Potential.of("u" + k, LATENTS, LATENTS, RandomKey.of(1), DOUBLE);
        ToySequences.assign(potential.parameters(), 0.6, 0.3 + k);
        PriorEvolution prior = PriorEvolution.of(form, "prior" + k, STEPS, DType.FLOAT64);
        prior.parameters()
                .getFirst()
                .assign(
                        form == PriorEvolution.Form.LEARNED_DEVIATIONS
                                ? TinyVae.wave(0.4, 1.1, 0.5 + k, STEPS)
                                        .add(1.3)
                                        .computedNow()
                                : Tensor.scalar(0.4 + 0.3 * k));
        return new SparseFlow(potential, rotation(5, 4 + k), prior);
    }

    private static SparseFlowVae model(SparseSettings settings) {
        int logits = settings.control() == SparseSettings.Control.DOUBLE ? 2 * FLOWS : FLOWS;
        ControlNetwork control = new ControlNetwork(
                new Sequential(new Flatten(), linear("spikes", 2 * PIXELS, logits)),
                new Sequential(new Flatten(), linear("slabs", 2 * PIXELS, FLOWS)));
        ToySequences.assign(control.parameters(), 0.8, 2);
        return new SparseFlowVae(
                ToySequences.vae(LATENTS),
                IntStream.range(0, FLOWS)
                        .mapToObj(k -> flow(k, settings.flow().prior()))
                        .toList(),
                control,
                settings);
    }

    private static SequencePass pass(SparseFlowObjective objective, double temperature, double slabs) {
        List<Schedule> schedules = objective.schedules();
        return new SequencePass(
                ToySequences.frames(),
                0,
                ForwardPass.training(KEY),
                Map.of(schedules.get(0), Tensor.scalar(temperature), schedules.get(1), Tensor.scalar(slabs)));
    }

    private static double deviation(Tensor found, Tensor expected) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        return found.subtract(expected).abs().max().item();
    }

    /** Values and gradients in all parameters; measured: see README. */
    @ParameterizedTest
    @CsvSource({
        "bound, 1, AUTODIFF",
        "bound, 1, CLOSED_FORM",
        "code, 0, AUTODIFF",
        "code, 0, CLOSED_FORM",
        "exact, 1, AUTODIFF",
        "exact, 1, CLOSED_FORM"
    })
    void lossesAgreeWithPyTorch(String name, double slabs, FlowDerivatives.Method method) {
        SparseSettings settings = SETTINGS.get(name);
        SparseFlowObjective objective =
                new SparseFlowObjective(model(settings.with(settings.flow().with(method))));
        SequenceObjective.Value value = objective.value(pass(objective, 0.7, slabs));
        Tensor.evaluate(List.copyOf(value.figures().values()));
        for (String figure : List.of("transition", "spikes", "slabs")) {
            assertThat(ORACLE.deviation(value.figures().get(figure), name + "." + figure))
                    .as(figure)
                    .isLessThan(2e-13);
        }
        assertThat(ORACLE.deviation(value.figures().get("hamilton_jacobi"), name + ".penalty"))
                .isLessThan(2e-13);
        List<Tensor> leaves = objective.shared().stream().map(Parameter::tensor).toList();
        assertThat(ORACLE.deviation(value.loss(), leaves, name)).isLessThan(2e-13);
    }

    @Test
    void ratesOfSpikesAreThoseOfAllSubsets() {
        double[] rates = SpikePrior.PUBLISHED.rates(FLOWS, STEPS);
        assertThat(deviation(Tensor.of(rates), ORACLE.get("rates"))).isLessThan(1e-15);
        double[] others = new SpikePrior(0.3, 0.2).rates(FLOWS, STEPS);
        assertThat(deviation(Tensor.of(new double[] {others[0], others[3]}), ORACLE.get("rates.other")))
                .isLessThan(1e-15);
        assertThat(new SpikePrior(1, 0).rates(1, 3)).containsExactly(1, 1, 1);
    }

    @Test
    void derivativesOfRotationsAreThoseOfTheGraph() {
        RotationField field = rotation(7, 0.4);
        Tensor z = TinyVae.wave(1.2, 1.3, 0.2, N, LATENTS).computedNow();
        Tensor jacobian = field.jacobian(z, PASS);
        Tensor trace = Tensor.zeros(N).cast(DType.FLOAT64);
        for (int i = 0; i < LATENTS; i++) {
            Tensor row = Autodiff.gradient(field.value(z, PASS).index(1, i).sum(), List.of(z))
                    .getFirst();
            assertThat(deviation(jacobian.index(1, i), row)).isLessThan(1e-15);
            trace = trace.add(row.index(1, i));
        }
        assertThat(deviation(field.divergence(z, PASS), trace)).isLessThan(1e-15);
        GradientCheck.standard().firstAndSecond(in -> field.divergence(in.getFirst(), PASS), z);
    }

    /** Rows of B that are orthogonal to the columns of A: z turns, and nothing flows out. */
    @Test
    void aFieldThatTurnsHasNoDivergence() {
        RotationField field = rotation(LATENTS, 0.4);
        double[] a = new double[LATENTS * LATENTS];
        double[] b = new double[LATENTS * LATENTS];
        for (int i = 0; i < LATENTS; i++) {
            a[i * LATENTS + i] = 1;
            int partner = i ^ 1;
            b[i * LATENTS + partner] = i % 2 == 0 ? 1 : -1;
        }
        field.in().weight().assign(Tensor.of(a, LATENTS, LATENTS));
        field.out().weight().assign(Tensor.of(b, LATENTS, LATENTS));
        Tensor z = TinyVae.wave(1.2, 1.3, 0.2, N, LATENTS).computedNow();
        assertThat(field.divergence(z, PASS).abs().max().item()).isZero();
        assertThat(field.value(z, PASS).abs().max().item()).isGreaterThan(0.1);
    }

    /** KL(Laplace ‖ Laplace) is 0 where the slabs have the mean and the scale of the prior. */
    @Test
    void slabsOfThePriorCostNothing() {
        double scale = 0.1 - 1e-3;
        double apart = Math.sqrt(2) * scale;
        Tensor slabs = Tensor.of(new double[] {1 - 1e-3 + apart, 1 - 1e-3 - apart}, 2, 1, 1);
        assertThat(SlabPrior.PUBLISHED.divergence(slabs).item()).isCloseTo(0, within(1e-14));
        assertThat(SlabPrior.PUBLISHED.divergence(slabs.multiply(2)).item()).isGreaterThan(1);
        GradientCheck.standard()
                .firstAndSecond(
                        in -> SlabPrior.PUBLISHED.divergence(in.getFirst()),
                        TinyVae.wave(0.4, 1.7, 0.3, N, STEPS, FLOWS).add(1).computedNow());
    }

    @ParameterizedTest
    @EnumSource(names = {"BERNOULLI", "MEAN_RATE"})
    void spikesAtTheirRatesCostNothing(SpikeLoss loss) {
        Tensor rates = Tensor.of(SpikePrior.PUBLISHED.rates(FLOWS, STEPS), STEPS, 1);
        Tensor logits = rates.divide(rates.negate().add(1)).log().broadcastTo(N, STEPS, FLOWS);
        assertThat(loss.of(logits, logits.sigmoid(), rates).item()).isCloseTo(0, within(1e-14));
        assertThat(loss.of(logits.add(1), logits.add(1).sigmoid(), rates).item())
                .isGreaterThan(0.01);
        Tensor start = TinyVae.wave(0.9, 1.7, 0.3, N, STEPS, FLOWS).computedNow();
        GradientCheck.standard()
                .firstAndSecond(in -> loss.of(in.getFirst(), in.getFirst().sigmoid(), rates), start);
    }

    /** With one hot control the path is that of one flow; spikes in use are 0 or 1, and those of the logits. */
    @ParameterizedTest
    @EnumSource(SparseSettings.Control.class)
    void sequencesFollowTheirControls(SparseSettings.Control control) {
        SparseFlowVae model = model(SparseSettings.BOUND.with(control));
        Tensor frames = ToySequences.frames();
        Tensor spikes = model.spikes(frames);
        Tensor logits = model.infer(frames, PASS).logits();
        assertThat(deviation(
                        spikes, logits.greater(Tensor.full(logits.type(), 0)).cast(DType.FLOAT64)))
                .isZero();
        assertThat(spikes.sum().item()).isBetween(1.0, spikes.size() - 1.0);

        Tensor first = frames.index(1, 0);
        Tensor z = model.vae().encode(first, PASS).mean();
        SparseFlow flow = model.flows().get(1);
        Tensor u = FlowDerivatives.of(FlowDerivatives.Method.AUTODIFF, flow.potential(), z, Tensor.scalar(1.0), PASS)
                .gradient();
        Tensor next = z.add(u).add(flow.rotation().value(z, PASS));
        Tensor traversed = model.traverse(first, 1, 1, false, KEY);
        assertThat(deviation(traversed.index(1, 1), model.vae().generate(next))).isLessThan(1e-14);

        Controls controls = model.controls(frames, true);
        assertThat(controls.gradients().shape()).isEqualTo(Shape.of(N, STEPS, FLOWS));
        Tensor slabs = model.infer(frames, PASS).slabs();
        assertThat(deviation(controls.gradients(), spikes.slice(2, 0, FLOWS).multiply(slabs)))
                .isZero();
        if (control == SparseSettings.Control.DOUBLE) {
            assertThat(deviation(
                            controls.rotations(),
                            spikes.slice(2, FLOWS, 2 * FLOWS).multiply(slabs)))
                    .isZero();
        }
        Tensor found = model.reconstruct(frames, false, false, KEY);
        Tensor path = Tensor.stack(1, model.follow(z, model.controls(frames, false)));
        assertThat(found.shape()).isEqualTo(frames.shape());
        assertThat(deviation(found.index(1, STEPS), model.vae().generate(path.index(1, STEPS))))
                .isLessThan(1e-14);
    }

    @Test
    void nothingMovesWhereNothingActs() {
        SparseFlowVae model = model(SparseSettings.BOUND);
        Tensor z = TinyVae.wave(1.2, 1.3, 0.2, N, LATENTS).computedNow();
        Tensor none = Tensor.zeros(N, STEPS, FLOWS).cast(DType.FLOAT64);
        GaussianPosterior posterior = new GaussianPosterior(z, z.multiply(0));
        var moved = model.flow(z, posterior, new Controls(none, none), ForwardPass.training(KEY));
        assertThat(deviation(moved.latents().getLast(), z)).isZero();
        assertThat(deviation(
                        moved.logPosterior().getLast(), moved.logPosterior().getFirst()))
                .isZero();
        assertThat(moved.penalty().item()).isZero();
    }

    /** The sum of ten losses falls; networks are convolutions in single precision, and slabs begin to count on the way. */
    @ParameterizedTest
    @EnumSource(SparseSettings.Control.class)
    void stepsTrain(SparseSettings.Control control) {
        FlowArchitecture networks = new FlowArchitecture(FlowArchitecture.Depth.SHALLOW, 8, 3);
        Vae vae = networks.networks(1, 4).vae(new Likelihood.Bernoulli(), KEY);
        SparseSettings settings =
                SparseSettings.REFERENCE_CODE.with(control).withSlabsFrom(20).with(SpikeLoss.MEAN_RATE);
        SparseFlowVae model = new SparseFlowVae(
                vae,
                SparseFlow.family(2, 4, 4, 3, settings.flow().prior(), KEY.child(1)),
                ControlNetwork.of(networks, 1, 2, control, KEY.child(2)),
                settings);
        SparseFlowObjective objective = new SparseFlowObjective(model);
        Tensor frames = TinyVae.wave(0.1, 1.7, 0.3, 5, 4, 8, 8, 1)
                .add(0.85)
                .cast(DType.FLOAT32)
                .computedNow();
        SequenceStep step = new SequenceStep(
                objective, Adam.Settings.adam(), t -> 0, new TensorType(frames.shape(), DType.FLOAT32));
        double first = 0;
        double last = 0;
        int rounds = 60;
        for (int t = 0; t < rounds; t++) {
            double loss = step.run(t, frames, KEY.child(t), 0.01).get("reconstruction");
            first += t < 10 ? loss : 0;
            last += t >= rounds - 10 ? loss : 0;
        }
        assertThat(last).isLessThan(0.9 * first);
        assertThat(step.names()).contains("spikes.rate", "slabs");
    }

    @Test
    void spikesAreComparedWhateverFlowsAreCalled() {
        boolean[][] truth = {{true, false, false}, {true, true, false}, {false, true, false}, {false, false, true}};
        boolean[][] renamed = new boolean[4][];
        for (int m = 0; m < 4; m++) {
            renamed[m] = new boolean[] {truth[m][2], truth[m][0], truth[m][1]};
        }
        List<String> names = List.of("a", "b", "c");
        SpikeAgreement same = SpikeAgreement.of(names, renamed, truth);
        assertThat(same.value()).isCloseTo(1, within(1e-15));
        assertThat(same.matching()).containsExactly(2, 0, 1);
        assertThat(same.precision()).isEqualTo(1);
        assertThat(same.recall()).isEqualTo(1);
        assertThat(same.score().figure("precision")).isEqualTo(1);
        // n11 = 1, n10 = 1, n01 = 1, n00 = 1: no correlation of the first two.
        assertThat(same.correlations()[1][1]).isZero();
        // n11 = 0, n10 = 1, n01 = 2, n00 = 1: −2 / √(1·3·2·2).
        assertThat(same.correlations()[0][0]).isCloseTo(-2 / Math.sqrt(12), within(1e-15));
        boolean[][] always = new boolean[4][];
        Arrays.setAll(always, m -> new boolean[] {true, true, true});
        SpikeAgreement blind = SpikeAgreement.of(names, always, truth);
        assertThat(blind.value()).isZero();
        assertThat(blind.precision()).isEqualTo(5 / 12.0);
        assertThat(blind.recall()).isEqualTo(1);
        assertThatThrownBy(() -> SpikeAgreement.of(names, new boolean[2][3], truth))
                .hasMessageContaining("the number of true steps");
    }

    @Test
    void refusesWhatDoesNotFit() {
        SparseFlowVae model = model(SparseSettings.BOUND);
        assertThatThrownBy(() -> new SpikePrior(0, 0.9)).hasMessageContaining("startRate must be in (0, 1], found 0.0");
        assertThatThrownBy(() -> new SpikePrior(0.1, 1)).hasMessageContaining("keepRate must be in [0, 1), found 1.0");
        assertThatThrownBy(() -> SpikePrior.PUBLISHED.rates(0, 3)).hasMessageContaining("flows");
        assertThatThrownBy(() -> new SlabPrior(1, 0)).hasMessageContaining("scale");
        assertThatThrownBy(() -> SparseSettings.BOUND.withSlabsFrom(-1))
                .hasMessageContaining("slabsFrom must be at least 0, found -1");
        assertThatThrownBy(() -> new SparseFlowVae(model.vae(), List.of(), model.control(), model.settings()))
                .hasMessageContaining("the number of flows");
        assertThatThrownBy(() ->
                        new SparseFlowVae(model.vae(), model.flows(), model.control(), SparseSettings.REFERENCE_CODE))
                .hasMessageContaining("the prior of a flow");
        assertThatThrownBy(
                        () -> new SparseFlowVae(ToySequences.vae(5), model.flows(), model.control(), model.settings()))
                .hasMessageContaining("the latents of a flow");
        assertThatThrownBy(() -> new SparseFlowVae(
                                model.vae(),
                                model.flows(),
                                model.control(),
                                SparseSettings.BOUND.with(SparseSettings.Control.DOUBLE))
                        .spikes(ToySequences.frames()))
                .hasMessageContaining("the logits of spikes");
        assertThatThrownBy(() -> model.traverse(ToySequences.frames().index(1, 0), 3, 2, false, KEY))
                .hasMessageContaining("flow must be from 0 to 2, found 3");
        assertThatThrownBy(() -> new RotationField(linear("in", 4, 5), linear("out", 5, 3)))
                .hasMessageContaining("the weight of out");
    }
}
