package org.gaspard.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.datasets.sequences.ComposableSequences;
import org.gaspard.datasets.sequences.ImageSequences;
import org.gaspard.metrics.Score;
import org.gaspard.models.Vae;
import org.gaspard.models.flow.FlowDraws;
import org.gaspard.models.flow.FlowObjective;
import org.gaspard.models.sequences.SequencePredictor;
import org.gaspard.models.sequences.baselines.StillDraws;
import org.gaspard.models.sequences.baselines.StillPredictor;
import org.gaspard.models.sequences.evaluation.ConvolutionalVariation;
import org.gaspard.models.sequences.evaluation.EquivarianceError;
import org.gaspard.models.sequences.evaluation.SequenceVariation;
import org.gaspard.models.sequences.evaluation.TransformationAgreement;
import org.gaspard.models.sequences.evaluation.TransformedLikelihood;
import org.gaspard.models.sequences.evaluation.TransformedPosterior;
import org.gaspard.models.sequences.evaluation.VariationPairs;
import org.gaspard.tensor.RandomKey;

/** The figures of a model of sequences. */
final class FlowEvaluation {

    /** Sequences that are in memory at a time. */
    private static final int BATCH = 50;

    /** The published classifier of variations, but with fewer epochs and a lower rate: see {@link ConvolutionalVariation}. */
    private static final double TRAINING_PART = 0.1;

    private static final int EPOCHS = 40;
    private static final int CLASSIFIER_BATCH = 32;
    private static final double CLASSIFIER_RATE = 1e-3;

    private static final int ERRORS = 0;
    private static final int STILL = 1;
    private static final int LIKELIHOODS = 2;
    private static final int INFERENCE = 3;
    private static final int COMPOSED = 4;
    private static final int VARIATION = 5;

    private final TrainFlow options;
    private final SequenceData data;
    private final Optional<SequenceData> others;
    private final SequenceModel model;
    private final SequencePredictor predictor;
    private final int[] chosen;
    private Optional<ComposedSequences> composed = Optional.empty();

    /**
     * An evaluation.
     *
     * @param predictor of the trained model
     */
    FlowEvaluation(
            TrainFlow options,
            SequenceData data,
            Optional<SequenceData> others,
            SequenceModel model,
            SequencePredictor predictor) {
        this.options = options;
        this.data = data;
        this.others = others;
        this.model = model;
        this.predictor = predictor;
        this.chosen = data.chosen(options.evaluated, options.run.seed);
    }

    /**
     * All figures by name.
     *
     * @throws IOException if a temporary folder cannot be written
     */
    Map<String, Double> figures() throws IOException {
        Map<String, Double> all = new LinkedHashMap<>();
        ImageSequences sequences = data.evaluation();
        errors(all, "equivariance", predictor, sequences, chosen, ERRORS);
        all.put(
                "equivariance.published",
                EquivarianceError.published(batch(chosen))
                        .of(predictor, sequences, key(ERRORS), chosen)
                        .value());
        others.ifPresent(other -> errors(
                all,
                "other",
                predictor,
                other.evaluation(),
                other.chosen(options.evaluated, options.run.seed),
                ERRORS));
        model.vae().ifPresent(vae -> nothingMoves(all, vae));
        model.flow().ifPresent(flow -> {
            List<Integer> order = inferred(all, flow);
            likelihoods(all, flow, order);
            ComposedSequences flows = new ComposedSequences(flow.model(), order, options.clock);
            compositions(all, flows);
            composed = Optional.of(flows);
        });
        if (options.variationPairs > 0) {
            variation(all);
        }
        return all;
    }

    /** The figures of the model if it foretold its first image in place of all. */
    private void nothingMoves(Map<String, Double> all, Vae vae) {
        SequencePredictor still = new StillPredictor(vae, true);
        errors(all, "still", still, data.evaluation(), chosen, STILL);
        others.ifPresent(other -> errors(
                all,
                "other.still",
                still,
                other.evaluation(),
                other.chosen(options.evaluated, options.run.seed),
                STILL));
        TransformedPosterior draws = new StillDraws(vae);
        likelihoods(all, "likelihood.still", draws, draws);
    }

    /** What flows make of compositions, if there are flows; known once the figures are. */
    Optional<ComposedSequences> composed() {
        return composed;
    }

    private void compositions(Map<String, Double> all, ComposedSequences composed) {
        ComposableSequences sequences = data.evaluation();
        for (NamedComposition each : NamedComposition.of(sequences.transformations(), sequences.frames() - 1)) {
            double error = 0;
            double still = 0;
            for (int from = 0; from < chosen.length; from += BATCH) {
                int[] some = Arrays.copyOfRange(chosen, from, Math.min(from + BATCH, chosen.length));
                ComposedSequences.Pair pair =
                        composed.of(each, sequences, key(COMPOSED).child(from), some);
                error += pair.error() * some.length / chosen.length;
                still += pair.stillError() * some.length / chosen.length;
            }
            all.put("composed." + each.name(), error);
            all.put("composed." + each.name() + ".still", still);
        }
    }

    private void variation(Map<String, Double> all) throws IOException {
        VariationPairs pairs = new SequenceVariation(options.variationPairs, BATCH)
                .of(predictor, data.evaluation(), options.run.seed + VARIATION, chosen);
        Path folder = Files.createTempDirectory("variation");
        try {
            Score score = new ConvolutionalVariation(TRAINING_PART, EPOCHS, CLASSIFIER_BATCH, CLASSIFIER_RATE)
                    .score(pairs, options.run.seed, folder);
            all.put("variation", score.value());
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path each : files.toList()) {
                    Files.delete(each);
                }
            }
            Files.delete(folder);
        }
    }

    private RandomKey key(int part) {
        return options.run.key(TrainFlow.EVALUATION).child(part);
    }

    private void errors(
            Map<String, Double> all,
            String name,
            SequencePredictor predictor,
            ImageSequences sequences,
            int[] which,
            int part) {
        Score score = EquivarianceError.paper(batch(which)).of(predictor, sequences, key(part), which);
        all.put(name, score.value());
        double[] each = score.table("error").column(0);
        for (int k = 0; k < each.length; k++) {
            all.put(name + "." + sequences.transformations().get(k), each[k]);
        }
    }

    private static int batch(int[] which) {
        return Math.min(BATCH, which.length);
    }

    /** The flow of each transformation. */
    private List<Integer> inferred(Map<String, Double> all, FlowObjective flow) {
        int count = flow.transformations();
        List<Integer> identity = IntStream.range(0, count).boxed().toList();
        if (flow.inference().isEmpty()) {
            return identity;
        }
        TransformationAgreement found = TransformationAgreement.of(
                (frames, key) -> flow.infer(frames, Optional.empty()).argMax(1),
                data.evaluation(),
                batch(chosen),
                key(INFERENCE),
                chosen);
        all.put("inference.accuracy", found.accuracy());
        all.put("inference.information", found.normalisedInformation());
        all.put("inference.entropy", found.entropy());
        all.put("inference.used", (double) found.used());
        int[] matching = found.matching();
        return identity.stream()
                .map(k -> IntStream.range(0, count)
                        .filter(j -> matching[j] == k)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private void likelihoods(Map<String, Double> all, FlowObjective flow, List<Integer> order) {
        likelihoods(
                all,
                "likelihood",
                new FlowDraws(flow.model(), FlowDraws.Densities.TRAINED, order),
                new FlowDraws(flow.model(), FlowDraws.Densities.NORMALISED, order));
    }

    /**
     * Three estimates.
     *
     * @param trained with the densities that the model was trained with, for the published estimate
     * @param normalised with densities that integrate to 1, for the bounds
     */
    private void likelihoods(
            Map<String, Double> all, String name, TransformedPosterior trained, TransformedPosterior normalised) {
        int size = batch(chosen);
        likelihood(all, name + ".published", TransformedLikelihood.published(size), trained);
        likelihood(all, name + ".elbo", TransformedLikelihood.elbo(1, size), normalised);
        likelihood(all, name + ".iwae", TransformedLikelihood.iwae(options.samples, size), normalised);
    }

    private void likelihood(
            Map<String, Double> all, String name, TransformedLikelihood estimate, TransformedPosterior draws) {
        Score score = estimate.of(draws, SequenceMethod.PIXELS, data.evaluation(), key(LIKELIHOODS), chosen);
        all.put(name, score.value());
    }
}
