package org.gaspard.examples;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.catalogue.ImageParts;
import org.gaspard.datasets.files.StoredImages;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.methods.BaseModel;
import org.gaspard.models.methods.Regulariser;
import org.gaspard.models.methods.Setting;
import org.gaspard.models.networks.AutoencoderArchitecture;
import org.gaspard.models.networks.ConvArchitecture;
import org.gaspard.models.networks.ImageArchitectures;
import org.gaspard.models.training.Objective;
import org.gaspard.models.training.TrainingSettings;
import org.gaspard.models.training.VaeStep;
import org.gaspard.models.training.VaeTrainer;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;

/**
 * What options stand for: images, a model, an objective, a trainer.
 *
 * @param training the images trained on, in the size that the model takes
 * @param evaluation those evaluated on: others where the data set has any, else the same
 * @param base what is trained, without regularisers
 * @param model with its initial weights
 * @param objective what it is trained for
 */
record Experiment(
        TrainVaeOptions options,
        LabelledDataset training,
        LabelledDataset evaluation,
        BaseModel base,
        Vae model,
        Objective objective) {

    /** The child of the seed's key that weights start from; those from 0 on belong to the training steps. */
    private static final int WEIGHTS = -1;

    /** The child of that key for networks beside the model. */
    private static final int OTHER_NETWORKS = 2;

    private static final int SMALLEST_SIDE = 8;
    private static final int USUAL_SIDE = 64;

    /**
     * Opens the images and makes the model.
     *
     * @throws IOException if the files of images cannot be read
     */
    static Experiment of(TrainVaeOptions options) throws IOException {
        ImageParts parts = options.dataset.open(Optional.ofNullable(options.dataDir));
        LabelledDataset original = fitted(parts.training(), options);
        LabelledDataset training = options.stored == null ? original : StoredImages.inFile(original, options.stored);
        LabelledDataset evaluation =
                parts.test().map(test -> fitted(test, options)).orElse(training);
        Likelihood likelihood = switch (options.likelihood) {
            case BERNOULLI -> new Likelihood.Bernoulli();
            case GAUSSIAN -> new Likelihood.Gaussian(options.deviation);
        };
        RandomKey key = RandomKey.of(options.seed).child(WEIGHTS);
        AutoencoderArchitecture networks = networks(options, training);
        BaseModel base = Methods.base(options, networks);
        Vae model = networks.withEncoding(base.encoding()).vae(likelihood, key);
        Shape image = Shape.of(training.height(), training.width(), training.channels());
        Setting setting = new Setting(model, image, training.size(), options.learningRate, key.child(OTHER_NETWORKS));
        Objective objective = base.objective(setting);
        for (Regulariser regulariser : Methods.regularisers(options)) {
            objective = regulariser.on(objective);
        }
        return new Experiment(options, training, evaluation, base, model, objective);
    }

    private static AutoencoderArchitecture networks(TrainVaeOptions options, LabelledDataset images) {
        int channels = images.channels();
        int latents = options.latents;
        return switch (options.architecture) {
            case BURGESS -> ConvArchitecture.burgess(images.height()).networks(channels, latents);
            case LOCATELLO -> ConvArchitecture.locatello().networks(channels, latents);
            case DISENTANGLEMENT_LIB -> ImageArchitectures.disentanglementLib(channels, latents);
            case SMALL -> ImageArchitectures.small(channels, latents);
            case COLOUR -> ImageArchitectures.colour(channels, latents);
            case LARGE -> ImageArchitectures.large(channels, latents);
            case CONTROL_VAE -> ImageArchitectures.controlVae(channels, latents);
        };
    }

    /** Cropped and reduced as papers do with this set, and then in the size that the networks take. */
    private static LabelledDataset fitted(LabelledDataset original, TrainVaeOptions options) {
        LabelledDataset images = options.dataset.prepared(original);
        int larger = Math.max(images.height(), images.width());
        boolean fixed = options.architecture != Choices.Architecture.BURGESS;
        int side = fixed ? USUAL_SIDE : Math.max(SMALLEST_SIDE, Integer.highestOneBit(2 * larger - 1));
        if (images.height() == side && images.width() == side) {
            return images;
        }
        return fixed ? images.resizedTo(side, side) : images.paddedTo(side, side);
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

    /** A trainer of the model by Adam. */
    VaeTrainer trainer() {
        List<Parameter> trained = Stream.concat(model.parameters().stream(), objective.parameters().stream())
                .toList();
        VaeStep step =
                new VaeStep(model, objective, new Adam(trained), VaeTrainer.batchType(training, options.batchSize));
        return new VaeTrainer(
                step, training, Schedule.constant(options.learningRate), settings(), TrainVaeOptions.line(decisive()));
    }

    /** How many numbers are trained in the two networks. */
    int parameterCount() {
        return model.parameters().stream()
                .mapToInt(parameter -> parameter.shape().size())
                .sum();
    }
}
