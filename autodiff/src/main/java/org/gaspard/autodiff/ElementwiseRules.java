package org.gaspard.autodiff;

import java.util.Arrays;
import java.util.List;
import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.Elementwise;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.UnaryOp;
import org.jspecify.annotations.Nullable;

/** Gradient rules of elementwise operations: the cotangent times the partial derivative. */
final class ElementwiseRules {

    private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

    private ElementwiseRules() {}

    static List<@Nullable Tensor> pullback(Elementwise op, List<Tensor> in, Tensor y, Tensor g) {
        Tensor a = in.getFirst();
        return switch (op) {
            case UnaryOp unary -> unary(unary, a, y, g);
            case BinaryOp binary -> binary(binary, a, in.get(1), y, g);
            case Elementwise.Select select -> {
                Tensor zero = Tensor.full(g.type(), 0);
                yield Arrays.asList(null, Tensor.where(a, g, zero), Tensor.where(a, zero, g));
            }
            case Elementwise.Cast cast ->
                a.dtype().isFloating() && cast.to().isFloating() ? List.of(g.cast(a.dtype())) : GradientRules.none(1);
        };
    }

    private static List<@Nullable Tensor> unary(UnaryOp op, Tensor x, Tensor y, Tensor g) {
        if (!x.dtype().isFloating()) {
            return GradientRules.none(1);
        }
        return switch (op) {
            case NEGATE -> List.of(g.negate());
            case ABS -> List.of(g.multiply(x.sign()));
            case SIGN, FLOOR, ROUND -> GradientRules.none(1);
            case RECIPROCAL -> List.of(g.multiply(y.square()).negate());
            case SQRT -> List.of(g.multiply(0.5).divide(y));
            case EXP -> List.of(g.multiply(y));
            case EXPM1 -> List.of(g.multiply(y.add(1)));
            case LOG -> List.of(g.divide(x));
            case LOG1P -> List.of(g.divide(x.add(1)));
            case SIN -> List.of(g.multiply(x.cos()));
            case COS -> List.of(g.multiply(x.sin()).negate());
            case ACOS -> List.of(g.divide(x.square().negate().add(1).sqrt()).negate());
            // By the output, so that the input need not be kept.
            case RELU -> List.of(g.multiply(y.greater(0)));
            case TANH -> List.of(g.multiply(y.square().negate().add(1)));
            case SIGMOID -> List.of(g.multiply(y).multiply(y.negate().add(1)));
            case SOFTPLUS -> List.of(g.multiply(x.sigmoid()));
            case ERF -> List.of(g.multiply(x.square().negate().exp()).multiply(TWO_OVER_ROOT_PI));
            case ERFINV -> List.of(g.multiply(y.square().exp()).divide(TWO_OVER_ROOT_PI));
        };
    }

    private static List<@Nullable Tensor> binary(BinaryOp op, Tensor a, Tensor b, Tensor y, Tensor g) {
        if (!a.dtype().isFloating()) {
            return GradientRules.none(2);
        }
        return switch (op) {
            case ADD -> List.of(g, g);
            case SUBTRACT -> List.of(g, g.negate());
            case MULTIPLY -> List.of(g.multiply(b), g.multiply(a));
            case DIVIDE -> List.of(g.divide(b), g.multiply(y).divide(b).negate());
            case POWER -> {
                // The guards keep 0 · ∞ out: a⁻¹ at exponent 0, ln a at base 0 and below.
                Tensor exponent = Tensor.where(b.equalTo(0), Tensor.full(b.type(), 1), b);
                Tensor base = Tensor.where(a.greater(0), a, Tensor.full(a.type(), 1));
                yield List.of(
                        g.multiply(b).multiply(a.power(exponent.subtract(1))),
                        g.multiply(y).multiply(base.log()));
            }
            case MAXIMUM -> List.of(g.multiply(winner(b, a)), g.multiply(winner(a, b)));
            case MINIMUM -> List.of(g.multiply(winner(a, b)), g.multiply(winner(b, a)));
            case ATAN2 -> {
                Tensor scaled = g.divide(a.square().add(b.square()));
                yield List.of(scaled.multiply(b), scaled.multiply(a).negate());
            }
            case LESS, LESS_EQUAL, EQUAL -> GradientRules.none(2);
        };
    }

    /** 1 where {@code small < large}, ½ where they are equal. */
    private static Tensor winner(Tensor small, Tensor large) {
        return small.less(large).add(small.lessEqual(large)).multiply(0.5);
    }
}
