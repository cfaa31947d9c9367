package org.gaspard.models.protocols;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.models.methods.Recipe;
import org.gaspard.models.methods.Training;
import org.gaspard.models.training.TrainingSettings;
import org.gaspard.models.training.VaeTrainer;
import org.gaspard.tensor.Shape;

/**
 * The settings of an experiment of a paper, each with where it is from. It makes what it describes:
 *
 * {@snippet :
 * Protocol protocol = PublishedProtocols.named("gmg-beta-vae+gmg-decoder-cos").with("gmg", 10);
 * VaeTrainer trainer = protocol.trainer(images, protocol.settings(seed, folder, 100, 5000));
 * trainer.train();
 * }
 *
 * @param name by which it is found among the {@link PublishedProtocols}; kept when values are changed
 * @param paper the work it is of
 * @param variant which account it follows where paper and program differ
 * @param images what is modelled, with what
 * @param method what is minimised
 * @param optimisation how
 * @param evaluation what is reported
 */
public record Protocol(
        String name,
        String paper,
        Variant variant,
        Images images,
        Method method,
        Optimisation optimisation,
        Sourced<Evaluation> evaluation) {

    private static final String STEPS = "steps";
    private static final String SEEDS = "seeds";
    private static final String EVALUATION = "evaluation";

    /** What may differ when training goes on. */
    private static final List<String> NOT_DECISIVE = List.of(STEPS, SEEDS, EVALUATION);

    /** This protocol under another name. */
    public Protocol named(String changed) {
        return new Protocol(changed, paper, variant, images, method, optimisation, evaluation);
    }

    /**
     * This protocol with another number of its method, such as {@code beta} or a regulariser's weight.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Protocol with(String number, double value) {
        return with(number, Sourced.unknown(value, "set by the user"));
    }

    /**
     * This protocol with another number of its method.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Protocol with(String number, Sourced<Double> value) {
        return with(method.with(number, value));
    }

    /** This protocol with another method. */
    public Protocol with(Method changed) {
        return new Protocol(name, paper, variant, images, changed, optimisation, evaluation);
    }

    /** This protocol optimised in another way. */
    public Protocol with(Optimisation changed) {
        return new Protocol(name, paper, variant, images, method, changed, evaluation);
    }

    /** This protocol on another data set, whose images its networks must take. */
    public Protocol on(Sourced<String> dataSet) {
        Images changed = new Images(dataSet, images.architecture(), images.likelihood(), images.latents());
        return new Protocol(name, paper, variant, changed, method, optimisation, evaluation);
    }

    /**
     * All that is trained but the images.
     *
     * @param image the shape of an image, [H, W, C]
     * @throws IllegalArgumentException if the networks do not take images of this shape
     */
    public Recipe recipe(Shape image) {
        return new Recipe(
                images.architecture().value().networks(image, images.latents().value()),
                images.likelihood().value(),
                method.model(),
                method.regularisers(),
                optimisation.optimizer().value(),
                optimisation.learningRate().value(),
                optimisation.batchSize().value());
    }

    /**
     * The model with its initial weights, its objective and its optimiser.
     *
     * @param seed decides the weights
     * @throws IllegalArgumentException as {@link #recipe}
     */
    public Training training(ImageDataset set, long seed) {
        return recipe(Shape.of(set.height(), set.width(), set.channels())).training(set.size(), seed);
    }

    /** Settings of a whole run. */
    public TrainingSettings settings(long seed, Path folder, long logEvery, long checkpointEvery) {
        return new TrainingSettings(
                optimisation.steps().value(),
                optimisation.batchSize().value(),
                seed,
                logEvery,
                checkpointEvery,
                folder);
    }

    /**
     * A trainer on some images. A distribution that they are drawn from ({@link VaeTrainer#drawFrom}) is not of the protocol.
     *
     * @param settings whose seed decides the weights too
     * @throws IllegalArgumentException as {@link #recipe}, or if the settings have another batch size
     */
    public VaeTrainer trainer(ImageDataset set, TrainingSettings settings) {
        SequencedMap<String, Sourced<?>> decisive = values();
        NOT_DECISIVE.forEach(decisive::remove);
        String description = decisive.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue().value())
                .collect(
                        Collectors.joining("; ", "protocol=" + name + "; ", "; seed=" + settings.seed() + images(set)));
        return training(set, settings.seed()).trainer(set, settings, description);
    }

    /** The images themselves, which need not be those that the protocol names. */
    private static String images(ImageDataset set) {
        return "; images=" + set.size() + " of " + set.name() + ", " + set.height() + "x" + set.width() + "x"
                + set.channels();
    }

    /** Everything that is set, by name, in a fixed order. */
    public SequencedMap<String, Sourced<?>> values() {
        SequencedMap<String, Sourced<?>> values = new LinkedHashMap<>();
        values.put("data set", images.dataSet());
        values.put("architecture", images.architecture());
        values.put("likelihood", images.likelihood());
        values.put("latents", images.latents());
        values.put("reconstruction", method.reconstruction());
        if (method.base() instanceof Base.BetaTcvae(var weighting)) {
            values.put("weighting", weighting);
        }
        if (method.base() instanceof Base.Gwae(var prior, var version)) {
            values.put("prior", prior);
            values.put("version of the prior", version);
        }
        values.putAll(method.numbers());
        method.additions().forEach(addition -> values.putAll(addition.choices()));
        values.put("optimiser", optimisation.optimizer());
        values.put("learning rate", optimisation.learningRate());
        values.put("batch size", optimisation.batchSize());
        values.put(STEPS, optimisation.steps());
        values.put(SEEDS, optimisation.seeds());
        values.put(EVALUATION, evaluation);
        return values;
    }

    /** The names of model and regularisers. */
    public String title() {
        return method.model().name()
                + method.additions().stream()
                        .map(addition -> " + " + addition.regulariser(0).name())
                        .collect(Collectors.joining());
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
