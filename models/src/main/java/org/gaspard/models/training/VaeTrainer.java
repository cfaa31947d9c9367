package org.gaspard.models.training;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.datasets.BatchPipeline;
import org.gaspard.datasets.Batches;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.datasets.sampling.DrawnBatches;
import org.gaspard.datasets.sampling.FactorDistribution;
import org.gaspard.models.progress.CsvLog;
import org.gaspard.models.progress.ProgressBar;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * Runs a {@link TrainingStep}, such as a {@link VaeStep}, over a data set. The images and the random key of a step are
 * functions of the seed and the number of the step alone, so training that was stopped anywhere and resumed from its last
 * checkpoint ends with the same bits as training that never stopped.
 *
 * <p>Training ends with an {@link ArithmeticException} where a figure is not finite, or where at a checkpoint a number of the state
 * is not that was so in the beginning.
 */
public final class VaeTrainer {

    /**
     * Something to do after certain steps, such as an evaluation. It must not change the model. After a resume it may be
     * called again for steps that were done since the last checkpoint.
     */
    @FunctionalInterface
    public interface Hook {

        /** Called when {@code steps} steps are done. */
        void after(long steps) throws IOException;
    }

    private record Every(long steps, Hook hook) {}

    /** How many batches are read ahead of the step. */
    private static final int BATCHES_AHEAD = 2;

    private final TrainingStep step;
    private final Optional<ImageDataset> images;
    private final Schedule learningRate;
    private final TrainingSettings settings;
    private final String description;
    private final List<Every> hooks = new ArrayList<>();
    /** The batches from a step on. */
    private LongFunction<BatchPipeline> batches;

    private double secondsWaited;

    /**
     * A trainer.
     *
     * @param step for batches of the size of the settings
     * @param description every setting that decides the result, in words: a checkpoint made under another is refused
     */
    public VaeTrainer(
            TrainingStep step,
            ImageDataset images,
            Schedule learningRate,
            TrainingSettings settings,
            String description) {
        this(
                step,
                Optional.of(images),
                from -> new BatchPipeline(
                        images,
                        new Batches(images.size(), step.imagesType().shape().extent(0), settings.seed()),
                        from,
                        BATCHES_AHEAD),
                learningRate,
                settings,
                description);
    }

    /**
     * A trainer on batches of any kind, such as sequences.
     *
     * @param name of the data, for messages
     * @param batch gives the numbers of a step's batch in an array of its own; a pure function of the step
     * @param description every setting that decides the result, in words: a checkpoint made under another is refused
     */
    public VaeTrainer(
            TrainingStep step,
            String name,
            LongFunction<float[]> batch,
            Schedule learningRate,
            TrainingSettings settings,
            String description) {
        this(
                step,
                Optional.empty(),
                from -> new BatchPipeline(name, checked(name, batch, step.imagesType()), from, BATCHES_AHEAD),
                learningRate,
                settings,
                description);
    }

    private VaeTrainer(
            TrainingStep step,
            Optional<ImageDataset> images,
            LongFunction<BatchPipeline> batches,
            Schedule learningRate,
            TrainingSettings settings,
            String description) {
        int taken = step.imagesType().shape().extent(0);
        if (taken != settings.batchSize() * step.batches()) {
            throw new IllegalArgumentException("the step takes " + taken + " images, expected " + step.batches()
                    + " times the " + settings.batchSize() + " of the settings");
        }
        this.step = step;
        this.images = images;
        this.batches = batches;
        this.learningRate = learningRate;
        this.settings = settings;
        this.description = description;
    }

    private static LongFunction<float[]> checked(String name, LongFunction<float[]> batch, TensorType type) {
        return t -> {
            float[] found = batch.apply(t);
            if (found.length != type.shape().size()) {
                throw new IllegalArgumentException("batch " + t + " of " + name + " has " + found.length
                        + " numbers, expected the " + type.shape().size() + " of " + type.shape());
            }
            return found;
        };
    }

    /** The type of a batch of a data set: float32 [N, H, W, C]. */
    public static TensorType batchType(ImageDataset images, int batchSize) {
        return new TensorType(Shape.of(batchSize, images.height(), images.width(), images.channels()), DType.FLOAT32);
    }

    /**
     * Draws the images of each batch independently and with replacement from a distribution over the combinations of factors, in
     * place of each image once in an epoch. It belongs into the description of the settings.
     *
     * @param factors over the images of the data set, in their order
     * @throws IllegalArgumentException if it has another number of combinations than there are images
     * @throws IllegalStateException if the trainer has no data set
     */
    public void drawFrom(FactorDistribution factors) {
        ImageDataset set = images.orElseThrow(
                () -> new IllegalStateException("this trainer reads its batches itself and has no images to draw"));
        if (factors.grid().size() != set.size()) {
            throw new IllegalArgumentException("the distribution is of "
                    + factors.grid().size() + " combinations, expected the " + set.size() + " images of " + set.name());
        }
        int size = step.imagesType().shape().extent(0);
        batches = from -> new BatchPipeline(set, new DrawnBatches(factors, size, settings.seed()), from, BATCHES_AHEAD);
    }

    /** Calls {@code hook} after every {@code steps} steps and at the end. */
    public void every(long steps, Hook hook) {
        if (steps < 1) {
            throw new IllegalArgumentException("a hook after every " + steps + " steps, expected at least 1");
        }
        hooks.add(new Every(steps, hook));
    }

    /** Trains from the beginning. An old log and checkpoint in the folder are replaced. */
    public void train() throws IOException {
        Files.createDirectories(settings.folder());
        // Or a run that is stopped before its first checkpoint would be resumed from that of the run before.
        Files.deleteIfExists(settings.checkpoint());
        try (CsvLog log = CsvLog.create(settings.log())) {
            train(0, log);
        }
    }

    /**
     * Goes on from the checkpoint in the folder, or begins if there is none.
     *
     * @return the number of steps that were already done
     * @throws IOException if the checkpoint cannot be read, was made under another description, or is beyond the steps of
     *     the settings
     */
    public long resume() throws IOException {
        if (!Files.exists(settings.checkpoint())) {
            train();
            return 0;
        }
        long made = Checkpoint.header(settings.checkpoint()).step();
        if (made > settings.steps()) {
            throw new IOException(settings.checkpoint() + " was made after " + made + " steps, expected at most the "
                    + settings.steps() + " of the settings");
        }
        long done = Checkpoint.read(settings.checkpoint(), description, step.state());
        // The last row of a run that ended between two regular rows is not one of a longer run.
        try (CsvLog log = CsvLog.resume(settings.log(), done, this::isLogged)) {
            train(done, log);
        }
        return done;
    }

    private boolean isLogged(long done) {
        return done % settings.logEvery() == 0 || done == settings.steps();
    }

    private void train(long first, CsvLog log) throws IOException {
        TensorType type = step.imagesType();
        List<Parameter> finite =
                step.state().stream().filter(cell -> infinite(cell) == 0).toList();
        try (BatchPipeline pipeline = batches.apply(first);
                ProgressBar bar = ProgressBar.onStandardOutput("training", first, settings.steps())) {
            for (long t = first; t < settings.steps(); t++) {
                Tensor batch = Tensor.wrap(type.shape(), new Storage.Floats(pipeline.next()));
                secondsWaited = pipeline.waitedSeconds();
                Map<String, Double> row = run(t, batch);
                long done = t + 1;
                boolean last = done == settings.steps();
                if (isLogged(done)) {
                    log.append(done, complete(row));
                }
                bar.update(done, message(row));
                // Before the checkpoint, so that a run that is stopped in a hook comes to it again.
                for (Every every : hooks) {
                    if (done % every.steps() == 0 || last) {
                        every.hook().after(done);
                    }
                }
                if (done % settings.checkpointEvery() == 0 || last) {
                    checkFinite(done, finite);
                    Checkpoint.write(settings.checkpoint(), done, description, step.state());
                }
            }
        }
    }

    /** With NaN for the figures of terms that have not started. */
    private Map<String, Double> complete(Map<String, Double> row) {
        Map<String, Double> all = new LinkedHashMap<>();
        step.names().forEach(name -> all.put(name, row.getOrDefault(name, Double.NaN)));
        return all;
    }

    private Map<String, Double> run(long t, Tensor batch) {
        Map<String, Double> row;
        try {
            row = step.run(t, batch, key(settings.seed(), t), learningRate.at(t));
        } catch (IllegalArgumentException e) {
            // A solver inside the step refuses numbers that are not finite before they reach the row.
            throw new IllegalStateException("step " + t + ": " + e.getMessage(), e);
        }
        checkFinite(t, row);
        return row;
    }

    /** The key of one step: words that no other step of this seed has. */
    private static RandomKey key(long seed, long t) {
        return RandomKey.of(seed).child((int) t);
    }

    private static void checkFinite(long t, Map<String, Double> row) {
        row.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw new ArithmeticException("step " + t + ": " + name + " is " + value
                        + "; build and run the step inside Anomaly.detect to find the operation");
            }
        });
    }

    /**
     * Squares of gradients can leave the range of floats while all losses stay finite: an optimiser that divides by them then leaves
     * its weights as they are, for ever and without a word.
     */
    private static void checkFinite(long done, List<Parameter> state) {
        for (Parameter cell : state) {
            int count = infinite(cell);
            if (count > 0) {
                throw new ArithmeticException("after step " + (done - 1) + ": " + count + " of the "
                        + cell.shape().size() + " numbers of " + cell.name()
                        + " are not finite; the last checkpoint is from before. A lower or slowly rising learning rate"
                        + " may help");
            }
        }
    }

    /** How many numbers of a cell are not finite. */
    private static int infinite(Parameter cell) {
        int count = 0;
        switch (cell.tensor().storage()) {
            case Storage.Floats(float[] data) -> {
                for (float number : data) {
                    count += Float.isFinite(number) ? 0 : 1;
                }
            }
            case Storage.Doubles(double[] data) -> {
                for (double number : data) {
                    count += Double.isFinite(number) ? 0 : 1;
                }
            }
            default -> {}
        }
        return count;
    }

    private static String message(Map<String, Double> row) {
        StringBuilder text = new StringBuilder();
        row.forEach((name, value) -> {
            if (name.indexOf('.') < 0) {
                text.append(String.format(Locale.ROOT, "%s %.4g  ", name, value));
            }
        });
        return text.toString().strip();
    }

    /** For how long the steps of the last run had to wait for their images, in seconds. */
    public double secondsWaited() {
        return secondsWaited;
    }

    /** Every parameter, buffer and state that training changes. */
    public List<Parameter> state() {
        return step.state();
    }
}
