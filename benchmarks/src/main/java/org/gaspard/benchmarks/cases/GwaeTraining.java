package org.gaspard.benchmarks.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
import org.gaspard.models.gwae.Gwae;
import org.gaspard.models.gwae.GwaeSettings;
import org.gaspard.models.methods.Training;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.prior.implicit.NeuralSampler;
import org.gaspard.models.terms.Term;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.training.VaeStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * Training steps of a Gromov-Wasserstein autoencoder with its neural prior, as published: one update of the model and five of the
 * critic by RMSprop, on four batches in turn. Nakagawa et al.: Gromov-Wasserstein autoencoders. ICLR 2023.
 */
final class GwaeTraining implements Workload {

    private static final int SIDE = 64;
    private static final int CHANNELS = 3;
    private static final int LATENTS = 64;

    /** Noise in the place of random numbers, of which each side has its own. */
    private record Fixed(NeuralSampler prior, Tensor noise) implements LatentSampler {

        @Override
        public Tensor sample(int n, RandomKey key, Vae model, ForwardPass pass) {
            return prior.network().apply(noise, pass);
        }

        @Override
        public List<Parameter> parameters() {
            return prior.parameters();
        }

        @Override
        public List<Parameter> buffers() {
            return prior.buffers();
        }
    }

    private final Training training;
    private final List<Parameter> trained;
    private final VaeStep step;
    private final List<Tensor> batches;
    private final Tensor noise;
    private long t;

    GwaeTraining(int batch) {
        Tensor ofPrior = Pattern.numbers(11, batch, LATENTS);
        noise = Pattern.numbers(12, batch, LATENTS);
        GwaeSettings settings = GwaeSettings.published((d, key) -> new Fixed(NeuralSampler.neural(d, key), ofPrior));
        training = Gwae.recipe(settings, CHANNELS, LATENTS).training(batch, 1);
        trained = Stream.concat(training.model().parameters().stream(), training.objective().parameters().stream())
                .toList();
        List<Parameter> ofNetworks = trained.subList(0, trained.size() - 1);
        Pattern.fill(100, ofNetworks);
        Term critic = training.objective().opponents().getFirst().loss();
        Pattern.fill(200, critic.parameters());
        int seed = 300;
        for (Parameter vector : critic.buffers()) {
            if (vector.name().endsWith(".u") || vector.name().endsWith(".v")) {
                Tensor numbers = Pattern.numbers(seed++, vector.shape().extent(0));
                vector.assign(numbers.divide(numbers.square().sum().sqrt()));
            }
        }
        TensorType images = new TensorType(Shape.of(batch, SIDE, SIDE, CHANNELS), DType.FLOAT32);
        step = new VaeStep(
                training.model(), training.objective(), training.optimizer().optimizer(trained), images);
        // Grey, or logits are large, sigmoids saturate, and float32 has two digits of their slope.
        batches = IntStream.range(0, 4)
                .mapToObj(i -> Pattern.numbers(i, images.shape().toArray())
                        .multiply(0.4)
                        .add(0.5)
                        .computedNow())
                .toList();
    }

    /** The loss of the model with its gradients, in which the critic's vectors move once each for two pairs. */
    @Override
    public Fingerprint check() {
        Vae model = training.model();
        ForwardPass pass = ForwardPass.training(RandomKey.of(1));
        Tensor images = batches.getFirst();
        GaussianPosterior posterior = model.encode(images, pass);
        Tensor z =
                posterior.mean().add(posterior.logVariance().multiply(0.5).exp().multiply(noise));
        VaePass all = new VaePass(model, pass, images, posterior, z, model.decode(z, pass));
        List<Tensor> values = new ArrayList<>();
        Tensor loss = Tensor.scalar(0f);
        for (WeightedTerm weighted : training.objective().terms()) {
            Tensor value = weighted.term().value(all).value();
            values.add(value);
            loss = loss.add(value.multiply(weighted.weight().at(0)));
        }
        List<Tensor> leaves = trained.stream().map(Parameter::tensor).toList();
        return Fingerprint.of(values.toArray(Tensor[]::new))
                .and(Fingerprint.of(Autodiff.gradient(loss, leaves).toArray(Tensor[]::new)));
    }

    @Override
    public void step() {
        step.run(t, batches.get((int) (t % batches.size())), RandomKey.of(1).child((int) t), training.learningRate());
        t++;
    }
}
