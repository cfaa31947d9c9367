package org.gaspard.benchmarks.cases;

import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
import org.gaspard.models.networks.ConvArchitecture;
import org.gaspard.models.terms.KlDivergence;
import org.gaspard.models.terms.Reconstruction;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.training.VaeStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/** Training steps of the standard 64×64 VAE with Bernoulli likelihood, KL weight 4 and Adam, on four batches in turn. */
final class VaeTraining implements Workload {

    private static final int LATENTS = 10;
    private static final double KL_WEIGHT = 4;
    private static final double LEARNING_RATE = 1e-3;

    private final Vae vae;
    private final VaeStep step;
    private final List<Tensor> batches;
    private long t;

    VaeTraining(int batch, int channels) {
        vae = ConvArchitecture.locatello().vae(channels, LATENTS, new Likelihood.Bernoulli(), RandomKey.of(1));
        Pattern.fill(100, vae.parameters());
        List<WeightedTerm> objective =
                List.of(WeightedTerm.of(new Reconstruction(), 1), WeightedTerm.of(new KlDivergence(), KL_WEIGHT));
        TensorType images = new TensorType(Shape.of(batch, 64, 64, channels), DType.FLOAT32);
        step = new VaeStep(vae, objective, new Adam(vae.parameters()), images);
        batches = IntStream.range(0, 4)
                .mapToObj(i -> Pattern.spots(i, images.shape().toArray()))
                .toList();
    }

    /**
     * The operations of the products: forward, gradient in the weights, gradient in the inputs; the last one is not
     * needed for the images.
     */
    static double flops(int batch, int channels) {
        double encoder = 2.0 * batch * (1024 * 256 + 256 * 2 * LATENTS);
        double decoder = 2.0 * batch * (256 * LATENTS + 256 * 1024);
        double first = 2.0 * batch * 32 * 32 * 16 * channels * 32;
        double inner = Convolutions.flops(batch) - 2.0 * batch * 32 * 32 * 16 * 32;
        return 3 * (encoder + decoder + 2 * (first + inner)) - first;
    }

    /** Loss and gradients without noise: the latents are the means. */
    @Override
    public Fingerprint check() {
        VaePass pass = vae.forward(batches.getFirst(), ForwardPass.evaluation());
        Tensor reconstruction = new Reconstruction().value(pass).value();
        Tensor kl = new KlDivergence().value(pass).value();
        Tensor loss = reconstruction.add(kl.multiply(KL_WEIGHT));
        List<Tensor> leaves = vae.parameters().stream().map(Parameter::tensor).toList();
        return Fingerprint.of(loss)
                .and(Fingerprint.of(Autodiff.gradient(loss, leaves).toArray(Tensor[]::new)));
    }

    @Override
    public void step() {
        step.run(t, batches.get((int) (t % batches.size())), RandomKey.of(1).child((int) t), LEARNING_RATE);
        t++;
    }
}
