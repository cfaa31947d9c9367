package org.gaspard.models.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.unsupervised.PosteriorIndifference;
import org.gaspard.models.Vae;
import org.gaspard.models.networks.Network;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Losses;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * The discriminator of {@link PosteriorIndifference}: a network that learns to tell decodings of the codes of data from decodings
 * of codes that do not depend on each other. It learns from the first half of both kinds, half of each batch of either kind,
 * drawn with replacement, by Adam on the binary cross-entropy of its logit; the second halves are the test. Images are the mean
 * images of the decoder, made anew for each batch, so that memory does not grow with the number of codes.
 *
 * <p>Estermann and Wattenhofer: DAVA: Disentangling adversarial variational autoencoder. ICLR 2023. There 50,000 codes of either
 * kind, batches of 32, the rate 10⁻⁴, and the accuracy after 50,000 images.
 *
 * @param model whose decoder is used
 * @param network from images [H, W, C] to one logit [1]; new weights are drawn for each call
 * @param batch images in a step, even
 * @param steps training steps
 * @param learningRate of Adam
 * @param seed decides weights, batches and the network's own random numbers
 */
public record DecodingDiscriminator(Vae model, Network network, int batch, int steps, double learningRate, long seed)
        implements PosteriorIndifference.Discriminator {

    /** Checks the ranges. */
    public DecodingDiscriminator {
        if (!network.output().equals(Shape.of(1))) {
            throw new IllegalArgumentException("network must give one logit [1], found " + network.output());
        }
        if (batch < 2 || batch % 2 != 0) {
            throw new IllegalArgumentException("batch must be even and at least 2, found " + batch);
        }
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, found " + steps);
        }
        if (!(learningRate > 0)) {
            throw new IllegalArgumentException("learningRate must be positive, found " + learningRate);
        }
    }

    /** As published: batches of 32, the rate 10⁻⁴, 50,000 images. */
    public static DecodingDiscriminator standard(Vae model, Network network, long seed) {
        return new DecodingDiscriminator(model, network, 32, 50_000 / 32, 1e-4, seed);
    }

    @Override
    public double accuracy(Codes joint, Codes factorised) {
        checkCodes("joint", joint);
        checkCodes("factorised", factorised);
        Layer layer = network.build("discriminator", RandomKey.of(seed));
        train(layer, joint, factorised);
        CapturedStep test = tester(layer);
        return 0.5 * (shareBelow(test, joint) + 1 - shareBelow(test, factorised));
    }

    private void checkCodes(String name, Codes codes) {
        if (codes.width() != model.latents() || codes.points() < 2) {
            throw new IllegalArgumentException(name + " must be at least 2 codes of the " + model.latents()
                    + " latents of the model, found [" + codes.points() + ", " + codes.width() + "]");
        }
    }

    private TensorType codesType() {
        return new TensorType(Shape.of(batch, model.latents()), DType.FLOAT32);
    }

    /** Label 0: codes of data, the first half of a batch; label 1: independent codes. */
    private void train(Layer layer, Codes joint, Codes factorised) {
        Adam adam = new Adam(layer.parameters());
        List<Parameter> state = Stream.of(
                        layer.parameters(), layer.buffers(), adam.state(), model.parameters(), model.buffers())
                .flatMap(List::stream)
                .distinct()
                .toList();
        float[] labels = new float[batch];
        for (int i = batch / 2; i < batch; i++) {
            labels[i] = 1;
        }
        Tensor target = Tensor.of(labels).reshape(batch, 1).computedNow();
        CapturedStep step = CapturedStep.capture(List.of(codesType(), RandomKey.type()), state, in -> {
            ForwardPass pass = ForwardPass.training(new RandomKey(in.get(1)));
            Tensor images = model.generate(in.get(0)).stopGradient();
            Tensor loss = Losses.binaryCrossEntropyWithLogits(layer.apply(images, pass), target)
                    .mean();
            Map<Parameter, Tensor> updates = new LinkedHashMap<>(pass.updates());
            updates.putAll(adam.updates(loss, Tensor.scalar(learningRate)));
            return new CapturedStep.Result(List.of(loss), updates);
        });
        SplittableRandom random = new SplittableRandom(seed);
        for (int t = 0; t < steps; t++) {
            float[] rows = new float[batch * model.latents()];
            for (int i = 0; i < batch; i++) {
                Codes source = i < batch / 2 ? joint : factorised;
                copy(source, random.nextInt(source.points() / 2), rows, i);
            }
            step.run(
                    Tensor.of(rows, batch, model.latents()),
                    RandomKey.of(seed).child(t).words());
        }
    }

    private CapturedStep tester(Layer layer) {
        List<Parameter> state = Stream.of(layer.parameters(), layer.buffers(), model.parameters(), model.buffers())
                .flatMap(List::stream)
                .distinct()
                .toList();
        return CapturedStep.capture(
                List.of(codesType()),
                state,
                in -> new CapturedStep.Result(
                        List.of(layer.apply(model.generate(in.getFirst()), ForwardPass.evaluation())), Map.of()));
    }

    /** The share of the second half of some codes whose logit is below 0. */
    private double shareBelow(CapturedStep test, Codes codes) {
        int first = codes.points() / 2;
        int below = 0;
        for (int from = first; from < codes.points(); from += batch) {
            int count = Math.min(batch, codes.points() - from);
            float[] rows = new float[batch * model.latents()];
            for (int i = 0; i < count; i++) {
                copy(codes, from + i, rows, i);
            }
            float[] logits =
                    test.run(Tensor.of(rows, batch, model.latents())).getFirst().toFloatArray();
            for (int i = 0; i < count; i++) {
                below += logits[i] < 0 ? 1 : 0;
            }
        }
        return below / (double) (codes.points() - first);
    }

    private void copy(Codes codes, int point, float[] rows, int row) {
        for (int l = 0; l < model.latents(); l++) {
            rows[row * model.latents() + l] = (float) codes.value(point, l);
        }
    }
}
