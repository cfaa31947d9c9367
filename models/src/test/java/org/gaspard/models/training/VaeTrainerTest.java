package org.gaspard.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.sampling.FactorDistribution;
import org.gaspard.models.progress.CsvLog;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaeTrainerTest {

    @TempDir
    Path folder;

    private VaeTrainer trainer(long steps) {
        return TinyTraining.trainer(TinyTraining.settings(folder, steps));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theLossFallsAndTheLogHasEveryTermAndDiagnostic() throws IOException {
        VaeTrainer trainer = trainer(31);
        trainer.train();
        var log = CsvLog.read(folder.resolve("losses.csv"));
        assertThat(log.keySet())
                .containsExactly(
                        "step",
                        "loss",
                        "reconstruction",
                        "kl",
                        "dst_encoder",
                        "gmg_decoder",
                        "gmg_decoder.distortion",
                        "gmg_decoder.entropy_ratio",
                        "gmg_decoder.marginal_error",
                        "gmg_decoder.outer_iterations",
                        "gmg_decoder.inner_iterations",
                        "gmg_decoder.warnings");
        assertThat(log.get("step")).containsExactly(3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 31);
        double[] reconstruction = log.get("reconstruction");
        assertThat(reconstruction[10]).isLessThan(reconstruction[0]);
        assertThat(files()).containsExactly("checkpoint.safetensors", "losses.csv");
        Parameter scale = trainer.state().stream()
                .filter(p -> p.name().equals("dst_encoder.log_scale"))
                .findFirst()
                .orElseThrow();
        assertThat(scale.tensor().item()).isNotZero();
    }

    @Test
    void theLossIsTheWeightedSumOfTheTerms() throws IOException {
        trainer(9).train();
        var log = CsvLog.read(folder.resolve("losses.csv"));
        for (int row = 0; row < 3; row++) {
            double beta = Schedule.linear(0, 4, 20).at((long) log.get("step")[row] - 1);
            double expected = log.get("reconstruction")[row]
                    + beta * log.get("kl")[row]
                    + 0.5 * (log.get("dst_encoder")[row] + log.get("gmg_decoder")[row]);
            assertThat(log.get("loss")[row]).isCloseTo(expected, within(1e-3));
        }
    }

    @Test
    void hooksAreCalledAtTheirStepsAndAtTheEnd() throws IOException {
        List<String> calls = new ArrayList<>();
        VaeTrainer trainer = trainer(11);
        trainer.every(4, steps -> calls.add("four " + steps));
        trainer.every(100, steps -> calls.add("hundred " + steps));
        trainer.train();
        assertThat(calls).containsExactly("four 4", "four 8", "four 11", "hundred 11");
        assertThatThrownBy(() -> trainer.every(0, steps -> {})).hasMessageContaining("after every 0 steps");
    }

    /** The rate is absurd from the eighth step on; the checkpoint of step 5 stays. */
    @Test
    void lossesThatAreNotNumbersStopTraining() throws IOException {
        Schedule absurd = t -> t < 7 ? 1e-3 : 1e38;
        VaeTrainer trainer = TinyTraining.trainer(TinyTraining.settings(folder, 20), "tiny", absurd);
        assertThatThrownBy(trainer::train)
                .isInstanceOf(ArithmeticException.class)
                .hasMessageMatching("step [89]: .* is (NaN|-?Infinity); .*Anomaly\\.detect.*");
        VaeTrainer other = trainer(20);
        assertThat(Checkpoint.read(folder.resolve("checkpoint.safetensors"), "tiny", other.state()))
                .isEqualTo(5);
    }

    /** A cell that begins infinite may stay so; one that becomes so ends training at the next checkpoint. */
    @Test
    void statesThatLeaveTheRangeOfFloatsStopTraining() {
        Parameter unbounded = new Parameter("least", Tensor.of(new float[] {Float.POSITIVE_INFINITY}, 1));
        Parameter squares = new Parameter("rmsprop.square", Tensor.of(new float[] {1, 1, 1}, 3));
        TrainingStep step = new TrainingStep() {
            @Override
            public TensorType imagesType() {
                return VaeTrainer.batchType(TinyTraining.IMAGES, 6);
            }

            @Override
            public List<String> names() {
                return List.of("loss");
            }

            @Override
            public List<Parameter> state() {
                return List.of(unbounded, squares);
            }

            @Override
            public Map<String, Double> run(long t, Tensor images, RandomKey key, double learningRate) {
                if (t == 6) {
                    squares.assign(Tensor.of(new float[] {1, Float.POSITIVE_INFINITY, Float.NaN}, 3));
                }
                return Map.of("loss", 1.0);
            }
        };
        TrainingSettings settings = new TrainingSettings(20, 6, 1, 1, 5, folder);
        VaeTrainer trainer = new VaeTrainer(step, TinyTraining.IMAGES, Schedule.constant(1), settings, "states");
        assertThatThrownBy(trainer::train)
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("after step 9: 2 of the 3 numbers of rmsprop.square are not finite");
        assertThat(folder.resolve("checkpoint.safetensors")).exists();
    }

    @Test
    void trainingFromTheBeginningForgetsAnOldCheckpoint() throws IOException {
        trainer(10).train();
        VaeTrainer stopped = trainer(10);
        stopped.every(1, steps -> {
            throw new IOException("stopped");
        });
        assertThatThrownBy(stopped::train).hasMessage("stopped");
        assertThat(trainer(10).resume()).isZero();
    }

    /** Whoever reads the checkpoint while it is replaced, again and again, always finds a whole one. */
    @Test
    void readersNeverSeeHalfACheckpoint() throws Exception {
        Path file = folder.resolve("checkpoint.safetensors");
        VaeTrainer written = trainer(5);
        VaeTrainer read = trainer(5);
        Checkpoint.write(file, 0, "tiny", written.state());
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Long> seen = new ArrayList<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                while (!done.get()) {
                    seen.add(Checkpoint.read(file, "tiny", read.state()));
                }
            } catch (IOException | RuntimeException e) {
                failure.set(e);
            }
        });
        for (long step = 1; step <= 100; step++) {
            Checkpoint.write(file, step, "tiny", written.state());
        }
        done.set(true);
        reader.join();
        assertThat(failure.get()).isNull();
        assertThat(seen).isSorted().hasSizeGreaterThan(3);
        assertThat(files()).containsExactly("checkpoint.safetensors");
    }

    @Test
    void checkpointsKeepEveryBit() throws IOException {
        Path file = folder.resolve("c.safetensors");
        List<Parameter> cells = List.of(
                new Parameter("a", Tensor.of(new float[] {-0f, Float.MIN_VALUE, 1e30f, (float) Math.PI}, 2, 2)),
                new Parameter("b", Tensor.scalar(Math.nextUp(1.0))),
                new Parameter("c", Tensor.of(new int[] {Integer.MIN_VALUE, -1, 7}, 3)),
                new Parameter("empty", Tensor.zeros(0, 3)));
        Checkpoint.write(file, 41, "every \"setting\"\nin words", cells);
        List<Parameter> blank = cells.stream()
                .map(p -> new Parameter(p.name(), Tensor.full(p.tensor().type(), 0)))
                .toList();
        assertThat(Checkpoint.read(file, "every \"setting\"\nin words", blank)).isEqualTo(41);
        assertThat(blank.get(0).tensor().toFloatArray())
                .isEqualTo(cells.get(0).tensor().toFloatArray());
        assertThat(blank.get(1).tensor().item()).isEqualTo(Math.nextUp(1.0));
        assertThat(blank.get(2).tensor().toIntArray()).containsExactly(Integer.MIN_VALUE, -1, 7);
    }

    @Test
    void checkpointsOfOthersAreRefusedAndChangeNothing() throws IOException {
        Path file = folder.resolve("c.safetensors");
        Parameter a = new Parameter("a", Tensor.ones(2, 3));
        Parameter b = new Parameter("b", Tensor.ones(4));
        Checkpoint.write(file, 7, "β = 4", List.of(a, b));
        Parameter otherA = new Parameter("a", Tensor.zeros(2, 3));
        Parameter otherB = new Parameter("b", Tensor.zeros(4));
        refused(file, "β = 1", List.of(otherA, otherB), "β = 4", "but these are", "β = 1");
        refused(file, "β = 4", List.of(otherA), "tensors that this model does not", "[b]");
        Parameter c = new Parameter("c", Tensor.zeros(1));
        refused(file, "β = 4", List.of(otherA, otherB, c), "has no tensor named c");
        Parameter wide = new Parameter("b", Tensor.zeros(2, 2));
        refused(file, "β = 4", List.of(otherA, wide), "b is FLOAT32[4], expected FLOAT32[2, 2]");
        Parameter precise = new Parameter("b", Tensor.of(new double[4], 4));
        refused(file, "β = 4", List.of(otherA, precise), "b is FLOAT32[4], expected FLOAT64[4]");
        assertThat(otherA.tensor().toFloatArray()).containsOnly(0);
        assertThatThrownBy(() -> Checkpoint.read(folder.resolve("none"), "", List.of()))
                .isInstanceOf(IOException.class);
    }

    private static void refused(Path file, String settings, List<Parameter> parameters, String... words) {
        assertThatThrownBy(() -> Checkpoint.read(file, settings, parameters))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void trainersRefuseCheckpointsOfOtherSettings() throws IOException {
        trainer(5).train();
        VaeTrainer other = TinyTraining.trainer(TinyTraining.settings(folder, 10), "another", Schedule.constant(0.1));
        assertThatThrownBy(other::resume).isInstanceOf(IOException.class).hasMessageContaining("another");
    }

    @Test
    void trainersRefuseCheckpointsBeyondTheirEnd() throws IOException {
        trainer(10).train();
        byte[] log = Files.readAllBytes(folder.resolve("losses.csv"));
        VaeTrainer shorter = trainer(7);
        assertThatThrownBy(shorter::resume).hasMessageContaining("after 10 steps, expected at most the 7");
        assertThat(folder.resolve("losses.csv")).hasBinaryContent(log);
    }

    /** The images from 15 on, all alike. */
    private static FactorDistribution half() {
        FactorGrid grid = new FactorGrid(List.of(Factor.linear("a", 0, 1, 6), Factor.linear("b", 0, 1, 5)));
        return FactorDistribution.uniform(grid).constrained(new int[] {0}, positions -> positions[0] > 2);
    }

    @Test
    void imagesAreDrawnFromADistributionOfTheirFactors() throws IOException {
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        VaeTrainer trainer = TinyTraining.trainer(TinyTraining.settings(folder, 20), seen::add);
        trainer.drawFrom(half());
        trainer.train();
        assertThat(seen)
                .hasSizeGreaterThanOrEqualTo(20 * TinyTraining.BATCH)
                .allMatch(index -> index >= 15)
                .contains(15, 29);
    }

    @Test
    void drawnImagesAreTheSameAfterAResume() throws IOException {
        for (long[] stops : new long[][] {{14}, {3, 7, 14}}) {
            for (long steps : stops) {
                Path at = folder.resolve(Integer.toString(stops.length));
                VaeTrainer trainer = TinyTraining.trainer(TinyTraining.settings(at, steps));
                trainer.drawFrom(half());
                trainer.resume();
            }
        }
        for (String file : List.of("losses.csv", "checkpoint.safetensors")) {
            assertThat(folder.resolve("3").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("1").resolve(file));
        }
    }

    @Test
    void aDistributionOfOtherImagesIsRefused() {
        FactorGrid other = new FactorGrid(List.of(Factor.linear("a", 0, 1, 7)));
        assertThatThrownBy(() -> trainer(1).drawFrom(FactorDistribution.uniform(other)))
                .hasMessage("the distribution is of 7 combinations, expected the 30 images of waves");
    }

    @Test
    void settingsAreChecked() {
        for (long[] wrong : new long[][] {{0, 8, 1, 1}, {1, 0, 1, 1}, {1, 8, 0, 1}, {1, 8, 1, 0}}) {
            assertThatThrownBy(() -> new TrainingSettings(wrong[0], (int) wrong[1], 1, wrong[2], wrong[3], folder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be at least 1, found 0");
        }
    }
}
