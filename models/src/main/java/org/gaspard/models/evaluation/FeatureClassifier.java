package org.gaspard.models.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.generation.FrechetDistance;
import org.gaspard.models.networks.Initialisation;
import org.gaspard.models.networks.Network;
import org.gaspard.models.networks.Stage;
import org.gaspard.models.networks.Trunk;
import org.gaspard.models.training.TrainingSettings;
import org.gaspard.models.training.VaeTrainer;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.io.NamedArray;
import org.gaspard.tensor.io.Safetensors;

/**
 * A classifier of images that is trained here, whose last layer but one gives features for {@link FrechetDistance}. Where the
 * published Inception network is not to be had, or was not made for such images, models can be compared by these features
 * under one protocol; the distances are named after the classifier and are no Fréchet inception distances.
 *
 * <p>Training is by Adam on the cross-entropy; like all training here it gives the same bits for the same seed and can be resumed from
 * its checkpoint. Weights go to a safetensors file, whose metadata has the name, the shapes and what the weights were trained on.
 *
 * <pre>{@code
 * FeatureClassifier classifier = FeatureClassifier.of("mnist-conv", mnist, 0, 1);
 * classifier.train(mnist, 0, 1e-3, new TrainingSettings(5000, 64, 1, 100, 500, folder));
 * Score distance = classifier.frechetDistance(classifier.features(test, which), classifier.features(generated, others));
 * }</pre>
 */
public final class FeatureClassifier {

    private static final String PREFIX = "classifier";
    private static final String NAME = "name";
    private static final String IMAGE = "image";
    private static final String CLASSES = "classes";
    private static final String TRAINED = "trained.";

    private final String name;
    private final Network network;
    private final long seed;
    private final Sequential layers;
    private final Sequential trunk;
    private final Map<String, String> facts = new LinkedHashMap<>();

    /**
     * A classifier with new weights.
     *
     * @param name that its distances are called after: the data, the network and what else decides
     * @param network from images [H, W, C] to logits [K]; features are what its last stage with parameters takes
     * @param seed decides the weights
     * @throws IllegalArgumentException if the network does not give logits, or has fewer than two stages with parameters
     */
    public FeatureClassifier(String name, Network network, long seed) {
        if (network.input().rank() != 3 || network.output().rank() != 1) {
            throw new IllegalArgumentException("network must take images [H, W, C] and give logits [K], found "
                    + network.input() + " and " + network.output());
        }
        this.name = name;
        this.network = network;
        this.seed = seed;
        this.layers = network.build(PREFIX, RandomKey.of(seed));
        // One layer for each stage.
        this.trunk = new Sequential(
                layers.layers().subList(0, Trunk.of(network).stages().size()));
    }

    /**
     * A small network for a data set: convolutions to 32 and 64 channels with 4 × 4 kernels and stride 2, dense layers to 128 features
     * and the logits of the classes, rectifiers in between, PyTorch's starting weights.
     *
     * @param factor whose positions are the classes
     */
    public static FeatureClassifier of(String name, LabelledDataset images, int factor, long seed) {
        Shape image = Shape.of(images.height(), images.width(), images.channels());
        return small(name, image, images.factors().get(factor).size(), seed);
    }

    private static FeatureClassifier small(String name, Shape image, int classes, long seed) {
        Stage rectifier = new Stage.Nonlinearity(new Activation.Relu());
        return new FeatureClassifier(
                name,
                new Network(
                        image,
                        Initialisation.pyTorch(),
                        new Stage.Convolution(32, 4, 2, 1),
                        rectifier,
                        new Stage.Convolution(64, 4, 2, 1),
                        rectifier,
                        new Stage.Dense(128),
                        rectifier,
                        new Stage.Dense(classes)),
                seed);
    }

    /**
     * A classifier with the network of {@link #of} from a file that {@link #write} has written.
     *
     * @throws IOException if the file cannot be read, or is not of such a classifier; the message says why
     */
    public static FeatureClassifier open(Path file) throws IOException {
        FeatureClassifier classifier;
        try (Safetensors stored = Safetensors.open(file)) {
            Map<String, String> metadata = stored.metadata();
            int[] sizes = Stream.of(IMAGE + ".height", IMAGE + ".width", IMAGE + ".channels", CLASSES)
                    .mapToInt(key -> Integer.parseInt(metadata.getOrDefault(key, "")))
                    .toArray();
            String name = metadata.getOrDefault(NAME, "");
            classifier = small(name, Shape.of(sizes[0], sizes[1], sizes[2]), sizes[3], 0);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    file + " is not of a classifier: its metadata must have the size of images and the"
                            + " number of classes",
                    e);
        }
        classifier.read(file);
        return classifier;
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** What images it takes, [H, W, C]. */
    public Shape image() {
        return network.input();
    }

    /** What its weights were trained on and how, as its file has it; empty before any training. */
    public Map<String, String> facts() {
        return Map.copyOf(facts);
    }

    /** What training changes by gradients. */
    public List<Parameter> parameters() {
        return layers.parameters();
    }

    /**
     * Trains, or goes on from the checkpoint in the folder of the settings.
     *
     * @param factor whose positions are the classes
     * @return the number of steps that were already done
     * @throws IOException if the log or the checkpoint cannot be written, or is of other settings
     * @throws IllegalArgumentException if images or classes are not those of the network
     */
    public long train(LabelledDataset images, int factor, double learningRate, TrainingSettings settings)
            throws IOException {
        return train(images, factor, learningRate, settings, settings.steps(), done -> {});
    }

    /**
     * {@link #train(LabelledDataset, int, double, TrainingSettings)} with something to do in between, such as a look at the accuracy.
     *
     * @param every the steps from one call of the hook to the next; there is one at the end, too
     */
    public long train(
            LabelledDataset images,
            int factor,
            double learningRate,
            TrainingSettings settings,
            long every,
            VaeTrainer.Hook hook)
            throws IOException {
        requireImages(images);
        int classes = images.factors().get(factor).size();
        if (network.output().extent(0) != classes) {
            throw new IllegalArgumentException("images must have "
                    + network.output().extent(0) + " classes, found " + classes + " of " + images.name());
        }
        ClassifiedImages classified = new ClassifiedImages(images, factor);
        ClassifierStep step = new ClassifierStep(layers, VaeTrainer.batchType(classified, settings.batchSize()));
        String description = "classifier " + name + " of seed " + seed + ", factor " + factor + " of " + images.name()
                + ", learning rate " + learningRate + ", batches of " + settings.batchSize() + ", seed "
                + settings.seed();
        VaeTrainer trainer = new VaeTrainer(step, classified, Schedule.constant(learningRate), settings, description);
        trainer.every(every, hook);
        long done = trainer.resume();
        facts.put(TRAINED + "images", images.name());
        facts.put(TRAINED + "number", Integer.toString(images.size()));
        facts.put(TRAINED + "factor", images.factors().get(factor).name());
        facts.put(TRAINED + "steps", Long.toString(settings.steps()));
        facts.put(TRAINED + "batch", Integer.toString(settings.batchSize()));
        facts.put(TRAINED + "rate", Double.toString(learningRate));
        facts.put(TRAINED + "seed", Long.toString(settings.seed()));
        return done;
    }

    /** The features of images, of the network in use, [n × L]. */
    public Codes features(ImageDataset images, int... which) {
        return outputs(trunk, images, which);
    }

    /**
     * The part of the images whose class is the largest logit, the first of equal ones.
     *
     * @param factor whose positions are the classes
     */
    public double accuracy(LabelledDataset images, int factor, int... which) {
        Codes logits = outputs(layers, images, which);
        int right = 0;
        for (int n = 0; n < which.length; n++) {
            int best = 0;
            for (int k = 1; k < logits.width(); k++) {
                best = logits.value(n, k) > logits.value(n, best) ? k : best;
            }
            right += best == images.factor(which[n], factor) ? 1 : 0;
        }
        return right / (double) which.length;
    }

    private Codes outputs(Layer part, ImageDataset images, int... which) {
        requireImages(images);
        return new NetworkFeatures(images, part).of(which);
    }

    private void requireImages(ImageDataset images) {
        Shape found = Shape.of(images.height(), images.width(), images.channels());
        if (!found.equals(network.input())) {
            throw new IllegalArgumentException(
                    "images must be " + network.input() + ", found " + found + " of " + images.name());
        }
    }

    /** {@link FrechetDistance} of features of this classifier, named after it. */
    public Score frechetDistance(Codes first, Codes second) {
        Score score = FrechetDistance.standard().between(first, second);
        return new Score(
                "Fréchet distance on features of " + name,
                score.value(),
                score.figures(),
                score.tables(),
                score.settings(),
                score.warnings());
    }

    /** Writes the weights, with the name, the shapes and the {@link #facts} as metadata. */
    public void write(Path file) throws IOException {
        List<NamedArray> arrays = state().map(cell ->
                        new NamedArray(cell.name(), cell.shape(), cell.tensor().storage()))
                .toList();
        Map<String, String> metadata = new LinkedHashMap<>(facts);
        metadata.put(NAME, name);
        metadata.put(IMAGE + ".height", Integer.toString(image().extent(0)));
        metadata.put(IMAGE + ".width", Integer.toString(image().extent(1)));
        metadata.put(IMAGE + ".channels", Integer.toString(image().extent(2)));
        metadata.put(CLASSES, Integer.toString(network.output().extent(0)));
        Safetensors.write(file, arrays, metadata);
    }

    /**
     * Reads weights that {@link #write} has written.
     *
     * @throws IOException if the file cannot be read, is of a classifier of another name, or its weights do not fit; the message
     * says which, and no weight has changed
     */
    public void read(Path file) throws IOException {
        Map<String, String> metadata;
        try (Safetensors stored = Safetensors.open(file)) {
            metadata = stored.metadata();
        }
        String found = metadata.getOrDefault(NAME, "");
        if (!found.equals(name)) {
            throw new IOException(file + " has weights of '" + found + "', expected '" + name + "'");
        }
        NetworkWeights.read(file, NetworkWeights.Layout.GASPARD, state().toList());
        facts.clear();
        metadata.forEach((key, value) -> {
            if (key.startsWith(TRAINED)) {
                facts.put(key, value);
            }
        });
    }

    private Stream<Parameter> state() {
        return Stream.concat(layers.parameters().stream(), layers.buffers().stream());
    }
}
