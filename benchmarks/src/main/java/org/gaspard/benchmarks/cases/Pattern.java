package org.gaspard.benchmarks.cases;

import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;

/**
 * Inputs and weights that look random and that any language computes to the last bit: number i of seed s is a hash of
 * i and s as a multiple of 2⁻²³ in [-1, 1).
 *
 * <p>The mixing is the one of Wellons' {@code lowbias32}.
 */
public final class Pattern {

    private Pattern() {}

    static float at(int seed, int i) {
        int h = i + seed * 0x9e3779b9;
        h = (h ^ h >>> 16) * 0x7feb352d;
        h = (h ^ h >>> 15) * 0x846ca68b;
        h ^= h >>> 16;
        return (h >>> 8) * 0x1p-23f - 1;
    }

    /** Numbers in [-1, 1). */
    public static Tensor numbers(int seed, int... shape) {
        return numbers(seed, 1, Shape.of(shape));
    }

    /** Numbers in [-bound, bound). */
    static Tensor numbers(int seed, float bound, Shape shape) {
        float[] data = new float[shape.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = at(seed, i) * bound;
        }
        return Tensor.wrap(shape, new Storage.Floats(data));
    }

    /** 1 for about one of twenty places, else 0. */
    static Tensor spots(int seed, int... shape) {
        Shape extents = Shape.of(shape);
        float[] data = new float[extents.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = at(seed, i) >= 0.9f ? 1 : 0;
        }
        return Tensor.wrap(extents, new Storage.Floats(data));
    }

    /**
     * Starts parameters: a bias within ±0.1, a weight within ±√(6 / n) where n is the product of all extents but the
     * last one. Parameter k has seed {@code seed + k}.
     */
    static void fill(int seed, Iterable<Parameter> parameters) {
        int k = seed;
        for (Parameter parameter : parameters) {
            Shape shape = parameter.shape();
            float bound = shape.rank() == 1 ? 0.1f : (float) Math.sqrt(6.0 * shape.extent(-1) / shape.size());
            parameter.assign(numbers(k++, bound, shape));
        }
    }
}
