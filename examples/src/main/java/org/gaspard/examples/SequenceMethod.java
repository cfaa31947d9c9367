package org.gaspard.examples;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.datasets.sequences.ImageSequences;
import org.gaspard.datasets.sequences.SequenceFrames;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.flow.FlowObjective;
import org.gaspard.models.flow.FlowPredictor;
import org.gaspard.models.flow.FlowVae;
import org.gaspard.models.flow.LatentFlow;
import org.gaspard.models.flow.wave.WaveField;
import org.gaspard.models.flow.wave.WaveFlow;
import org.gaspard.models.methods.BaseModels;
import org.gaspard.models.methods.Recipe;
import org.gaspard.models.methods.Training;
import org.gaspard.models.networks.FlowArchitecture;
import org.gaspard.models.networks.GumbelSoftmax;
import org.gaspard.models.sequences.baselines.AxisTraversal;
import org.gaspard.models.sequences.baselines.Capsules;
import org.gaspard.models.sequences.baselines.PlainSequenceVae;
import org.gaspard.models.sequences.baselines.SlowVae;
import org.gaspard.models.sequences.baselines.StillPredictor;
import org.gaspard.models.sequences.baselines.Tvae;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/** The models of sequences, all with the same autoencoder. */
enum SequenceMethod {

    /** Flows of latents, trained with the transformations. */
    FLOW {
        @Override
        SequenceModel model(TrainFlow options, ImageSequences sequences, RandomKey key) {
            return flow(FlowObjective.supervised(flows(options, sequences, key)));
        }
    },

    /** Flows of latents, trained without knowing the transformations. */
    WEAK {
        @Override
        SequenceModel model(TrainFlow options, ImageSequences sequences, RandomKey key) {
            Layer index = architecture(options.width, sequences)
                    .index(
                            sequences.channels(),
                            sequences.frames(),
                            sequences.transformations().size())
                    .build("index", key.child(INDEX));
            return flow(FlowObjective.weak(
                    flows(options, sequences, key),
                    new FlowObjective.Inference(index, options.indexLoss, GumbelSoftmax.annealed())));
        }
    },

    /** A variational autoencoder of the frames, by which nothing moves. */
    VAE {
        @Override
        SequenceModel model(TrainFlow options, ImageSequences sequences, RandomKey key) {
            Vae vae = vae(options, sequences, key);
            return baseline(vae, frames(vae, sequences, 1), _ -> new StillPredictor(vae, true));
        }
    },

    /** A β-variational autoencoder of the frames; transformations move one latent each. */
    BETA_VAE {
        @Override
        SequenceModel model(TrainFlow options, ImageSequences sequences, RandomKey key) {
            Vae vae = vae(options, sequences, key);
            return traversed(options, vae, frames(vae, sequences, options.beta));
        }
    },

    /** A FactorVAE of the frames; transformations move one latent each. */
    FACTOR_VAE {
        @Override
        SequenceModel model(TrainFlow options, ImageSequences sequences, RandomKey key) {
            Recipe recipe = new Recipe(
                    architecture(options.width, sequences).networks(sequences.channels(), options.latents),
                    PIXELS,
                    BaseModels.factorVae(options.gamma),
                    List.of(),
                    Adam.Settings.adam(),
                    options.learningRate,
                    options.batchSize * sequences.frames());
            Training training = recipe.training(new SequenceFrames(sequences).size(), options.run.seed);
            return traversed(options, training.model(), new SequenceModel.Trained.OnFrames(training));
        }
    },

    /** A slow variational autoencoder; transformations move one latent each. */
    SLOW_VAE {
        @Override
        SequenceModel model(TrainFlow options, ImageSequences sequences, RandomKey key) {
            Vae vae = vae(options, sequences, key);
            SlowVae objective = new SlowVae(
                    vae, sequences.transformations().size(), SlowVae.Settings.PUBLISHED.with(SlowVae.Pairs.ALL));
            return traversed(options, vae, new SequenceModel.Trained.OnSequences(objective));
        }
    },

    /** A topographic variational autoencoder whose transformations roll capsules of their own. */
    TVAE {
        @Override
        SequenceModel model(TrainFlow options, ImageSequences sequences, RandomKey key) {
            int transformations = sequences.transformations().size();
            // As many capsules for each transformation as are needed for as many latents as the others have at least.
            int capsules = Math.ceilDiv(options.latents, transformations * sequences.frames());
            Capsules published = Capsules.published();
            Capsules own = new Capsules(
                    transformations * capsules,
                    sequences.frames(),
                    published.reach(),
                    published.width(),
                    Capsules.Boundary.CUT,
                    transformations);
            Tvae objective = Tvae.of(
                    architecture(options.width, sequences).networks(sequences.channels(), own.latents()),
                    PIXELS,
                    own,
                    transformations,
                    key.child(AUTOENCODER));
            return baseline(
                    objective.vae(), new SequenceModel.Trained.OnSequences(objective), _ -> objective.predictor(true));
        }
    },

    /** Flows of latents whose potentials obey the wave equation, without densities. */
    PO_FLOW {
        @Override
        SequenceModel model(TrainFlow options, ImageSequences sequences, RandomKey key) {
            List<WaveField> fields = WaveField.family(
                    "wave",
                    sequences.transformations().size(),
                    options.latents,
                    options.potentialWidth,
                    key.child(FLOWS));
            WaveFlow.Settings settings =
                    options.variant == FlowVariant.PAPER ? WaveFlow.Settings.PAPER : WaveFlow.Settings.REFERENCE_CODE;
            WaveFlow objective = new WaveFlow(vae(options, sequences, key), fields, settings);
            return baseline(
                    objective.vae(), new SequenceModel.Trained.OnSequences(objective), _ -> objective.predictor(true));
        }
    };

    /** What is likely of pixels, in all models. */
    static final Likelihood PIXELS = new Likelihood.Bernoulli();

    private static final int AUTOENCODER = 0;
    private static final int FLOWS = 1;
    private static final int INDEX = 2;

    /** Sequences of each transformation by which a latent is chosen for it. */
    private static final int FITTED = 48;

    /**
     * An untrained model.
     *
     * @throws IllegalArgumentException if an option does not fit the images
     */
    abstract SequenceModel model(TrainFlow options, ImageSequences sequences, RandomKey key);

    /** Whether flows have densities, a prior and a penalty, each with options of its own. */
    boolean hasDensities() {
        return this == FLOW || this == WEAK;
    }

    /** Whether there are potentials. */
    boolean hasPotentials() {
        return hasDensities() || this == PO_FLOW;
    }

    @Override
    public String toString() {
        return Choices.word(this);
    }

    /**
     * The networks for images of this size.
     *
     * @throws IllegalArgumentException if the images are not square, or no networks are of their size
     */
    static FlowArchitecture architecture(int width, ImageSequences sequences) {
        if (sequences.height() != sequences.width()) {
            throw new IllegalArgumentException("images must be square, found " + sequences.height() + "x"
                    + sequences.width() + "; --side resizes them");
        }
        FlowArchitecture.Depth depth =
                sequences.height() > 64 ? FlowArchitecture.Depth.DEEP : FlowArchitecture.Depth.SHALLOW;
        return new FlowArchitecture(depth, sequences.height(), width);
    }

    private static Vae vae(TrainFlow options, ImageSequences sequences, RandomKey key) {
        return architecture(options.width, sequences)
                .networks(sequences.channels(), options.latents)
                .vae(PIXELS, key.child(AUTOENCODER));
    }

    private static FlowVae flows(TrainFlow options, ImageSequences sequences, RandomKey key) {
        return new FlowVae(
                vae(options, sequences, key),
                LatentFlow.family(
                        sequences.transformations().size(),
                        options.latents,
                        options.potentialWidth,
                        sequences.frames() - 1,
                        options.flowSettings().prior(),
                        key.child(FLOWS)),
                options.flowSettings());
    }

    private static SequenceModel flow(FlowObjective objective) {
        return new SequenceModel(
                Optional.of(objective.model().vae()),
                new SequenceModel.Trained.OnSequences(objective),
                _ -> new FlowPredictor(objective, true),
                Optional.of(objective));
    }

    private static SequenceModel.Trained frames(Vae vae, ImageSequences sequences, double beta) {
        return new SequenceModel.Trained.OnSequences(
                new PlainSequenceVae(vae, sequences.transformations().size(), beta));
    }

    private static SequenceModel traversed(TrainFlow options, Vae vae, SequenceModel.Trained trained) {
        return baseline(vae, trained, training -> {
            int[] some = SequenceData.chosen(training, FITTED, options.run.seed);
            List<List<Tensor>> batches = IntStream.range(
                            0, training.transformations().size())
                    .mapToObj(k -> List.of(SequenceData.frames(training, k, some)))
                    .toList();
            return AxisTraversal.fit(
                    vae, batches, AxisTraversal.Ranges.Shifts.standard(), true, options.run.key(TrainFlow.FITTING));
        });
    }

    private static SequenceModel baseline(
            Vae vae, SequenceModel.Trained trained, SequenceModel.Foretelling foretelling) {
        return new SequenceModel(Optional.of(vae), trained, foretelling, Optional.empty());
    }
}
