package org.gaspard.models.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.Initialiser;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.gan.Dcgan;
import org.gaspard.models.gan.Gan;
import org.gaspard.models.gan.GanStep;
import org.gaspard.models.networks.ConvArchitecture;
import org.gaspard.models.terms.GeometryPreservation;
import org.gaspard.models.terms.GeometryPreservation.Measure;
import org.gaspard.models.terms.GeometryPreservation.Placement;
import org.gaspard.models.terms.KlDivergence;
import org.gaspard.models.terms.Reconstruction;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.ot.Cost;
import org.gaspard.ot.GromovMongeGapOptions;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;

/** A training run of seconds, in this process or as a program of its own. */
final class TinyTraining {

    static final String DESCRIPTION = "tiny";
    static final int BATCH = 8;

    /** Images that are a function of their number. */
    record Waves(int size, int side, int channels, IntConsumer read) implements ImageDataset {

        Waves(int size, int side, int channels) {
            this(size, side, channels, index -> {});
        }

        @Override
        public String name() {
            return "waves";
        }

        @Override
        public int height() {
            return side;
        }

        @Override
        public int width() {
            return side;
        }

        @Override
        public void read(int index, float[] out, int offset) {
            read.accept(index);
            for (int i = 0; i < pixels(); i++) {
                out[offset + i] = (float) (0.5 + 0.5 * Math.sin(index * 0.7 + i * (0.05 + 0.01 * (index % 7))));
            }
        }
    }

    private TinyTraining() {}

    static final ImageDataset IMAGES = new Waves(30, 8, 1);

    static TrainingSettings settings(Path folder, long steps) {
        return new TrainingSettings(steps, BATCH, 77, 3, 5, folder);
    }

    /** Everything anew: a small network with every kind of term, one with a trained scale. */
    static VaeTrainer trainer(TrainingSettings settings) {
        return trainer(settings, DESCRIPTION, Schedule.cosine(0.01, 0.001, 60));
    }

    static VaeTrainer trainer(TrainingSettings settings, String description, Schedule learningRate) {
        return trainer(settings, description, learningRate, IMAGES);
    }

    /** The same, told which images are read. */
    static VaeTrainer trainer(TrainingSettings settings, IntConsumer read) {
        return trainer(
                settings,
                DESCRIPTION,
                Schedule.constant(0.01),
                new Waves(IMAGES.size(), IMAGES.height(), IMAGES.channels(), read));
    }

    private static VaeTrainer trainer(
            TrainingSettings settings, String description, Schedule learningRate, ImageDataset images) {
        ConvArchitecture architecture =
                new ConvArchitecture(List.of(4), List.of(8), List.of(8), Initialiser.fanInUniform());
        Vae vae = architecture.vae(1, 2, new Likelihood.Bernoulli(), RandomKey.of(5));
        return new VaeTrainer(step(vae, images), images, learningRate, settings, description);
    }

    /** Three steps of the network of the literature. */
    static VaeTrainer locatello(Path folder) {
        ImageDataset images = new Waves(30, 64, 3);
        Vae vae = ConvArchitecture.locatello().vae(3, 10, new Likelihood.Bernoulli(), RandomKey.of(6));
        TrainingSettings settings = new TrainingSettings(3, BATCH, 78, 1, 5, folder);
        return new VaeTrainer(step(vae, images), images, Schedule.constant(1e-3), settings, "locatello");
    }

    /** A generative adversarial network. */
    static VaeTrainer gan(Path folder, long steps) {
        ImageDataset images = new Waves(30, 16, 2);
        Gan gan = Dcgan.of(16, 2, 6).withWidth(4).gan(RandomKey.of(8));
        return new VaeTrainer(
                GanStep.adam(gan, VaeTrainer.batchType(images, BATCH)),
                images,
                Schedule.constant(GanStep.LEARNING_RATE),
                settings(folder, steps),
                "gan");
    }

    private static VaeStep step(Vae vae, ImageDataset images) {
        GeometryPreservation encoder = new GeometryPreservation(
                        Placement.ENCODER, new Measure.Distortion(), Cost.euclidean())
                .withTrainedScale();
        GeometryPreservation decoder = new GeometryPreservation(
                Placement.DECODER,
                new Measure.Gap(GromovMongeGapOptions.of(GromovMongeGapOptions.Mode.EXACT)),
                Cost.squaredEuclidean());
        List<WeightedTerm> objective = List.of(
                WeightedTerm.of(new Reconstruction(), 1),
                new WeightedTerm(new KlDivergence(), Schedule.linear(0, 4, 20)),
                WeightedTerm.of(encoder, 0.5),
                WeightedTerm.of(decoder, 0.5));
        List<Parameter> trained = Stream.of(vae.parameters(), encoder.parameters())
                .flatMap(List::stream)
                .toList();
        return new VaeStep(vae, objective, new Adam(trained), VaeTrainer.batchType(images, BATCH));
    }

    /** Arguments: what, the folder, the number of steps, and milliseconds to wait after each step from the tenth on. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        if (args[0].equals("locatello")) {
            locatello(folder).train();
            return;
        }
        if (args[0].equals("gan")) {
            gan(folder, Long.parseLong(args[2])).train();
            return;
        }
        VaeTrainer trainer = trainer(settings(folder, Long.parseLong(args[2])));
        long pause = Long.parseLong(args[3]);
        trainer.every(1, steps -> {
            if (steps >= 10) {
                pause(pause);
            }
        });
        trainer.resume();
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
