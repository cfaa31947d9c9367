package org.gaspard.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;

/**
 * Holds gradients against central differences in double precision:
 * {@code (f(x + h u) - f(x - h u)) / 2h} for each coordinate direction u.
 *
 * <p>The function is reduced to a scalar by a fixed random weighting of its elements. The second-order check does the
 * same to the gradient itself.
 *
 * @param step h, relative to the size of each element (at least 1)
 * @param tolerance the largest deviation allowed, relative to the size of the derivative (at least 1)
 */
public record GradientCheck(double step, double tolerance) {

    /** h = 1e-5 and a tolerance of 1e-6: about what central differences in double precision can resolve. */
    public static GradientCheck standard() {
        return new GradientCheck(1e-5, 1e-6);
    }

    /**
     * Checks the gradient of {@code f} in every input.
     *
     * @param f from float64 tensors to a float64 tensor of any shape
     * @throws AssertionError that names the input, the element and both numbers of the largest deviation
     */
    public void first(Function<List<Tensor>, Tensor> f, Tensor... inputs) {
        compare("gradient", weighted(f, 1), leaves(inputs));
    }

    /** Checks the gradient and the gradient of a random combination of the gradient. */
    public void firstAndSecond(Function<List<Tensor>, Tensor> f, Tensor... inputs) {
        first(f, inputs);
        second(f, inputs);
    }

    /** Checks the gradient of a random combination of the gradient. */
    public void second(Function<List<Tensor>, Tensor> f, Tensor... inputs) {
        Function<List<Tensor>, Tensor> scalar = weighted(f, 1);
        Function<List<Tensor>, Tensor> gradient = xs -> {
            List<Tensor> parts = Autodiff.gradient(scalar.apply(xs), xs);
            Tensor sum = Tensor.full(inputs[0].type().withShape(Shape.scalar()), 0);
            for (int i = 0; i < parts.size(); i++) {
                sum = sum.add(parts.get(i).dot(weights(parts.get(i), 100 + i)));
            }
            return sum;
        };
        compare("second gradient", gradient, leaves(inputs));
    }

    /** The inputs without their history, so that they are independent of each other. */
    private static List<Tensor> leaves(Tensor... inputs) {
        return Arrays.stream(inputs)
                .map(x -> Tensor.wrap(x.shape(), x.storage()))
                .toList();
    }

    private static Function<List<Tensor>, Tensor> weighted(Function<List<Tensor>, Tensor> f, int stream) {
        return xs -> {
            Tensor y = f.apply(xs);
            return y.dot(weights(y, stream));
        };
    }

    private static Tensor weights(Tensor like, int stream) {
        return RandomKey.of(20250101)
                .child(stream)
                .uniform(DType.FLOAT64, like.shape().toArray())
                .add(0.5);
    }

    private void compare(String what, Function<List<Tensor>, Tensor> f, List<Tensor> xs) {
        for (Tensor x : xs) {
            if (x.dtype() != DType.FLOAT64) {
                throw new IllegalArgumentException("gradients are checked in float64, found an input of " + x.type());
            }
        }
        List<Tensor> gradients = Autodiff.gradient(f.apply(xs), xs);
        Tensor.evaluate(gradients);
        for (int i = 0; i < xs.size(); i++) {
            compare(what, f, xs, i, gradients.get(i).toDoubleArray());
        }
    }

    private void compare(String what, Function<List<Tensor>, Tensor> f, List<Tensor> xs, int i, double[] found) {
        Tensor x = xs.get(i);
        double[] at = x.toDoubleArray();
        for (int k = 0; k < at.length; k++) {
            double h = step * Math.max(1, Math.abs(at[k]));
            double expected = (f.apply(moved(xs, i, k, h)).item()
                            - f.apply(moved(xs, i, k, -h)).item())
                    / (2 * h);
            double scale = Math.max(1, Math.abs(expected));
            if (!(Math.abs(found[k] - expected) <= tolerance * scale)) {
                throw new AssertionError(String.format(
                        Locale.ROOT,
                        "%s in element %d of input %d %s: %.12g, central difference %.12g",
                        what,
                        k,
                        i,
                        x.type(),
                        found[k],
                        expected));
            }
        }
    }

    private static List<Tensor> moved(List<Tensor> xs, int i, int k, double h) {
        List<Tensor> moved = new ArrayList<>(xs);
        double[] numbers = xs.get(i).toDoubleArray();
        numbers[k] += h;
        moved.set(i, Tensor.wrap(xs.get(i).shape(), new Storage.Doubles(numbers)));
        return moved;
    }
}
