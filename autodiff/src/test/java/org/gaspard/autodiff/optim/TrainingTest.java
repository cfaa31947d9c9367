package org.gaspard.autodiff.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.BatchNorm;
import org.gaspard.autodiff.nn.Dropout;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Losses;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** Whole training steps: loss, gradients, clipping, running statistics and optimiser in one plan. */
class TrainingTest {

    private static final Tensor X = Tensor.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
    private static final Tensor XOR = Tensor.of(new float[] {0, 1, 1, 0}, 4, 1);

    private static Sequential network(RandomKey key) {
        return new Sequential(
                new Linear("fc1", 2, 8, key.child(0)), new Activation.Tanh(), new Linear("fc2", 8, 1, key.child(1)));
    }

    private static Tensor loss(Layer network, ForwardPass pass) {
        return Losses.binaryCrossEntropyWithLogits(network.apply(X, pass), XOR).mean();
    }

    private static CapturedStep capture(Layer network, Optimizer optimizer) {
        List<Parameter> cells = Stream.of(network.parameters(), network.buffers(), optimizer.state())
                .flatMap(List::stream)
                .toList();
        List<TensorType> inputs = List.of(new TensorType(Shape.scalar(), DType.FLOAT32), RandomKey.type());
        return CapturedStep.capture(inputs, cells, in -> {
            ForwardPass pass = ForwardPass.training(new RandomKey(in.get(1)));
            Tensor loss = loss(network, pass);
            List<Tensor> leaves =
                    optimizer.parameters().stream().map(Parameter::tensor).toList();
            List<Tensor> gradients = Autodiff.gradient(loss, leaves);
            GradientClipping.Clipped clipped = GradientClipping.byGlobalNorm(gradients, 1);
            Map<Parameter, Tensor> updates = new LinkedHashMap<>(pass.updates());
            updates.putAll(optimizer.updates(clipped.gradients(), in.get(0)));
            return new CapturedStep.Result(List.of(loss), updates);
        });
    }

    /** Three steps in one graph, each from what the one before gave, are three steps one after the other. */
    @Test
    void stepsCanFollowEachOtherInOneGraph() {
        for (OptimizerSettings settings : List.of(
                Adam.Settings.adam(),
                Adam.Settings.adamW(),
                RmsProp.Settings.standard(),
                new RmsProp.Settings(0.9, 1e-8, true, 0.5),
                new Sgd.Settings(0.9, 0.1, false))) {
            Sequential network = network(RandomKey.of(4));
            Sequential same = network(RandomKey.of(4));
            Optimizer whole = settings.optimizer(network.parameters());
            Optimizer steps = settings.optimizer(same.parameters());
            Map<Parameter, Tensor> current = new LinkedHashMap<>();
            for (int t = 0; t < 3; t++) {
                ForwardPass pass = ForwardPass.training().with(current);
                List<Tensor> cells =
                        network.parameters().stream().map(pass::value).toList();
                List<Tensor> gradients = Autodiff.gradient(loss(network, pass), cells);
                current.putAll(whole.updates(gradients, Tensor.scalar(0.05f), current));
                steps.step(loss(same, ForwardPass.training()), 0.05f);
            }
            Tensor.evaluate(current.values().toArray(Tensor[]::new));
            List<Parameter> cells = Stream.concat(network.parameters().stream(), whole.state().stream())
                    .toList();
            List<Parameter> others = Stream.concat(same.parameters().stream(), steps.state().stream())
                    .toList();
            assertThat(current.keySet()).containsExactlyInAnyOrderElementsOf(cells);
            for (int i = 0; i < cells.size(); i++) {
                double[] found = current.get(cells.get(i)).toDoubleArray();
                double[] expected = others.get(i).tensor().toDoubleArray();
                assertThat(found).hasSameSizeAs(expected);
                for (int k = 0; k < found.length; k++) {
                    assertThat(found[k])
                            .as(settings.usualName() + " " + cells.get(i).name())
                            .isCloseTo(expected[k], within(1e-6 * (1 + Math.abs(expected[k]))));
                }
            }
        }
    }

    @Test
    void aSmallNetworkLearnsExclusiveOr() {
        RandomKey key = RandomKey.of(1);
        Sequential network = network(key);
        CapturedStep step = capture(network, new Adam(network.parameters()));
        Schedule rate = Schedule.cosine(0.1, 0.01, 150).afterWarmUp(10);
        double first = 0;
        double last = 0;
        for (int t = 0; t < 150; t++) {
            last = step.run(Tensor.scalar((float) rate.at(t)), key.child(t).words())
                    .getFirst()
                    .item();
            first = t == 0 ? last : first;
        }
        assertThat(first).isGreaterThan(0.5);
        assertThat(last).isLessThan(0.05);
        assertThat(loss(network, ForwardPass.evaluation()).item()).isLessThanOrEqualTo(last * 1.1);
    }

    @Test
    void capturedStepsUpdateRunningStatisticsAndDrawNewMasks() {
        RandomKey key = RandomKey.of(2);
        BatchNorm norm = new BatchNorm("bn", 2);
        Sequential network = new Sequential(norm, new Dropout(0.5), new Linear("fc", 2, 1, key));
        CapturedStep step = capture(network, new Sgd(network.parameters()));
        List<Double> losses = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            losses.add(
                    step.run(Tensor.scalar(0f), key.child(t).words()).getFirst().item());
        }
        // The rate is 0, so only the masks differ; the mean of the data is ½.
        assertThat(losses).doesNotHaveDuplicates();
        assertThat(norm.runningMean().tensor().toFloatArray())
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(0.5f * (1 - 0.6561f), 0.5f * (1 - 0.6561f));
    }

    @Test
    void excludedParametersStay() {
        Sequential network = network(RandomKey.of(3));
        ParameterGroup group =
                ParameterGroup.of(network.parameters()).without(p -> p.name().startsWith("fc1"));
        Adam optimizer = new Adam("adam", List.of(group), Adam.Settings.adam());
        assertThat(optimizer.state().stream().map(Parameter::name))
                .containsExactly(
                        "adam.m.fc2.weight", "adam.m.fc2.bias", "adam.v.fc2.weight", "adam.v.fc2.bias", "adam.step");
        float[] before = network.parameters().getFirst().tensor().toFloatArray();
        double loss = optimizer.step(loss(network, ForwardPass.training()), 0.01);
        assertThat(network.parameters().getFirst().tensor().toFloatArray()).isEqualTo(before);
        assertThat(loss(network, ForwardPass.training()).item()).isLessThan(loss);
    }

    @Test
    void wrongUsesAreRefused() {
        Parameter p = new Parameter("p", Tensor.ones(2));
        Sgd sgd = new Sgd(List.of(p));
        Tensor rate = Tensor.scalar(0.1);
        assertThatThrownBy(() -> sgd.updates(List.of(), rate)).hasMessageContaining("0 gradients for 1");
        assertThatThrownBy(() -> sgd.updates(List.of(Tensor.ones(3)), rate))
                .hasMessageContaining("p : float32[2]")
                .hasMessageContaining("float32[3]");
        assertThatThrownBy(() -> sgd.updates(List.of(Tensor.ones(2)), Tensor.ones(1)))
                .hasMessageContaining("learning rate");
        assertThatThrownBy(() -> new Adam(List.of(p, new Parameter("p", Tensor.ones(3)))))
                .hasMessageContaining("named p");
        assertThatThrownBy(() -> new Sgd.Settings(0.9, 0.1, true)).hasMessageContaining("Nesterov");
        assertThatThrownBy(() -> GradientClipping.byGlobalNorm(List.of(), 1)).hasMessageContaining("no gradient");
        assertThatThrownBy(() -> ParameterGroup.of(List.of(p)).withWeightDecay(-1))
                .hasMessageContaining("-1.0");
    }
}
