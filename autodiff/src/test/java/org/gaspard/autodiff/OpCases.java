package org.gaspard.autodiff;

import static org.gaspard.autodiff.Arg.also;
import static org.gaspard.autodiff.Arg.between;
import static org.gaspard.autodiff.Arg.indices;
import static org.gaspard.autodiff.Arg.values;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gaspard.tensor.Annotation;
import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Elementwise;
import org.gaspard.tensor.Generator;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Ints;
import org.gaspard.tensor.Op;
import org.gaspard.tensor.Ordering;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.TensorType;
import org.gaspard.tensor.UnaryOp;

/** Every operation on inputs that are easy to get wrong: the contract of backends and of gradient rules. */
final class OpCases {

    /** Extents around the widths of vectors, and none at all. */
    private static final int[] AWKWARD = {0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 65};

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double[] SPECIAL = {
        0,
        -0.0,
        INF,
        -INF,
        Double.NaN,
        1,
        -1,
        0.5,
        -0.5,
        1.5,
        2.5,
        -2.5,
        3,
        -3,
        1e-30,
        -1e-30,
        1e-3,
        -1e-3,
        20,
        -20,
        87,
        -87,
        100,
        -100,
        1e4,
        -1e4,
        1e30,
        -1e30,
        0.999,
        -0.999,
        3.14159,
        6.2832
    };

    private static final Set<UnaryOp> EXACT_UNARY = EnumSet.of(
            UnaryOp.NEGATE,
            UnaryOp.ABS,
            UnaryOp.RELU,
            UnaryOp.SIGN,
            UnaryOp.FLOOR,
            UnaryOp.ROUND,
            UnaryOp.RECIPROCAL,
            UnaryOp.SQRT);

    private OpCases() {}

    static List<OpCase> all() {
        List<OpCase> cases = new ArrayList<>();
        unary(cases);
        binary(cases);
        selectAndCast(cases);
        reductions(cases);
        MovementCases.add(cases);
        ProductCases.add(cases);
        generators(cases);
        ordering(cases);
        DecompositionCases.add(cases);
        annotations(cases);
        hostCalls(cases);
        return cases;
    }

    static Stream<OpCase> smooth() {
        return all().stream().filter(c -> c.check().isPresent());
    }

    private static void unary(List<OpCase> cases) {
        for (UnaryOp op : UnaryOp.values()) {
            OpCase smooth = OpCase.of(op, smoothDomain(op, 7));
            boolean stepwise = op == UnaryOp.SIGN || op == UnaryOp.FLOOR || op == UnaryOp.ROUND;
            double tolerance = EXACT_UNARY.contains(op) ? 0 : 2e-6;
            cases.add(stepwise ? smooth : smooth.smooth());
            cases.add(OpCase.of(op, values(SPECIAL)).within(tolerance));
            cases.add(OpCase.of(op, smoothDomain(op)).within(tolerance));
            cases.add(OpCase.of(op, smoothDomain(op, 3, 1, 17)).within(tolerance));
            for (int n : AWKWARD) {
                cases.add(OpCase.of(op, smoothDomain(op, n)).within(tolerance));
            }
        }
    }

    private static Arg smoothDomain(UnaryOp op, int... shape) {
        return switch (op) {
            case NEGATE, EXP, EXPM1, SIN, COS, TANH, SIGMOID, SOFTPLUS, ERF -> between(-2, 2, shape);
            case SIGN, FLOOR, ROUND -> between(-3, 3, shape);
            case ABS, RELU, RECIPROCAL, SQRT, LOG -> between(0.4, 2.5, shape);
            case LOG1P -> between(-0.6, 2, shape);
            case ACOS, ERFINV -> between(-0.85, 0.85, shape);
        };
    }

    private static void binary(List<OpCase> cases) {
        for (BinaryOp op : BinaryOp.values()) {
            OpCase smooth = OpCase.of(op, left(op, 2, 3), right(op, 2, 3));
            double tolerance = op == BinaryOp.POWER || op == BinaryOp.ATAN2 ? 2e-6 : 0;
            cases.add(op.isComparison() ? smooth : smooth.smooth());
            cases.add(OpCase.of(op, values(everyPair(true)), values(everyPair(false)))
                    .within(tolerance));
            cases.add(OpCase.of(op, values(1, 2, 2, 3), values(2, 2, 1, 3)).within(tolerance));
            cases.add(OpCase.of(op, left(op), right(op)).within(tolerance));
            cases.add(OpCase.of(op, left(op, 3, 5, 9), right(op, 3, 5, 9)).within(tolerance));
            for (int n : AWKWARD) {
                cases.add(OpCase.of(op, left(op, n), right(op, n)).within(tolerance));
            }
        }
    }

    private static Arg left(BinaryOp op, int... shape) {
        return op == BinaryOp.POWER || op == BinaryOp.ATAN2 ? between(0.4, 2.5, shape) : between(-2, 2, shape);
    }

    private static Arg right(BinaryOp op, int... shape) {
        return op == BinaryOp.DIVIDE || op == BinaryOp.ATAN2 ? also(0.5, 2.5, shape) : also(-2, 2, shape);
    }

    /** The first or the second of all pairs of special numbers. */
    private static double[] everyPair(boolean first) {
        double[] numbers = {0, -0.0, INF, -INF, Double.NaN, 1, -1, 0.5, -2, 3, 1e9, -1e9};
        double[] pairs = new double[numbers.length * numbers.length];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = numbers[first ? i / numbers.length : i % numbers.length];
        }
        return pairs;
    }

    private static void selectAndCast(List<OpCase> cases) {
        Op select = new Elementwise.Select();
        cases.add(OpCase.of(select, values(0, 1, -0.0, 2, -1, 0).constant(), between(-1, 1, 6), also(-1, 1, 6))
                .exact()
                .smooth());
        cases.add(OpCase.of(
                        select,
                        values(0, -0.0, Double.NaN, INF).constant(),
                        values(1, 2, 3, 4),
                        values(INF, -INF, 7, 8))
                .exact());
        for (int n : AWKWARD) {
            cases.add(OpCase.of(select, between(-1, 1, n).constant(), between(-2, 2, n), also(-2, 2, n))
                    .exact());
        }
        for (DType to : DType.values()) {
            Op cast = new Elementwise.Cast(to);
            cases.add(OpCase.of(cast, values(SPECIAL)).exact());
            cases.add(OpCase.of(cast, between(-100, 100, 5, 33)).exact());
            cases.add(OpCase.of(cast, between(-100, 100, 0)).exact());
        }
        cases.add(OpCase.of(new Elementwise.Cast(DType.FLOAT64), between(-1, 1, 5))
                .smooth());
        // Rounding to float32 hides small steps; large ones show the gradient.
        cases.add(OpCase.of(new Elementwise.Cast(DType.FLOAT32), between(-1, 1, 5))
                .builtAs(xs ->
                        xs.getFirst().cast(DType.FLOAT32).cast(xs.getFirst().dtype()))
                .smooth(new GradientCheck(1e-2, 1e-3)));
    }

    private static void reductions(List<OpCase> cases) {
        for (Reduction.Kind kind : Reduction.Kind.values()) {
            double exact = kind == Reduction.Kind.SUM ? 1e-5 : 0;
            cases.add(reduce(kind, between(-2, 2, 2, 3, 2), 1).gives(2, 1, 2).smooth());
            cases.add(reduce(kind, between(-2, 2, 2, 3, 2), 0, 2).gives(1, 3, 1).smooth());
            cases.add(reduce(kind, between(-2, 2, 2, 3), 0, 1).gives(1, 1).smooth());
            cases.add(reduce(kind, between(-2, 2, 3, 0), 0).gives(1, 0));
            cases.add(reduce(kind, between(-2, 2, 3, 0), 1).gives(3, 1));
            cases.add(reduce(kind, between(-2, 2, 2, 3)).gives(2, 3));
            cases.add(reduce(kind, values(1, Double.NaN, 2), 0).gives(1));
            cases.add(reduce(kind, values(1, INF, -INF), 0).gives(1));
            cases.add(reduce(kind, values(-0.0, 0, -0.0), 0).gives(1));
            for (int n : AWKWARD) {
                cases.add(reduce(kind, between(-2, 2, n), 0).gives(1).within(exact));
                cases.add(reduce(kind, between(-2, 2, 3, n), 1).gives(3, 1).within(exact));
                cases.add(reduce(kind, between(-2, 2, n, 3), 0).gives(1, 3).within(exact));
                cases.add(reduce(kind, between(-2, 2, 3, n, 5), 0, 2)
                        .gives(1, n, 1)
                        .within(exact));
            }
        }
        for (Reduction.Kind kind : List.of(Reduction.Kind.MAX, Reduction.Kind.MIN)) {
            cases.add(arg(kind, 0, values(2, 1, 2, 1)).gives(1));
            cases.add(arg(kind, 0, values(2, Double.NaN, 5, Double.NaN, -5)).gives(1));
            cases.add(arg(kind, 0, values(-0.0, 0, -0.0)).gives(1));
            cases.add(arg(kind, 1, between(-2, 2, 3, 17, 2)).gives(3, 1, 2));
            cases.add(arg(kind, 2, between(-2, 2, 3, 2, 33)).gives(3, 2, 1));
            cases.add(arg(kind, 0, between(-2, 2, 9, 0)).gives(1, 0));
        }
    }

    private static OpCase reduce(Reduction.Kind kind, Arg x, int... axes) {
        return OpCase.of(new Reduction.Reduce(kind, Ints.of(axes)), x);
    }

    private static OpCase arg(Reduction.Kind kind, int axis, Arg x) {
        return OpCase.of(new Reduction.ArgReduce(kind, axis), x).exact();
    }

    private static void generators(List<OpCase> cases) {
        for (DType dtype : DType.values()) {
            for (double value : new double[] {0, -1.5, 1e10, 0.1}) {
                cases.add(OpCase.of(new Generator.Full(type(dtype, 3, 5), value))
                        .gives(3, 5)
                        .exact());
            }
            cases.add(OpCase.of(new Generator.Full(type(dtype), 7)).gives().exact());
            cases.add(OpCase.of(new Generator.Full(type(dtype, 0), 7)).gives(0).exact());
            cases.add(
                    OpCase.of(new Generator.Iota(type(dtype, 17), 0)).gives(17).exact());
            cases.add(OpCase.of(new Generator.Iota(type(dtype, 4, 9, 3), 1))
                    .gives(4, 9, 3)
                    .exact());
            cases.add(OpCase.of(new Generator.Iota(type(dtype, 2, 33), 1))
                    .gives(2, 33)
                    .exact());
        }
        Arg key = indices(Shape.of(2), 12345, -678);
        for (int width : new int[] {1, 23, 24, 32}) {
            cases.add(OpCase.of(new Generator.RandomBits(Shape.of(33), width, 0, 0), key)
                    .gives(33)
                    .exact());
            cases.add(OpCase.of(new Generator.RandomBits(Shape.of(3, 7), width, 5, -9), key)
                    .gives(3, 7)
                    .exact());
        }
        for (int n : AWKWARD) {
            cases.add(OpCase.of(new Generator.RandomBits(Shape.of(n), 32, 1, n), key)
                    .gives(n)
                    .exact());
        }
        cases.add(OpCase.of(new Generator.RandomBits(Shape.scalar(), 32, 1, 1), key)
                .gives()
                .exact());
    }

    private static TensorType type(DType dtype, int... shape) {
        return new TensorType(Shape.of(shape), dtype);
    }

    private static void ordering(List<OpCase> cases) {
        for (boolean reverse : new boolean[] {false, true}) {
            cases.add(OpCase.of(new Ordering.CumulativeSum(0, reverse), between(-2, 2, 5))
                    .smooth());
            cases.add(OpCase.of(new Ordering.CumulativeSum(1, reverse), between(-2, 2, 2, 3, 2))
                    .smooth());
            cases.add(OpCase.of(new Ordering.CumulativeSum(0, reverse), between(-2, 2, 65, 3)));
            cases.add(OpCase.of(new Ordering.CumulativeSum(1, reverse), between(-2, 2, 3, 65)));
            cases.add(OpCase.of(new Ordering.CumulativeSum(0, reverse), between(-2, 2, 0, 3)));
            cases.add(OpCase.of(new Ordering.CumulativeSum(0, reverse), values(1, INF, 2, -INF, 3)));
        }
        double nan = Double.NaN;
        cases.add(OpCase.of(new Ordering.ArgSort(0), values(3, 1, nan, 2, 1, INF, -INF, nan, 0, -0.0, 0))
                .exact());
        cases.add(OpCase.of(new Ordering.ArgSort(0), between(-2, 2, 65)).exact());
        cases.add(OpCase.of(new Ordering.ArgSort(1), between(-2, 2, 4, 17, 3)).exact());
        cases.add(OpCase.of(new Ordering.ArgSort(0), between(-2, 2, 0)).exact());
    }

    private static void annotations(List<OpCase> cases) {
        cases.add(OpCase.of(new Annotation.StopGradient(), between(-2, 2, 3, 5)).exact());
        cases.add(OpCase.of(new Annotation.After(), between(-2, 2, 4), also(-2, 2, 3))
                .exact()
                .smooth());
        cases.add(OpCase.of(new Annotation.After(), between(-2, 2, 3, 5), also(-2, 2))
                .exact());
        GradientRule square = (xs, y, g) -> List.of(g.multiply(xs.getFirst()).multiply(2));
        cases.add(OpCase.of(new Annotation.CustomGradient(square), between(-2, 2, 5))
                .builtAs(xs -> Autodiff.custom(xs.getFirst().square(), xs, square))
                .smooth());
    }

    private static void hostCalls(List<OpCase> cases) {
        HostCall.HostFunction differences = (in, out) -> {
            double[] results = ((Storage.Doubles) out).data();
            for (int i = 0; i < results.length; i++) {
                results[i] = in.get(0).get(i) - in.get(1).get(i);
            }
        };
        TensorType matrix = type(DType.FLOAT64, 3, 5);
        cases.add(OpCase.of(new HostCall(differences, matrix), between(-2, 2, 3, 5), also(-2, 2, 3, 5)));
        HostCall.HostFunction answer = (in, out) -> ((Storage.Int32s) out).data()[0] = 42;
        cases.add(OpCase.of(new HostCall(answer, type(DType.INT32))).gives());
    }
}
