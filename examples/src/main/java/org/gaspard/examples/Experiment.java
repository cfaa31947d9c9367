package org.gaspard.examples;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.catalogue.CatalogueEntry;
import org.gaspard.datasets.catalogue.ImageParts;
import org.gaspard.datasets.files.StoredImages;
import org.gaspard.datasets.sampling.Correlation;
import org.gaspard.datasets.sampling.FactorDistribution;
import org.gaspard.models.Vae;
import org.gaspard.models.evaluation.FeatureClassifier;
import org.gaspard.models.methods.BaseModel;
import org.gaspard.models.methods.Recipe;
import org.gaspard.models.methods.Training;
import org.gaspard.models.networks.NamedArchitecture;
import org.gaspard.models.training.TrainingSettings;
import org.gaspard.models.training.VaeTrainer;
import org.gaspard.tensor.Shape;

/**
 * What options stand for: images, a model, an objective, a trainer.
 *
 * @param training the images trained on, in the size that the model takes
 * @param evaluation those evaluated on: others where the data set has any, else the same
 * @param others images of another kind, if there are to be any
 * @param classifier whose features images are compared by, if there is one
 * @param drawn what the images of training are drawn from, if not all of them alike
 * @param base what is trained, without regularisers
 * @param made the model with its initial weights, and what it is trained for
 */
record Experiment(
        TrainVaeOptions options,
        LabelledDataset training,
        LabelledDataset evaluation,
        Optional<LabelledDataset> others,
        Optional<FeatureClassifier> classifier,
        Optional<FactorDistribution> drawn,
        BaseModel base,
        Training made) {

    private static final int SMALLEST_SIDE = 8;
    private static final int USUAL_SIDE = 64;

    /**
     * Opens the images and makes the model.
     *
     * @throws IllegalArgumentException if factors are to be correlated that the images do not have
     * @throws IOException if the files of images cannot be read
     */
    static Experiment of(TrainVaeOptions options) throws IOException {
        ImageParts parts = options.dataset.open(Optional.ofNullable(options.dataDir));
        LabelledDataset original = fitted(options.dataset, parts.training(), options.architecture);
        LabelledDataset training = options.stored == null ? original : StoredImages.inFile(original, options.stored);
        LabelledDataset evaluation = parts.test()
                .map(test -> fitted(options.dataset, test, options.architecture))
                .orElse(training);
        Ending.require(
                !options.evaluated.transfer || evaluation.factors().stream().anyMatch(factor -> factor.size() > 1),
                "--transfer must come with images of known factors, found " + options.dataset);
        Shape image = Shape.of(training.height(), training.width(), training.channels());
        Recipe recipe = Methods.recipe(options, image);
        Training made = recipe.training(training.size(), options.seed);
        return new Experiment(
                options,
                training,
                evaluation,
                others(options, image),
                classifier(options, image),
                drawn(parts.training(), options),
                recipe.base(),
                made);
    }

    private static Optional<LabelledDataset> others(TrainVaeOptions options, Shape image) throws IOException {
        if (options.evaluated.otherDataset == null) {
            return Optional.empty();
        }
        ImageParts parts;
        try {
            parts = options.evaluated.otherDataset.open(Optional.ofNullable(options.evaluated.otherDataDir));
        } catch (IOException e) {
            throw new IllegalArgumentException("--other-data-dir cannot be read: " + Ending.words(e), e);
        }
        LabelledDataset images =
                fitted(options.evaluated.otherDataset, parts.test().orElse(parts.training()), options.architecture);
        Shape found = Shape.of(images.height(), images.width(), images.channels());
        Ending.require(
                found.equals(image),
                "--other-dataset must have images of " + image + " like those trained on, found " + found + " of "
                        + options.evaluated.otherDataset);
        return Optional.of(images);
    }

    private static Optional<FeatureClassifier> classifier(TrainVaeOptions options, Shape image) throws IOException {
        if (options.evaluated.classifier == null) {
            return Optional.empty();
        }
        FeatureClassifier classifier;
        try {
            classifier = FeatureClassifier.open(options.evaluated.classifier);
        } catch (IOException e) {
            throw new IllegalArgumentException("--classifier cannot be read: " + Ending.words(e), e);
        }
        Ending.require(
                classifier.image().equals(image),
                "--classifier must be of images of " + image + " like those trained on, found " + classifier.image());
        return Optional.of(classifier);
    }

    /** Sizes and preparation change no factor, so that the combinations are those of the original images. */
    private static Optional<FactorDistribution> drawn(LabelledDataset original, TrainVaeOptions options) {
        List<Correlation> correlations = options.correlations();
        if (correlations.isEmpty()) {
            return Optional.empty();
        }
        if (!(original instanceof FactoredDataset factored)) {
            throw new IllegalArgumentException(
                    "--correlate must come with a data set of all combinations of its factors, found "
                            + options.dataset);
        }
        try {
            return Optional.of(Correlation.distribution(factored.grid(), correlations));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--correlate: " + e.getMessage(), e);
        }
    }

    /** Cropped and reduced as papers do with this set, and then in the size that the networks take. */
    static LabelledDataset fitted(CatalogueEntry entry, LabelledDataset original, NamedArchitecture architecture) {
        LabelledDataset images = entry.prepared(original);
        NamedArchitecture.Sizes sizes = architecture.sizes();
        int larger = Math.max(images.height(), images.width());
        int side = sizes == NamedArchitecture.Sizes.SIDE_64
                ? USUAL_SIDE
                : Math.max(SMALLEST_SIDE, Integer.highestOneBit(2 * larger - 1));
        if (images.height() == side && images.width() == side) {
            return images;
        }
        return switch (sizes) {
            case ALL -> images;
            case POWERS_OF_TWO -> images.paddedTo(side, side);
            case SIDE_64 -> images.resizedTo(side, side);
        };
    }

    /** The model. */
    Vae model() {
        return made.model();
    }

    /** How long training runs and where it writes. */
    TrainingSettings settings() {
        return new TrainingSettings(
                options.steps,
                options.batchSize,
                options.seed,
                options.logEvery,
                options.checkpointEvery,
                options.folder());
    }

    /** Every setting that decides the result, and the images: the words that a checkpoint is kept under. */
    Map<String, String> decisive() {
        Map<String, String> all = options.decisive();
        all.put(
                "images",
                (options.dataDir == null ? "drawn " : "read ") + training.size() + "x" + training.height() + "x"
                        + training.width() + "x" + training.channels());
        return all;
    }

    /** A trainer of the model. */
    VaeTrainer trainer() {
        VaeTrainer trainer = made.trainer(training, settings(), options.warmUp(), TrainVaeOptions.line(decisive()));
        drawn.ifPresent(trainer::drawFrom);
        return trainer;
    }

    /** How many numbers are trained in the two networks. */
    int parameterCount() {
        return model().parameters().stream()
                .mapToInt(parameter -> parameter.shape().size())
                .sum();
    }
}
