package org.gaspard.autodiff;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.gaspard.tensor.Annotation;
import org.gaspard.tensor.Decomposition;
import org.gaspard.tensor.Elementwise;
import org.gaspard.tensor.Generator;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Op;
import org.gaspard.tensor.Ordering;
import org.gaspard.tensor.Product;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The table of gradient rules: for each operation, how a cotangent g of its result becomes cotangents of its inputs. A
 * rule returns one entry for each input, null where the result does not depend on it smoothly. The switches are
 * exhaustive, so an operation without a rule does not compile.
 */
final class GradientRules {

    private GradientRules() {}

    static List<@Nullable Tensor> pullback(Tensor node, Tensor g) {
        List<Tensor> in = node.inputs();
        return switch (node.op()) {
            case Op.Leaf leaf -> List.of();
            case Elementwise op -> ElementwiseRules.pullback(op, in, node, g);
            case Reduction op -> reduction(op, in.getFirst(), node, g);
            case Movement op -> MovementRules.pullback(op, in, g);
            case Product op -> product(op, in.get(0), in.get(1), g);
            case Generator op -> none(in.size());
            case HostCall op -> none(in.size());
            case Ordering op -> ordering(op, g);
            case Decomposition op -> DecompositionRules.pullback(op, in, node, g);
            case Annotation op -> annotation(op, in, node, g);
        };
    }

    /** No gradient in any of {@code count} inputs. */
    static List<@Nullable Tensor> none(int count) {
        return Collections.nCopies(count, null);
    }

    private static List<@Nullable Tensor> reduction(Reduction op, Tensor x, Tensor y, Tensor g) {
        return switch (op) {
            case Reduction.Reduce(Reduction.Kind kind, var axes) ->
                switch (kind) {
                    case SUM -> List.of(g.broadcastTo(x.shape()));
                    case MAX, MIN -> {
                        // Equal extremes share the gradient, so that it does not depend on their order.
                        Tensor extreme = x.equalTo(y);
                        Tensor share = g.divide(extreme.sumKeep(axes.toArray()));
                        yield List.of(extreme.multiply(share));
                    }
                };
            case Reduction.ArgReduce arg -> none(1);
        };
    }

    private static List<@Nullable Tensor> product(Product op, Tensor a, Tensor b, Tensor g) {
        return switch (op) {
            case Product.MatMul(boolean ta, boolean tb) ->
                List.of(
                        ta ? matmul(b, g, tb, true) : matmul(g, b, false, !tb),
                        tb ? matmul(g, a, true, ta) : matmul(a, g, !ta, false));
            case Product.Conv2d(var geometry) ->
                List.of(
                        Tensor.apply(new Product.Conv2dInputGradient(geometry, a.extent(1), a.extent(2)), b, g),
                        Tensor.apply(new Product.Conv2dWeightGradient(geometry, b.extent(0), b.extent(1)), a, g));
            case Product.Conv2dInputGradient(var geometry, int height, int width) ->
                List.of(
                        Tensor.apply(new Product.Conv2dWeightGradient(geometry, a.extent(0), a.extent(1)), g, b),
                        Tensor.apply(new Product.Conv2d(geometry), g, a));
            case Product.Conv2dWeightGradient(var geometry, int kernelH, int kernelW) ->
                List.of(
                        Tensor.apply(new Product.Conv2dInputGradient(geometry, a.extent(1), a.extent(2)), g, b),
                        Tensor.apply(new Product.Conv2d(geometry), a, g));
        };
    }

    private static Tensor matmul(Tensor a, Tensor b, boolean transposeA, boolean transposeB) {
        return Tensor.apply(new Product.MatMul(transposeA, transposeB), a, b);
    }

    private static List<@Nullable Tensor> ordering(Ordering op, Tensor g) {
        return switch (op) {
            case Ordering.CumulativeSum(int axis, boolean reverse) ->
                List.of(Tensor.apply(new Ordering.CumulativeSum(axis, !reverse), g));
            case Ordering.ArgSort sort -> none(1);
        };
    }

    private static List<@Nullable Tensor> annotation(Annotation op, List<Tensor> in, Tensor y, Tensor g) {
        return switch (op) {
            case Annotation.StopGradient stop -> none(1);
            case Annotation.After after -> Arrays.asList(g, null);
            case Annotation.CustomGradient(Object rule) -> {
                List<Tensor> xs = in.subList(1, in.size());
                List<Tensor> parts = ((GradientRule) rule).pullback(xs, y, g);
                if (parts.size() != xs.size()) {
                    throw new IllegalStateException(
                            "a custom gradient rule gave " + parts.size() + " gradients for " + xs.size() + " inputs");
                }
                @Nullable Tensor[] all = new Tensor[in.size()];
                for (int i = 0; i < parts.size(); i++) {
                    all[i + 1] = parts.get(i);
                }
                yield Arrays.asList(all);
            }
        };
    }
}
