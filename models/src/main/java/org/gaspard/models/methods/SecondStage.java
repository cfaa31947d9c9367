package org.gaspard.models.methods;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.optim.OptimizerSettings;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.check.Checks;
import org.gaspard.models.networks.Initialisation;
import org.gaspard.models.networks.Network;
import org.gaspard.models.networks.Perceptrons;
import org.gaspard.models.networks.Stage;
import org.gaspard.models.prior.DecodedSampler;
import org.gaspard.models.prior.StandardNormal;
import org.gaspard.models.terms.CalibratedReconstruction;
import org.gaspard.models.terms.KlDivergence;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.training.LatentStep;
import org.gaspard.models.training.Objective;
import org.gaspard.models.training.VaeStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * The second stage of a 2-stage VAE: a variational autoencoder of the latents z of a first one, with as many latents u, trained
 * after it. Where the first has learned the manifold of the images but its latents are not distributed like its prior, images made
 * of N(0, I) are not like those of the data; z made of u are.
 *
 * <pre>{@code
 * first:    −ln N(x; x̂(z), γ²I) + KL(q(z|x) ‖ N(0, I)),   γ trained       FurtherModels.decoderVarianceVae
 * second:   −ln N(z; ẑ(u), γ'²I) + KL(q(u|z) ‖ N(0, I)),  γ' trained,     z ~ q(z|x) of the first, which stays as it is
 * images:   u ~ N(0, I),   z ~ N(ẑ(u), γ'²I),   x̂(z)                      {@link #sampler}, {@link Vae#generate}
 * }</pre>
 *
 * {@snippet :
 * SecondStage stage = SecondStage.of(first, SecondStage.Networks.published(), key);
 * new VaeTrainer(stage.step(Adam.Settings.adam(), VaeTrainer.batchType(images, 64)), images, rate, settings, "second").train();
 * Tensor z = stage.sampler(true).sample(25, key, first, ForwardPass.evaluation());
 * Tensor made = first.generate(z);
 * }
 *
 * <p>The first model may be any whose latents can be drawn; an autoencoder that encodes points gives its codes.
 *
 * <p>Dai, Wipf: Diagnosing and enhancing VAE models. ICLR 2019, arXiv 1903.05789, sections 4 and 5.
 *
 * @param first the trained model
 * @param second the model of its latents
 * @param reconstruction of the latents, with a trained ln γ' that has no limit
 */
public record SecondStage(Vae first, Vae second, CalibratedReconstruction reconstruction) {

    /** Checks that there is a γ' to draw latents with. */
    public SecondStage {
        if (reconstruction.logDeviation().isEmpty() || reconstruction.least().isPresent()) {
            throw new IllegalArgumentException(
                    "reconstruction must have a trained deviation without a limit, found " + reconstruction);
        }
    }

    /**
     * Perceptrons for the encoder and the decoder of latents; the last layer of each sees what the first one sees, too.
     *
     * @param depth hidden layers
     * @param width of each
     * @param activation between them
     * @param initialisation of the weights
     */
    public record Networks(int depth, int width, Activation activation, Initialisation initialisation) {

        /** Checks the ranges. */
        public Networks {
            Checks.atLeast("depth", depth, 1);
            Checks.atLeast("width", width, 1);
        }

        /** Three layers of 1024 with ReLU, weights uniform after Glorot: those of the authors' program. */
        public static Networks published() {
            return new Networks(3, 1024, new Activation.Relu(), Initialisation.glorotUniform());
        }

        /** Three layers of 256 with SiLU, weights as in PyTorch: those of vaetc, with which Nakagawa et al. (ICLR 2023) compare. */
        public static Networks small() {
            return new Networks(3, 256, new Activation.Silu(), Initialisation.pyTorch());
        }

        private Layer layer(String name, int inputs, int outputs, RandomKey key) {
            Network whole = Perceptrons.network(
                    Shape.of(inputs), Collections.nCopies(depth, width), Shape.of(outputs), activation, initialisation);
            List<Stage> stages = whole.stages();
            Network hidden = new Network(whole.input(), stages.subList(0, stages.size() - 1), initialisation);
            Network last = new Network(Shape.of(width + inputs), initialisation, stages.getLast());
            return new WithInput(hidden.build(name, key.child(0)), last.build(name, key.child(1)));
        }
    }

    /** {@code last(hidden(x), x)}. */
    private record WithInput(Sequential hidden, Sequential last) implements Layer {

        @Override
        public Tensor apply(Tensor x, ForwardPass pass) {
            return last.apply(Tensor.concatenate(1, hidden.apply(x, pass), x), pass);
        }

        @Override
        public List<Parameter> parameters() {
            return Stream.concat(hidden.parameters().stream(), last.parameters().stream())
                    .toList();
        }
    }

    /** Makes the second model with its initial weights, its γ' at first 1. */
    public static SecondStage of(Vae first, Networks networks, RandomKey key) {
        int d = first.latents();
        Vae second = new Vae(
                networks.layer("second.encoder", d, 2 * d, key.child(0)),
                networks.layer("second.decoder", d, d, key.child(1)),
                d,
                new Likelihood.Gaussian(1));
        return new SecondStage(first, second, CalibratedReconstruction.trained().withoutLimit());
    }

    /** What the second model is trained for. */
    public Objective objective() {
        return Objective.of(WeightedTerm.of(reconstruction, 1), WeightedTerm.of(new KlDivergence(), 1));
    }

    /**
     * The step of the second model on batches of images, with an optimiser that remembers nothing yet.
     *
     * @param images the type of a batch, float32 [N, H, W, C]
     */
    public LatentStep step(OptimizerSettings optimizer, TensorType images) {
        Objective objective = objective();
        List<Parameter> trained = Stream.concat(second.parameters().stream(), objective.parameters().stream())
                .toList();
        TensorType latents = new TensorType(Shape.of(images.shape().extent(0), first.latents()), DType.FLOAT32);
        return new LatentStep(first, new VaeStep(second, objective, optimizer.optimizer(trained), latents), images);
    }

    /**
     * Draws latents of the first model.
     *
     * @param noisy whether z is drawn around ẑ(u), as published, rather than ẑ(u) itself, as vaetc decodes
     */
    public DecodedSampler sampler(boolean noisy) {
        return new DecodedSampler(
                second, new StandardNormal(), noisy ? reconstruction.logDeviation() : Optional.empty());
    }
}
