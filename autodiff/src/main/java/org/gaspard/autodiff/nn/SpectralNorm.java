package org.gaspard.autodiff.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * Spectral normalisation: the layer reads {@code W / σ} in the place of its weight W, σ being an estimate of the
 * largest singular value of W seen as a matrix M [out, everything else].
 *
 * <p>Each training pass improves the estimate by power iteration, {@code u ← M v / |M v|}, {@code v ← Mᵀ u / |Mᵀ u|},
 * and hands u and v to the pass as updates; evaluation uses those that are there. {@code σ = uᵀ M v}, with u and v
 * constant for differentiation: gradients flow through W and through σ.
 *
 * <p>Semantics are those of {@code torch.nn.utils.parametrizations.spectral_norm}, including 15 iterations at the
 * start.
 *
 * <p>Source: Miyato et al., Spectral Normalization for Generative Adversarial Networks, 2018, algorithm 1.
 *
 * @param layer the layer
 * @param weight the parameter of the layer that is normalised
 * @param outputAxis the axis of the weight that counts outputs
 * @param u [out]
 * @param v [everything else]
 * @param iterations of each training pass, 1 by default
 * @param epsilon the smallest norm to divide by, 1e-12 by default
 */
public record SpectralNorm(
        Layer layer, Parameter weight, int outputAxis, Parameter u, Parameter v, int iterations, double epsilon)
        implements Layer {

    private static final int FIRST_ITERATIONS = 15;
    private static final double EPSILON = 1e-12;

    private record Pair(Tensor u, Tensor v) {}

    /** A normalised linear layer. */
    public static SpectralNorm of(Linear layer, RandomKey key) {
        return of(layer, layer.weight(), 1, key);
    }

    /** A normalised convolution. */
    public static SpectralNorm of(Conv2d layer, RandomKey key) {
        return of(layer, layer.weight(), 3, key);
    }

    /** A normalised transposed convolution. */
    public static SpectralNorm of(ConvTranspose2d layer, RandomKey key) {
        return of(layer, layer.weight(), 2, key);
    }

    /** Any layer; the buffers are weight.u and weight.v, with the weight's name before the dot. */
    public static SpectralNorm of(Layer layer, Parameter weight, int outputAxis, RandomKey key) {
        Tensor w = weight.tensor();
        int outputs = w.extent(outputAxis);
        Tensor u = unit(key.child(0).normal(w.dtype(), outputs, 1), EPSILON);
        Tensor v = unit(key.child(1).normal(w.dtype(), w.size() / outputs, 1), EPSILON);
        Pair start = broadcast(u, v, outputAxis, w.shape());
        Pair pair = iterate(w, outputAxis, start, FIRST_ITERATIONS, EPSILON);
        return new SpectralNorm(
                layer,
                weight,
                outputAxis,
                new Parameter(weight.name() + ".u", pair.u.reshape(-1)),
                new Parameter(weight.name() + ".v", pair.v.reshape(-1)),
                1,
                EPSILON);
    }

    @Override
    public Tensor apply(Tensor x, ForwardPass pass) {
        Tensor w = pass.value(weight);
        Pair pair = broadcast(pass.value(u), pass.value(v), outputAxis, w.shape());
        if (pass.isTraining()) {
            pair = iterate(w.stopGradient(), outputAxis, pair, iterations, epsilon);
            pass.update(u, pair.u.reshape(-1));
            pass.update(v, pair.v.reshape(-1));
        }
        return layer.apply(x, pass.with(weight, w.divide(sigma(w, pair))));
    }

    /** {@code Σ M_ij u_i v_j}, whose gradient u_i v_j is not a matrix of its own but a part of the sums that it goes into. */
    private static Tensor sigma(Tensor w, Pair pair) {
        return w.multiply(pair.v.stopGradient()).multiply(pair.u.stopGradient()).sum();
    }

    /** Both vectors in the shape of the weight with axes of extent 1, so that nothing is ever transposed. */
    private static Pair broadcast(Tensor u, Tensor v, int outputAxis, Shape weight) {
        int[] outputs = new int[weight.rank()];
        Arrays.fill(outputs, 1);
        outputs[outputAxis] = weight.extent(outputAxis);
        return new Pair(u.reshape(outputs), v.reshape(weight.with(outputAxis, 1).toArray()));
    }

    private static Pair iterate(Tensor w, int outputAxis, Pair start, int iterations, double epsilon) {
        int[] others =
                IntStream.range(0, w.rank()).filter(axis -> axis != outputAxis).toArray();
        Pair pair = start;
        for (int i = 0; i < iterations; i++) {
            Tensor u = unit(w.multiply(pair.v).sumKeep(others), epsilon);
            pair = new Pair(u, unit(w.multiply(u).sumKeep(outputAxis), epsilon));
        }
        return pair;
    }

    private static Tensor unit(Tensor x, double epsilon) {
        return x.divide(x.square().sum().sqrt().maximum(epsilon));
    }

    @Override
    public List<Parameter> parameters() {
        return layer.parameters();
    }

    @Override
    public List<Parameter> buffers() {
        return Stream.concat(layer.buffers().stream(), Stream.of(u, v)).toList();
    }
}
