package org.gaspard.models.sequences.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.datasets.Permutation;
import org.gaspard.datasets.images.Subset;
import org.gaspard.metrics.Score;
import org.gaspard.models.check.Checks;
import org.gaspard.models.evaluation.FeatureClassifier;
import org.gaspard.models.networks.Initialisation;
import org.gaspard.models.networks.Network;
import org.gaspard.models.networks.Stage;
import org.gaspard.models.training.TrainingSettings;
import org.gaspard.tensor.Shape;

/**
 * Variation predictability with the convolutional classifier of [Z20]: trained on a part of the pairs by Adam on the cross-entropy of
 * their transformations, tested on all others.
 *
 * <pre>{@code
 * conv 64, 7×7 s2 p3 → conv 64, 3×3 p1 → max of 3×3 s2 p1 → conv 128, 3×3 p1 → conv 256, 3×3 p1 → mean over pixels → dense K
 * }</pre>
 *
 * with batch normalisation and a rectifier after each convolution, none of which has biases: 415,936 parameters for three channels, and
 * 257 for each transformation.
 *
 * <p>The value is the accuracy after the last epoch. The published program of [Z20] tests after each epoch and reports the best of
 * these accuracies, which is chosen on the test; it is the figure {@code best accuracy}. Further differences: differences are those of
 * images in [0, 1], there in [−1, 1], a factor of 2 before a convolution without bias and a normalisation; all batches are
 * full, and run over the ends of epochs.
 *
 * <p>Range: [0, 1], 1/K for guessing one of K equally frequent transformations. Compare at equal numbers of pairs and transformations.
 * The same pairs and seed give the same bits.
 *
 * <p>Source: [Z20] and its published program.
 *
 * @param trainingPart the part of the pairs to train on, in (0, 1)
 * @param epochs how often all of them are seen, at least 1
 * @param batchSize pairs in a step
 * @param learningRate of Adam
 */
public record ConvolutionalVariation(double trainingPart, int epochs, int batchSize, double learningRate) {

    private static final int FACTOR = 0;

    /** Checks the ranges. */
    public ConvolutionalVariation {
        if (!(trainingPart > 0 && trainingPart < 1)) {
            throw new IllegalArgumentException("trainingPart must be in (0, 1), found " + trainingPart);
        }
        Checks.atLeast("epochs", epochs, 1);
        Checks.atLeast("batchSize", batchSize, 1);
        Checks.positive("learningRate", learningRate);
    }

    /** A tenth of the pairs, 200 epochs in batches of 32 at the rate 0.01, as the published program of [Z20]. */
    public static ConvolutionalVariation published() {
        return new ConvolutionalVariation(0.1, 200, 32, 0.01);
    }

    /** The classifier of images [H, W, C] and K transformations. */
    static Network network(Shape image, int transformations) {
        WeightInit dense = WeightInit.standard();
        WeightInit convolution = dense.withoutBias();
        List<Stage> stages = new ArrayList<>();
        convolution(stages, new Stage.Convolution(64, 7, 2, 3));
        convolution(stages, new Stage.Convolution(64, 3, 1, 1));
        stages.add(new Stage.MaxPooling(3, 2, 1));
        convolution(stages, new Stage.Convolution(128, 3, 1, 1));
        convolution(stages, new Stage.Convolution(256, 3, 1, 1));
        stages.add(new Stage.GlobalAverage());
        stages.add(new Stage.Dense(transformations));
        return new Network(image, stages, new Initialisation(convolution, convolution, dense));
    }

    private static void convolution(List<Stage> stages, Stage convolution) {
        stages.add(convolution);
        stages.add(new Stage.Normalisation(Stage.Normalisation.Over.BATCH, true));
        stages.add(new Stage.Nonlinearity(new Activation.Relu()));
    }

    /**
     * The score of some pairs.
     *
     * @param seed of the split, the weights and the order of training
     * @param folder for the log and the checkpoint of training, in which there is no checkpoint yet
     * @throws IOException if the log or the checkpoint cannot be written
     * @throws IllegalArgumentException if a training or test set would be empty, or there is a checkpoint in the folder
     */
    public Score score(VariationPairs pairs, long seed, Path folder) throws IOException {
        int training = (int) Math.round(trainingPart * pairs.size());
        if (training < 1 || training >= pairs.size()) {
            throw new IllegalArgumentException("training and test sets must not be empty, found " + training + " of "
                    + pairs.size() + " pairs for training");
        }
        long epoch = ((long) training + batchSize - 1) / batchSize;
        TrainingSettings settings =
                new TrainingSettings(epochs * epoch, batchSize, seed, epoch, epochs * epoch, folder);
        // The accuracies before it would be missing.
        if (Files.exists(settings.checkpoint())) {
            throw new IllegalArgumentException("folder must have no checkpoint, found " + settings.checkpoint());
        }
        Permutation order = new Permutation(pairs.size(), Permutation.mix(seed));
        int[] shuffled = IntStream.range(0, pairs.size()).map(order::at).toArray();
        int[] test =
                IntStream.range(training, shuffled.length).map(i -> shuffled[i]).toArray();
        Subset seen = Subset.of(
                pairs, IntStream.range(0, training).map(i -> shuffled[i]).toArray());
        Shape image = Shape.of(pairs.height(), pairs.width(), pairs.channels());
        int transformations = pairs.factors().get(FACTOR).size();
        FeatureClassifier classifier = new FeatureClassifier("variation", network(image, transformations), seed);
        List<Double> accuracies = new ArrayList<>();
        classifier.train(
                seen,
                FACTOR,
                learningRate,
                settings,
                epoch,
                done -> accuracies.add(classifier.accuracy(pairs, FACTOR, test)));
        double best = accuracies.stream().mapToDouble(a -> a).max().orElseThrow();
        return Score.of("VP, convolutional", accuracies.getLast())
                .withFigure("best accuracy", best)
                .withFigure("transformations", transformations)
                .withSetting("pairs", pairs.size())
                .withSetting("training part", trainingPart)
                .withSetting("epochs", epochs)
                .withSetting("batch size", batchSize)
                .withSetting("learning rate", learningRate)
                .withSetting("seed", seed);
    }
}
