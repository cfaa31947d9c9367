package org.gaspard.autodiff;

import static org.gaspard.autodiff.Arg.also;
import static org.gaspard.autodiff.Arg.between;
import static org.gaspard.autodiff.Arg.indices;

import java.util.List;
import org.gaspard.tensor.Ints;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Shape;

/** The cases of movement. */
final class MovementCases {

    private MovementCases() {}

    static void add(List<OpCase> cases) {
        moves(cases);
        gatherAndScatter(cases);
    }

    private static void moves(List<OpCase> cases) {
        cases.add(move(new Movement.Reshape(Shape.of(3, 2)), 2, 3).gives(3, 2).smooth());
        cases.add(move(new Movement.Reshape(Shape.of(1)), new int[0]).gives(1));
        cases.add(move(new Movement.Reshape(Shape.of(0, 5)), 3, 0).gives(0, 5));
        cases.add(move(new Movement.Reshape(Shape.of(17, 4)), 2, 2, 17).gives(17, 4));
        cases.add(transpose(Ints.of(1, 0), 2, 3).gives(3, 2).smooth());
        cases.add(transpose(Ints.of(2, 0, 1), 2, 1, 3).gives(3, 2, 1).smooth());
        cases.add(transpose(Ints.of(0, 3, 1, 2), 2, 9, 7, 3).gives(2, 3, 9, 7));
        cases.add(transpose(Ints.of(1, 0), 33, 65).gives(65, 33));
        cases.add(transpose(Ints.of(1, 0), 0, 4).gives(4, 0));
        cases.add(transpose(Ints.of(), new int[0]).gives());
        cases.add(move(new Movement.Broadcast(Shape.of(4, 3)), 1, 3).gives(4, 3).smooth());
        cases.add(move(new Movement.Broadcast(Shape.of(2, 3, 2)), 2, 1, 1)
                .gives(2, 3, 2)
                .smooth());
        cases.add(move(new Movement.Broadcast(Shape.of(17, 33)), 17, 1).gives(17, 33));
        cases.add(move(new Movement.Broadcast(Shape.of(0, 3)), 1, 3).gives(0, 3));
        cases.add(slice(Ints.of(1, 0), Ints.of(4, 3), Ints.of(1, 2), 5, 3)
                .gives(3, 2)
                .smooth());
        cases.add(slice(Ints.of(0), Ints.of(10), Ints.of(4), 11).gives(3).smooth());
        cases.add(slice(Ints.of(2, 5), Ints.of(33, 64), Ints.of(3, 7), 33, 65).gives(11, 9));
        cases.add(slice(Ints.of(4, 2), Ints.of(4, 3), Ints.of(1, 1), 5, 3).gives(0, 1));
        cases.add(pad(Ints.of(1, 0), Ints.of(0, 2), Ints.of(0, 1), 2, 3)
                .gives(3, 7)
                .smooth());
        cases.add(pad(Ints.of(2), Ints.of(1), Ints.of(2), 3).gives(10).smooth());
        cases.add(pad(Ints.of(1, 3), Ints.of(2, 1), Ints.of(1, 0), 17, 9).gives(36, 13));
        cases.add(pad(Ints.of(2, 1), Ints.of(3, 1), Ints.of(4, 1), 0, 2).gives(5, 5));
        cases.add(pad(Ints.of(1, 0, 0), Ints.of(0, 0, 0), Ints.of(1, 0, 0), 2, 1, 3)
                .gives(4, 1, 3)
                .smooth());
        cases.add(pad(Ints.of(1, 2, 0), Ints.of(0, 3, 0), Ints.of(2, 0, 0), 3, 5, 7)
                .gives(8, 10, 7));
        cases.add(pad(Ints.of(0, 0), Ints.of(0, 0), Ints.of(0, 0), 9, 5).gives(9, 5));
        cases.add(pad(Ints.of(), Ints.of(), Ints.of(), new int[0]).gives());
        cases.add(pad(Ints.of(2, 0, 0), Ints.of(1, 0, 0), Ints.of(0, 0, 0), 65, 33, 17)
                .gives(68, 33, 17));
        cases.add(pad(Ints.of(1, 1, 0), Ints.of(0, 2, 0), Ints.of(1, 2, 0), 65, 9, 71)
                .gives(130, 28, 71));
        cases.add(concatenate(1, between(-2, 2, 2, 1), also(-2, 2, 2, 2))
                .gives(2, 3)
                .smooth());
        cases.add(concatenate(0, between(-2, 2, 2), also(-2, 2, 0), between(-3, 1, 1))
                .gives(3)
                .smooth());
        cases.add(concatenate(1, between(-2, 2, 3, 9, 7), also(-2, 2, 3, 8, 7), also(-1, 1, 3, 16, 7))
                .gives(3, 33, 7));
        cases.add(concatenate(0, between(-2, 2, 4)).gives(4));
        cases.add(move(new Movement.Flip(Ints.of(0)), 3, 2).smooth());
        cases.add(move(new Movement.Flip(Ints.of(0, 2)), 2, 2, 3).smooth());
        cases.add(move(new Movement.Flip(Ints.of(1)), 9, 33));
        cases.add(move(new Movement.Flip(Ints.of(1)), 9, 0));
    }

    private static OpCase move(Movement op, int... shape) {
        return OpCase.of(op, between(-2, 2, shape)).exact();
    }

    private static OpCase transpose(Ints permutation, int... shape) {
        return move(new Movement.Transpose(permutation), shape);
    }

    private static OpCase slice(Ints start, Ints stop, Ints step, int... shape) {
        return move(new Movement.Slice(start, stop, step), shape);
    }

    private static OpCase pad(Ints before, Ints after, Ints interior, int... shape) {
        return move(new Movement.Pad(before, after, interior), shape);
    }

    private static OpCase concatenate(int axis, Arg... parts) {
        return OpCase.of(new Movement.Concatenate(axis), parts).exact();
    }

    private static void gatherAndScatter(List<OpCase> cases) {
        Arg twice = indices(Shape.of(4), 2, 0, 2, 1);
        Arg table = indices(Shape.of(2, 2), 0, 2, 1, 0);
        Arg one = indices(Shape.scalar(), 1);
        Arg none = indices(Shape.of(0));
        cases.add(gather(0, between(-2, 2, 3), twice).gives(4).smooth());
        cases.add(gather(1, between(-2, 2, 2, 3, 2), table).gives(2, 2, 2, 2).smooth());
        cases.add(gather(0, between(-2, 2, 3, 2), one).gives(2).smooth());
        cases.add(gather(1, between(-2, 2, 3, 2), none).gives(3, 0));
        cases.add(gather(0, between(-2, 2, 3, 33), twice).gives(4, 33));
        cases.add(gather(1, between(-2, 2, 17, 3), twice).gives(17, 4));
        cases.add(scatter(0, 3, between(-2, 2, 4), twice).gives(3).smooth());
        cases.add(
                scatter(1, 3, between(-2, 2, 1, 2, 2, 2), table).gives(1, 3, 2).smooth());
        cases.add(scatter(0, 3, between(-2, 2, 2), one).gives(3, 2).smooth());
        cases.add(scatter(0, 3, between(-2, 2, 0, 2), none).gives(3, 2));
        cases.add(scatter(0, 5, between(-2, 2, 4, 33), twice).gives(5, 33));
        cases.add(scatter(1, 3, between(-2, 2, 17, 4), twice).gives(17, 3));
    }

    private static OpCase gather(int axis, Arg x, Arg indices) {
        return OpCase.of(new Movement.Gather(axis), x, indices).exact();
    }

    private static OpCase scatter(int axis, int extent, Arg y, Arg indices) {
        return OpCase.of(new Movement.ScatterAdd(axis, extent), y, indices);
    }
}
