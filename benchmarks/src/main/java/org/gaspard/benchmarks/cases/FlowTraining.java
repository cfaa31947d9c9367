package org.gaspard.benchmarks.cases;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.flow.FlowObjective;
import org.gaspard.models.flow.FlowSettings;
import org.gaspard.models.flow.FlowVae;
import org.gaspard.models.flow.LatentFlow;
import org.gaspard.models.networks.FlowArchitecture;
import org.gaspard.models.sequences.SequenceObjective;
import org.gaspard.models.sequences.SequencePass;
import org.gaspard.models.sequences.SequenceStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * Supervised training steps of a flow factorised autoencoder of sequences of 28×28×3 images, as the published program: three
 * transformations, of which all sequences are under the second one, Adam, on four batches in turn. Song et al.: Flow factorized
 * representation learning. NeurIPS 2023.
 */
final class FlowTraining implements Workload {

    private static final int SIDE = 28;
    private static final int CHANNELS = 3;
    private static final int TRANSFORMATIONS = 3;
    private static final int TRANSFORMATION = 1;
    private static final int STEPS = 8;
    private static final double LEARNING_RATE = 1e-4;

    private final FlowVae model;
    private final FlowObjective objective;
    private final SequenceStep step;
    private final List<Tensor> batches;
    private final Tensor noise;
    private long t;

    /** As many latents as the width of the networks. */
    FlowTraining(int batch, int width) {
        FlowSettings settings = FlowSettings.REFERENCE_CODE;
        Vae vae = FlowArchitecture.mnist()
                .withWidth(width)
                .networks(CHANNELS)
                .vae(new Likelihood.Bernoulli(), RandomKey.of(1));
        List<LatentFlow> flows =
                LatentFlow.family(TRANSFORMATIONS, width, width, STEPS, settings.prior(), RandomKey.of(2));
        Pattern.fill(100, vae.parameters());
        Pattern.fill(200, flows.stream().flatMap(FlowTraining::networks).toList());
        model = new FlowVae(vae, flows, settings);
        objective = FlowObjective.supervised(model);
        TensorType frames = new TensorType(Shape.of(batch, STEPS + 1, SIDE, SIDE, CHANNELS), DType.FLOAT32);
        step = new SequenceStep(objective, Adam.Settings.adam(), _ -> TRANSFORMATION, frames);
        batches = IntStream.range(0, 4)
                .mapToObj(i -> Pattern.spots(i, frames.shape().toArray()))
                .toList();
        noise = Pattern.numbers(11, batch, width);
    }

    private static Stream<Parameter> networks(LatentFlow flow) {
        return Stream.of(flow.potential(), flow.force()).flatMap(network -> network.parameters().stream());
    }

    /** The parts of the loss, and its gradients in all that belongs to the transformation. */
    @Override
    public Fingerprint check() {
        SequencePass pass = new SequencePass(batches.getFirst(), TRANSFORMATION, ForwardPass.training(RandomKey.of(1)));
        SequenceObjective.Value value = objective.value(
                pass,
                posterior -> posterior
                        .mean()
                        .add(posterior.logVariance().multiply(0.5).exp().multiply(noise)));
        List<Tensor> leaves = Stream.concat(
                        model.vae().parameters().stream(), model.flows().get(TRANSFORMATION).parameters().stream())
                .map(Parameter::tensor)
                .toList();
        return Fingerprint.of(Stream.of("reconstruction", "kl", "transition", "hamilton_jacobi")
                        .map(value.figures()::get)
                        .toArray(Tensor[]::new))
                .and(Fingerprint.of(Autodiff.gradient(value.loss(), leaves).toArray(Tensor[]::new)));
    }

    @Override
    public void step() {
        step.run(t, batches.get((int) (t % batches.size())), RandomKey.of(1).child((int) t), LEARNING_RATE);
        t++;
    }
}
