package org.gaspard.examples;

import java.io.IOException;
import java.util.ArrayList;
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
import org.gaspard.models.networks.ConvArchitecture;
import org.gaspard.models.terms.GeometryPreservation;
import org.gaspard.models.terms.KlDivergence;
import org.gaspard.models.terms.Reconstruction;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.training.TrainingSettings;
import org.gaspard.models.training.VaeStep;
import org.gaspard.models.training.VaeTrainer;
import org.gaspard.ot.Cost;
import org.gaspard.ot.GromovMongeGapOptions;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;

/**
 * What options stand for: images, a model, an objective, a trainer.
 *
 * @param training the images trained on, in the size that the model takes
 * @param evaluation those evaluated on: others where the data set has any, else the same
 * @param model with its initial weights
 * @param objective the terms with their weights
 */
record Experiment(
        TrainVaeOptions options,
        LabelledDataset training,
        LabelledDataset evaluation,
        Vae model,
        List<WeightedTerm> objective) {

    /** The child of the seed's key that weights start from; those from 0 on belong to the training steps. */
    private static final int WEIGHTS = -1;

    private static final int SMALLEST_SIDE = 8;
    private static final int LOCATELLO_SIDE = 64;

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
        ConvArchitecture architecture = switch (options.architecture) {
            case LOCATELLO -> ConvArchitecture.locatello();
            case BURGESS -> ConvArchitecture.burgess(training.height());
        };
        Likelihood likelihood = switch (options.likelihood) {
            case BERNOULLI -> new Likelihood.Bernoulli();
            case GAUSSIAN -> new Likelihood.Gaussian(options.deviation);
        };
        RandomKey key = RandomKey.of(options.seed).child(WEIGHTS);
        Vae model = architecture.vae(training.channels(), options.latents, likelihood, key);
        return new Experiment(options, training, evaluation, model, objective(options));
    }

    /** Cropped and reduced as papers do with this set, and then in the size that the networks take. */
    private static LabelledDataset fitted(LabelledDataset original, TrainVaeOptions options) {
        LabelledDataset images = options.dataset.prepared(original);
        int larger = Math.max(images.height(), images.width());
        int side = switch (options.architecture) {
            case LOCATELLO -> LOCATELLO_SIDE;
            case BURGESS -> Math.max(SMALLEST_SIDE, Integer.highestOneBit(2 * larger - 1));
        };
        if (images.height() == side && images.width() == side) {
            return images;
        }
        return switch (options.architecture) {
            case LOCATELLO -> images.resizedTo(side, side);
            case BURGESS -> images.paddedTo(side, side);
        };
    }

    private static List<WeightedTerm> objective(TrainVaeOptions options) {
        Schedule beta = Schedule.linear(options.betaStart(), options.beta, options.betaSteps);
        List<WeightedTerm> terms = new ArrayList<>(
                List.of(WeightedTerm.of(new Reconstruction(), 1), new WeightedTerm(new KlDivergence(), beta)));
        List<GeometryPreservation.Placement> placements = switch (options.placement) {
            case ENCODER -> List.of(GeometryPreservation.Placement.ENCODER);
            case DECODER -> List.of(GeometryPreservation.Placement.DECODER);
            case BOTH -> List.of(GeometryPreservation.Placement.values());
        };
        for (GeometryPreservation.Placement placement : placements) {
            switch (options.regulariser) {
                case NONE -> {}
                case DST -> terms.add(geometry(options, placement, new GeometryPreservation.Measure.Distortion()));
                case GMG -> {
                    GromovMongeGapOptions solver = GromovMongeGapOptions.of(
                            switch (options.solver) {
                                case EXACT -> GromovMongeGapOptions.Mode.EXACT;
                                case ROBUST -> GromovMongeGapOptions.Mode.ROBUST;
                                case PAPER -> GromovMongeGapOptions.Mode.PAPER;
                            });
                    terms.add(geometry(options, placement, new GeometryPreservation.Measure.Gap(solver)));
                }
            }
        }
        return terms;
    }

    private static WeightedTerm geometry(
            TrainVaeOptions options, GeometryPreservation.Placement placement, GeometryPreservation.Measure measure) {
        Cost cost = switch (options.cost) {
            case SQUARED_EUCLIDEAN -> Cost.squaredEuclidean();
            case COSINE_SIMILARITY -> Cost.cosineSimilarity();
            case COSINE_DISTANCE -> Cost.cosineDistance();
            case INNER_PRODUCT -> Cost.innerProduct();
        };
        GeometryPreservation.Latents latents = switch (options.latentSource) {
            case MEAN -> GeometryPreservation.Latents.MEAN;
            case SAMPLE -> GeometryPreservation.Latents.SAMPLE;
        };
        GeometryPreservation term = new GeometryPreservation(placement, measure, cost)
                .withLatents(latents)
                .withDetachedLatents(options.detachLatents);
        return WeightedTerm.of(options.trainedScale ? term.withTrainedScale() : term, options.lambda);
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
        List<Parameter> trained = Stream.concat(
                        model.parameters().stream(),
                        objective.stream().flatMap(term -> term.term().parameters().stream()))
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
