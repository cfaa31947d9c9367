package org.gaspard.autodiff.nn;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
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
        Tensor m = matrix(weight.tensor(), outputAxis);
        Tensor u = unit(key.child(0).normal(m.dtype(), m.extent(0), 1), EPSILON);
        Tensor v = unit(key.child(1).normal(m.dtype(), m.extent(1), 1), EPSILON);
        Pair pair = iterate(m, new Pair(u, v), FIRST_ITERATIONS, EPSILON);
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
        Tensor m = matrix(w, outputAxis);
        Pair pair = new Pair(pass.value(u).reshape(-1, 1), pass.value(v).reshape(-1, 1));
        if (pass.isTraining()) {
            pair = iterate(m.stopGradient(), pair, iterations, epsilon);
            pass.update(u, pair.u.reshape(-1));
            pass.update(v, pair.v.reshape(-1));
        }
        Tensor sigma = pair.u.stopGradient().dot(m.matmul(pair.v.stopGradient()));
        return layer.apply(x, pass.with(weight, w.divide(sigma)));
    }

    /** The weight as a matrix [out, everything else]. */
    private static Tensor matrix(Tensor weight, int outputAxis) {
        int[] outputFirst = IntStream.concat(
                        IntStream.of(outputAxis),
                        IntStream.range(0, weight.rank()).filter(axis -> axis != outputAxis))
                .toArray();
        return weight.transpose(outputFirst).reshape(weight.extent(outputAxis), -1);
    }

    private static Pair iterate(Tensor m, Pair start, int iterations, double epsilon) {
        Pair pair = start;
        for (int i = 0; i < iterations; i++) {
            Tensor u = unit(m.matmul(pair.v), epsilon);
            pair = new Pair(u, unit(m.transposed().matmul(u), epsilon));
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
