package org.gaspard.examples;

import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.datasets.sequences.ImageSequences;
import org.gaspard.models.Vae;
import org.gaspard.models.flow.FlowObjective;
import org.gaspard.models.methods.Training;
import org.gaspard.models.sequences.SequenceObjective;
import org.gaspard.models.sequences.SequencePredictor;
import org.gaspard.tensor.Parameter;

/**
 * A model of sequences.
 *
 * @param vae the autoencoder in it, if its decoder takes what its encoder draws as it is
 * @param trained how it is trained
 * @param foretelling what it foretells once it is trained
 * @param flow the same as the objective, if the model has flows that can be composed
 */
record SequenceModel(Optional<Vae> vae, Trained trained, Foretelling foretelling, Optional<FlowObjective> flow) {

    /** How a model is trained. */
    sealed interface Trained {

        /** On batches of sequences. */
        record OnSequences(SequenceObjective objective) implements Trained {}

        /** On batches of their frames, as images that have nothing to do with each other. */
        record OnFrames(Training training) implements Trained {}
    }

    /** What a trained model foretells. */
    @FunctionalInterface
    interface Foretelling {

        /**
         * The predictor, which may need to look at sequences that the model was trained on.
         *
         * @param training sequences that the model was trained on
         */
        SequencePredictor predictor(ImageSequences training);
    }

    /** How many numbers are trained, without those of networks that only training needs. */
    long parameters() {
        Stream<Parameter> all = switch (trained) {
            case Trained.OnSequences(SequenceObjective objective) ->
                Stream.concat(
                        objective.shared().stream(),
                        IntStream.range(0, objective.transformations())
                                .boxed()
                                .flatMap(k -> objective.own(k).stream()));
            case Trained.OnFrames(Training training) -> training.model().parameters().stream();
        };
        return all.mapToLong(parameter -> parameter.shape().size()).sum();
    }
}
