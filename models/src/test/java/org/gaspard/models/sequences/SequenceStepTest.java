package org.gaspard.models.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.OptimizerSettings;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.autodiff.optim.Sgd;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.sampling.FactorDistribution;
import org.gaspard.models.training.TrainingSettings;
import org.gaspard.models.training.VaeTrainer;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceStepTest {

    private static final TensorType FRAMES = new TensorType(Shape.of(2, 3, 2, 1, 2), DType.FLOAT32);
    private static final RandomKey KEY = RandomKey.of(3);
    private static final OptimizerSettings ADAM = Adam.Settings.adam();
    private static final OptimizerSettings MOMENTUM = new Sgd.Settings(0.9, 0, false);
    /** Absolute; measured: at most 4.5e-15. */
    private static final double TOLERANCE = 1e-13;

    @TempDir
    Path folder;

    private static int transformation(long t) {
        return new int[] {1, 1, 0, 2, 1, 0, 0, 2}[(int) t % 8];
    }

    private static float[] batch(long t) {
        float[] batch = new float[FRAMES.shape().size()];
        for (int i = 0; i < batch.length; i++) {
            batch[i] = (float) Math.sin(0.3 * i + 1.7 * t);
        }
        return batch;
    }

    private static Tensor images(long t) {
        return Tensor.of(batch(t), FRAMES.shape().toArray());
    }

    private static double learningRate(long t) {
        return 0.1 / (1 + t);
    }

    private static SequenceStep step(SequenceObjective objective, OptimizerSettings optimizer) {
        return new SequenceStep(objective, optimizer, SequenceStepTest::transformation, FRAMES);
    }

    private static Map<String, double[]> numbers(List<Parameter> cells) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        cells.forEach(each -> numbers.put(each.name(), each.tensor().toDoubleArray()));
        return numbers;
    }

    /** Adam or gradient descent with momentum, written down; rests while it is not called. */
    private static final class Hand {

        final double[] x;
        private final double[] first;
        private final double[] second;
        private final boolean adam;
        private int steps;

        Hand(Parameter start, boolean adam) {
            x = start.tensor().toDoubleArray();
            first = new double[x.length];
            second = new double[x.length];
            this.adam = adam;
        }

        void step(double[] gradient, double rate) {
            steps++;
            for (int i = 0; i < x.length; i++) {
                double g = gradient[i];
                if (adam) {
                    first[i] = 0.9 * first[i] + 0.1 * g;
                    second[i] = 0.999 * second[i] + 0.001 * g * g;
                    double root = Math.sqrt(second[i] / (1 - Math.pow(0.999, steps)));
                    x[i] -= rate * first[i] / (1 - Math.pow(0.9, steps)) / (root + 1e-8);
                } else {
                    first[i] = 0.9 * first[i] + g;
                    x[i] -= rate * first[i];
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true, false", "true, true", "false, false", "false, true"})
    void stepsAreThoseOfOptimisersWrittenDown(boolean adam, boolean accumulating) {
        TinyObjective objective = new TinyObjective(true, accumulating, 0);
        SequenceStep step = step(objective, adam ? ADAM : MOMENTUM);
        Hand a = new Hand(objective.a, adam);
        Hand b = new Hand(objective.b, adam);
        List<Hand> c = objective.c.stream().map(each -> new Hand(each, adam)).toList();
        double sum = 0;
        for (int t = 0; t < 24; t++) {
            int k = transformation(t);
            double mean = 0;
            for (float pixel : batch(t)) {
                mean += pixel / (double) FRAMES.shape().size();
            }
            float weight = (float) (0.5 + 2 * Math.min(1, t / 10.0));
            double[] gradientA = new double[2];
            double[] gradientC = new double[2];
            double near = 0;
            double data = 0;
            for (int i = 0; i < 2; i++) {
                double apart = c.get(k).x[i] - a.x[i];
                near += apart * apart / 2;
                data += (a.x[i] - mean) * (a.x[i] - mean) / 2;
                gradientC[i] = weight * apart;
                gradientA[i] = a.x[i] - mean - weight * apart;
            }
            double goal = b.x[0] - k - 1;
            sum = accumulating ? sum + goal : goal;

            Map<String, Double> row = step.run(t, images(t), KEY, learningRate(t));

            assertThat(row.keySet()).containsExactly("loss", "near", "data", "a.weight", "a.other");
            assertThat(row.get("loss")).isCloseTo(data + weight * near + goal * goal / 2, within(TOLERANCE));
            assertThat(row.get("near")).isCloseTo(near, within(TOLERANCE));
            assertThat(row.get("data")).isCloseTo(data, within(TOLERANCE));
            assertThat(row.get("a.weight")).isEqualTo(weight);
            assertThat(row.get("a.other")).isEqualTo((float) (3 * Math.pow(0.5, t)));
            a.step(gradientA, learningRate(t));
            b.step(new double[] {sum}, learningRate(t));
            c.get(k).step(gradientC, learningRate(t));
            check(objective.a, a);
            check(objective.b, b);
            for (int j = 0; j < c.size(); j++) {
                check(objective.c.get(j), c.get(j));
            }
            assertThat(objective.passes.tensor().toDoubleArray()).containsExactly(t + 1);
        }
        assertThat(step.names()).containsExactly("loss", "near", "data", "a.weight", "a.other");
        // One plan for each transformation, made once.
        assertThat(objective.seen.stream().map(SequencePass::transformation)).containsExactly(0, 1, 2);
    }

    private static void check(Parameter found, Hand expected) {
        double[] numbers = found.tensor().toDoubleArray();
        for (int i = 0; i < numbers.length; i++) {
            assertThat(numbers[i]).as("%s[%d]", found.name(), i).isCloseTo(expected.x[i], within(TOLERANCE));
        }
    }

    /** To the bit, with what their optimisers remember, the count of steps included. */
    @Test
    void whatIsOwnRestsInOtherSteps() {
        TinyObjective objective = new TinyObjective(true, true, 1);
        SequenceStep step = step(objective, ADAM);
        for (int t = 0; t < 16; t++) {
            int k = transformation(t);
            Map<String, double[]> before = numbers(step.state());
            step.run(t, images(t), KEY.child(t), 0.01);
            numbers(step.state()).forEach((name, after) -> {
                boolean rests = IntStream.range(0, TinyObjective.TRANSFORMATIONS)
                        .anyMatch(j -> j != k && (name.equals("c" + j) || name.startsWith("adam.own" + j + ".")));
                assertThat(Arrays.equals(before.get(name), after)).as(name).isEqualTo(rests);
            });
        }
        assertThat(numbers(step.state()))
                .containsKeys("adam.step", "adam.m.a", "adam.v.b", "adam.own1.step", "adam.own2.m.c2", "gradient_sum.b")
                .containsKeys("a", "b", "c0", "passes")
                .hasSize(2 + 4 + 1 + 3 * (1 + 2 + 1) + 1 + 1);
    }

    @Test
    void objectivesThatAreNotToldHaveOnePlan() {
        TinyObjective objective = new TinyObjective(false, false, 0);
        SequenceStep step = new SequenceStep(
                objective,
                ADAM,
                t -> {
                    throw new AssertionError("nobody asks");
                },
                FRAMES);
        step.run(0, images(0), KEY, 0.1);
        step.run(1, images(1), KEY, 0.1);
        assertThat(objective.seen).hasSize(1);
        assertThat(objective.seen.getFirst().transformation()).isZero();
        assertThat(step.imagesType()).isEqualTo(FRAMES);
        assertThat(step.batches()).isEqualTo(1);
        assertThat(objective.c.getFirst().tensor().toDoubleArray()).containsExactly(1, 2);
    }

    private VaeTrainer trainer(SequenceStep step, Path to, long steps) {
        return new VaeTrainer(
                step,
                "waves",
                SequenceStepTest::batch,
                SequenceStepTest::learningRate,
                new TrainingSettings(steps, 2, 5, 1, 4, to),
                "tiny");
    }

    @Test
    void trainingThatWasStoppedEndsWithTheSameBits() throws IOException {
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        trainer(step(new TinyObjective(true, true, 1), ADAM), whole, 19).train();
        trainer(step(new TinyObjective(true, true, 1), ADAM), parts, 7).train();
        SequenceStep resumed = step(new TinyObjective(true, true, 1), ADAM);
        VaeTrainer trainer = trainer(resumed, parts, 19);
        assertThat(trainer.resume()).isEqualTo(7);
        assertThat(Files.readAllBytes(parts.resolve("checkpoint.safetensors")))
                .isEqualTo(Files.readAllBytes(whole.resolve("checkpoint.safetensors")));
        assertThat(Files.readString(parts.resolve("losses.csv")))
                .isEqualTo(Files.readString(whole.resolve("losses.csv")))
                .startsWith("step,loss,near,data,a.weight,a.other\n")
                .hasLineCount(20);
        assertThat(trainer.state()).isEqualTo(resumed.state());
    }

    /** The trainer gives step t batch t and the learning rate of t. */
    @Test
    void theTrainerRunsTheSteps() throws IOException {
        TinyObjective trained = new TinyObjective(true, false, 0);
        trainer(step(trained, MOMENTUM), folder, 9).train();
        TinyObjective expected = new TinyObjective(true, false, 0);
        SequenceStep step = step(expected, MOMENTUM);
        for (int t = 0; t < 9; t++) {
            step.run(t, images(t), KEY, learningRate(t));
        }
        assertThat(trained.a.tensor().toDoubleArray())
                .isEqualTo(expected.a.tensor().toDoubleArray());
        assertThat(trained.c.get(2).tensor().toDoubleArray())
                .isEqualTo(expected.c.get(2).tensor().toDoubleArray());
    }

    @Test
    void trainersOnBatchesRefuseWhatDoesNotFit() {
        SequenceStep step = step(new TinyObjective(true, false, 0), ADAM);
        TrainingSettings settings = new TrainingSettings(3, 2, 5, 1, 4, folder);
        VaeTrainer wrong = new VaeTrainer(
                step, "waves", t -> new float[t == 0 ? 24 : 23], Schedule.constant(0.1), settings, "tiny");
        assertThatIllegalArgumentException()
                .isThrownBy(wrong::train)
                .withMessageContaining("batch 1 of waves has 23 numbers, expected the 24 of [2, 3, 2, 1, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VaeTrainer(
                        step,
                        "waves",
                        SequenceStepTest::batch,
                        Schedule.constant(0.1),
                        new TrainingSettings(3, 6, 5, 1, 4, folder),
                        "tiny"))
                .withMessageContaining("takes 2 images, expected 1 times the 6");
        FactorDistribution factors = FactorDistribution.uniform(new FactorGrid(List.of(Factor.linear("a", 0, 1, 3))));
        assertThatIllegalStateException()
                .isThrownBy(() -> trainer(step, folder, 3).drawFrom(factors))
                .withMessageContaining("no images to draw");
    }

    @Test
    void passesLayImagesOut() {
        Tensor frames = images(2);
        float[] pixels = batch(2);
        SequencePass pass = new SequencePass(frames, 1, ForwardPass.training(KEY));
        assertThat(pass.sequences()).isEqualTo(2);
        assertThat(pass.steps()).isEqualTo(2);
        assertThat(pass.images().shape()).isEqualTo(Shape.of(6, 2, 1, 2));
        assertThat(pass.images().toFloatArray()).isEqualTo(pixels);
        Tensor channels = SequencePass.channels(frames);
        assertThat(channels.shape()).isEqualTo(Shape.of(2, 2, 1, 6));
        float[] mixed = channels.toFloatArray();
        for (int t = 0; t < 3; t++) {
            Tensor frame = pass.frame(t);
            assertThat(frame.shape()).isEqualTo(Shape.of(2, 2, 1, 2));
            float[] image = frame.toFloatArray();
            for (int n = 0; n < 2; n++) {
                for (int y = 0; y < 2; y++) {
                    for (int c = 0; c < 2; c++) {
                        float expected = pixels[((n * 3 + t) * 2 + y) * 2 + c];
                        assertThat(image[(n * 2 + y) * 2 + c]).isEqualTo(expected);
                        assertThat(mixed[(n * 2 + y) * 6 + 2 * t + c]).isEqualTo(expected);
                    }
                }
            }
        }
        Schedule schedule = Schedule.constant(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pass.at(schedule))
                .withMessageContaining("the objective must list it");
    }

    @Test
    void wrongShapesAndTransformationsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SequenceStep(
                        new TinyObjective(true, false, 0),
                        ADAM,
                        t -> 0,
                        new TensorType(Shape.of(2, 3, 2, 1), DType.FLOAT32)))
                .withMessageContaining("found [2, 3, 2, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SequencePass(
                        Tensor.full(new TensorType(Shape.of(2, 1, 2, 1, 1), DType.FLOAT32), 0),
                        0,
                        ForwardPass.evaluation()))
                .withMessageContaining("T at least 1, found [2, 1, 2, 1, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SequencePass.channels(Tensor.scalar(1.0)))
                .withMessageContaining("[N, T + 1, H, W, C]");
        SequenceStep step = step(new TinyObjective(true, false, 0), ADAM);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> step.run(0, images(0).reshape(3, 2, 2, 1, 2), KEY, 0.1))
                .withMessageContaining("[3, 2, 2, 1, 2]")
                .withMessageContaining("[2, 3, 2, 1, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> step.explain(3))
                .withMessageContaining("transformation must be from 0 to 2, found 3");
        SequenceStep lost = new SequenceStep(new TinyObjective(true, false, 0), ADAM, t -> -1, FRAMES);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lost.run(0, images(0), KEY, 0.1))
                .withMessageContaining("transformation must be from 0 to 2, found -1");
        assertThat(step.explain(2)).isNotEmpty();
    }

    /** An objective of one shared parameter with faults. */
    private record Faulty(
            boolean labelled,
            List<Parameter> shared,
            List<List<Parameter>> owned,
            List<Parameter> accumulated,
            List<String> figures)
            implements SequenceObjective {

        static final Parameter P = new Parameter("p", Tensor.of(new double[] {1, 2}));
        static final Parameter Q = new Parameter("q", Tensor.of(new double[] {1, 2}));

        @Override
        public int transformations() {
            return owned.size();
        }

        @Override
        public List<Parameter> own(int k) {
            return owned.get(k);
        }

        @Override
        public List<Parameter> buffers() {
            return List.of();
        }

        @Override
        public Value value(SequencePass pass) {
            Tensor square = P.tensor().square();
            Tensor figure = figures.contains("vector") ? square : square.sum();
            return new Value(square.sum(), Map.of(figures.get(pass.transformation()), figure));
        }

        void isRefused(String message) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> {
                        SequenceStep step = new SequenceStep(this, ADAM, t -> (int) t, FRAMES);
                        step.run(0, images(0), KEY, 0.1);
                        step.run(1, images(1), KEY, 0.1);
                    })
                    .withMessageContaining(message);
        }
    }

    @Test
    void faultyObjectivesAreRefused() {
        List<Parameter> p = List.of(Faulty.P);
        List<Parameter> q = List.of(Faulty.Q);
        List<Parameter> none = List.of();
        List<String> good = List.of("x", "x");
        new Faulty(true, none, List.of(), none, good).isRefused("transformations must be at least 1, found 0");
        new Faulty(true, p, List.of(none, p), none, good).isRefused("parameter p : float64[2] is named twice");
        new Faulty(true, p, List.of(q, q), none, good).isRefused("parameter q : float64[2] is named twice");
        new Faulty(false, p, List.of(none, q), none, good)
                .isRefused("[q : float64[2]] of transformation 1, expected none");
        new Faulty(true, p, List.of(q, none), q, good).isRefused("gradients of q : float64[2] are to be summed");
        new Faulty(true, p, List.of(none, none), none, List.of("x", "y"))
                .isRefused("figures of transformation 1 must be [loss, x], found [loss, y]");
        new Faulty(true, p, List.of(none, none), none, List.of("loss", "loss")).isRefused("a figure has the name loss");
        new Faulty(true, p, List.of(none, none), none, List.of("vector", "vector"))
                .isRefused("shape of the figure vector must be [], found [2]");
    }
}
