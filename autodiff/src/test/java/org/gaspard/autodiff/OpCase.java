package org.gaspard.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Decomposition;
import org.gaspard.tensor.Op;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * An operation with inputs to try it on.
 *
 * @param shape the expected shape of the result
 * @param build applies the operation to the inputs
 * @param tolerance the deviation from the reference backend allowed to float32 results, relative to 1 + their size;
 *     0 means equal bits for every type
 * @param check how gradients are checked, if they are
 */
record OpCase(
        Op op,
        List<Arg> args,
        Shape shape,
        Function<List<Tensor>, Tensor> build,
        double tolerance,
        Optional<GradientCheck> check) {

    private static final double USUAL_TOLERANCE = 1e-5;

    /** A case whose result is shaped as its first input. */
    static OpCase of(Op op, Arg... args) {
        Shape shape = args.length == 0 ? Shape.scalar() : args[0].shape();
        return new OpCase(op, List.of(args), shape, xs -> Tensor.apply(op, xs), USUAL_TOLERANCE, Optional.empty());
    }

    /** States the shape of the result. */
    OpCase gives(int... extents) {
        return new OpCase(op, args, Shape.of(extents), build, tolerance, check);
    }

    /** Asks for equal bits on all backends. */
    OpCase exact() {
        return within(0);
    }

    /** States another tolerance. */
    OpCase within(double other) {
        return new OpCase(op, args, shape, build, other, check);
    }

    /** Asks for the first and second gradient in float64 to be checked. */
    OpCase smooth() {
        return smooth(GradientCheck.standard());
    }

    /** Asks for the first and second gradient to be checked in a way of its own. */
    OpCase smooth(GradientCheck how) {
        return new OpCase(op, args, shape, build, tolerance, Optional.of(how));
    }

    /** Builds the result in another way than by applying the operation to the inputs alone. */
    OpCase builtAs(Function<List<Tensor>, Tensor> other) {
        return new OpCase(op, args, shape, other, tolerance, check);
    }

    /** The inputs for tests of one element type. */
    List<Tensor> inputs(DType dtype) {
        return args.stream().map(arg -> arg.tensor(dtype)).toList();
    }

    /** The element types that make different tests: those the operation accepts, and one if no input follows it. */
    List<DType> dtypes() {
        if (args.stream().allMatch(arg -> arg.role() == Arg.Role.INDEX)) {
            return List.of(DType.FLOAT32);
        }
        return Stream.of(DType.values()).filter(this::accepts).toList();
    }

    private boolean accepts(DType dtype) {
        try {
            Tensor unused = build.apply(inputs(dtype));
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    /** Whether inputs may be replaced by others of the same shape and range. */
    boolean acceptsRepeatedRows() {
        return !(op instanceof Decomposition);
    }

    /** The inputs that are differentiated, in float64. */
    Tensor[] variables() {
        return args.stream()
                .filter(arg -> arg.role() == Arg.Role.VARIABLE)
                .map(arg -> arg.tensor(DType.FLOAT64))
                .toArray(Tensor[]::new);
    }

    /** The result as a function of the differentiated inputs alone. */
    Tensor ofVariables(List<Tensor> variables) {
        List<Tensor> inputs = new ArrayList<>();
        int next = 0;
        for (Arg arg : args) {
            inputs.add(arg.role() == Arg.Role.VARIABLE ? variables.get(next++) : arg.tensor(DType.FLOAT64));
        }
        return build.apply(inputs);
    }

    @Override
    public String toString() {
        return op.label() + " " + Arrays.toString(args.stream().map(Arg::shape).toArray())
                + (check.isPresent() ? " smooth" : "");
    }
}
