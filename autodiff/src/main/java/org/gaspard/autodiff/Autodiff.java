package org.gaspard.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.gaspard.tensor.Annotation;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * Derivatives of graphs. Nothing is computed here: each method walks the graph of y backwards once and returns the graph
 * of the derivative, which costs about as many operations as y itself.
 *
 * <p>A derivative is taken in a tensor <em>object</em>: pass the very leaf or node from which y was built.
 */
public final class Autodiff {

    private Autodiff() {}

    /** A value with its gradient. */
    public record ValueAndGradient(Tensor value, Tensor gradient) {}

    /**
     * {@code ∂y/∂x} of a scalar y, shaped as x; zeros where y does not depend on x.
     *
     * @throws IllegalArgumentException if y is not a floating-point scalar
     */
    public static Tensor gradient(Tensor y, Tensor x) {
        return gradient(y, List.of(x)).getFirst();
    }

    /** {@code ∂y/∂xᵢ} of a scalar y for several tensors, in one walk. */
    public static List<Tensor> gradient(Tensor y, List<Tensor> xs) {
        if (y.size() != 1) {
            throw new IllegalArgumentException(
                    "gradient of a tensor of shape " + y.shape() + ", expected one element: use vjp or jacobian");
        }
        return vjp(y, Tensor.full(y.type(), 1), xs);
    }

    /** {@code f(x)} and its gradient, f being scalar. */
    public static ValueAndGradient valueAndGradient(Function<Tensor, Tensor> f, Tensor x) {
        Tensor y = f.apply(x);
        return new ValueAndGradient(y, gradient(y, x));
    }

    /**
     * The vector-Jacobian product {@code Σ cotangentᵢ ∂yᵢ/∂x}, shaped as x.
     *
     * @param cotangent shaped as y
     */
    public static Tensor vjp(Tensor y, Tensor cotangent, Tensor x) {
        return vjp(y, cotangent, List.of(x)).getFirst();
    }

    /** The vector-Jacobian products in several tensors, in one walk. */
    public static List<Tensor> vjp(Tensor y, Tensor cotangent, List<Tensor> xs) {
        return Backward.walk(y, cotangent, xs);
    }

    /**
     * The Jacobian-vector product {@code Σ ∂y/∂xⱼ tangentⱼ}, shaped as y, by the double-vjp trick: the vjp is linear in
     * its cotangent u, and its own vjp in u is the jvp.
     *
     * @param tangent shaped as x
     */
    public static Tensor jvp(Tensor y, Tensor x, Tensor tangent) {
        Tensor u = Tensor.full(y.type(), 0);
        return vjp(vjp(y, u, x), tangent, u);
    }

    /** The Hessian-vector product {@code ∂²y/∂x² v} of a scalar y, shaped as x. */
    public static Tensor hvp(Tensor y, Tensor x, Tensor v) {
        return gradient(gradient(y, x).dot(v.stopGradient()), x);
    }

    /** The Hessian of a scalar y, shape [x..., x...]; one backward walk for each element of x. */
    public static Tensor hessian(Tensor y, Tensor x) {
        return jacobian(gradient(y, x), x);
    }

    /** The Jacobian {@code ∂y/∂x}, shape [y..., x...]; one backward walk for each element of y. */
    public static Tensor jacobian(Tensor y, Tensor x) {
        List<Tensor> rows = new ArrayList<>(y.size());
        Tensor position = Tensor.range(DType.INT32, y.size());
        for (int i = 0; i < y.size(); i++) {
            Tensor unit = position.equalTo(i).cast(y.dtype()).reshape(y.shape());
            rows.add(vjp(y, unit, x));
        }
        int[] extents = Arrays.copyOf(y.shape().toArray(), y.rank() + x.rank());
        System.arraycopy(x.shape().toArray(), 0, extents, y.rank(), x.rank());
        return rows.isEmpty()
                ? Tensor.full(y.type().withShape(Shape.of(extents)), 0)
                : Tensor.stack(0, rows).reshape(Shape.of(extents));
    }

    /** The same numbers, a constant for differentiation. */
    public static Tensor stopGradient(Tensor x) {
        return x.stopGradient();
    }

    /**
     * The value y with a gradient of the caller's: {@code rule} is asked instead of the graph between y and the xs. Being
     * written in tensors, the rule can itself be differentiated.
     */
    public static Tensor custom(Tensor y, List<Tensor> xs, GradientRule rule) {
        List<Tensor> inputs = new ArrayList<>();
        inputs.add(y);
        inputs.addAll(xs);
        return Tensor.apply(new Annotation.CustomGradient(rule), inputs);
    }

    /**
     * {@code f(xs)} whose intermediate results are computed a second time in the backward pass rather than kept: memory
     * for about a third more time. All tensors in which f is to be differentiated must be among {@code xs}, parameters
     * too.
     */
    public static Tensor rematerialise(Function<List<Tensor>, Tensor> f, List<Tensor> xs) {
        return custom(f.apply(xs), xs, (inputs, y, g) -> {
            List<Tensor> again = inputs.stream()
                    .map(x -> Tensor.apply(new Annotation.After(), x, g))
                    .toList();
            return vjp(f.apply(again), g, again);
        });
    }
}
