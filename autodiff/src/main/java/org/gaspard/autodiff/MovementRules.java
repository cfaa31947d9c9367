package org.gaspard.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.tensor.Ints;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Gradient rules of movement: linear maps, so each rule is the adjoint. */
final class MovementRules {

    private MovementRules() {}

    static List<@Nullable Tensor> pullback(Movement op, List<Tensor> in, Tensor g) {
        Tensor x = in.getFirst();
        return switch (op) {
            case Movement.Reshape reshape -> List.of(g.reshape(x.shape()));
            case Movement.Transpose transpose -> List.of(Tensor.apply(transpose.inverse(), g));
            case Movement.Broadcast broadcast -> List.of(g.sumKeep(repeated(x.shape(), broadcast.to())));
            case Movement.Slice slice -> List.of(adjoint(slice, x.shape(), g));
            case Movement.Pad pad -> List.of(adjoint(pad, x.shape(), g));
            case Movement.Concatenate(int axis) -> {
                List<@Nullable Tensor> parts = new ArrayList<>();
                int start = 0;
                for (Tensor part : in) {
                    parts.add(g.slice(axis, start, start + part.extent(axis)));
                    start += part.extent(axis);
                }
                yield parts;
            }
            case Movement.Flip flip -> List.of(Tensor.apply(flip, g));
            case Movement.Gather(int axis) -> Arrays.asList(g.scatterAdd(axis, x.extent(axis), in.get(1)), null);
            case Movement.ScatterAdd(int axis, int extent) -> Arrays.asList(g.gather(axis, in.get(1)), null);
        };
    }

    private static int[] repeated(Shape from, Shape to) {
        return IntStream.range(0, to.rank())
                .filter(axis -> from.extent(axis) != to.extent(axis))
                .toArray();
    }

    private static Tensor adjoint(Movement.Slice slice, Shape from, Tensor g) {
        int[] after = new int[from.rank()];
        int[] interior = new int[from.rank()];
        for (int axis = 0; axis < after.length; axis++) {
            int n = g.extent(axis);
            interior[axis] = slice.step().get(axis) - 1;
            int used = n == 0 ? 0 : (n - 1) * slice.step().get(axis) + 1;
            after[axis] = from.extent(axis) - slice.start().get(axis) - used;
        }
        return Tensor.apply(new Movement.Pad(slice.start(), Ints.of(after), Ints.of(interior)), g);
    }

    private static Tensor adjoint(Movement.Pad pad, Shape from, Tensor g) {
        int[] stop = new int[from.rank()];
        int[] step = new int[from.rank()];
        for (int axis = 0; axis < stop.length; axis++) {
            int n = from.extent(axis);
            step[axis] = pad.interior().get(axis) + 1;
            stop[axis] = pad.before().get(axis) + (n == 0 ? 0 : (n - 1) * step[axis] + 1);
        }
        return Tensor.apply(new Movement.Slice(pad.before(), Ints.of(stop), Ints.of(step)), g);
    }
}
