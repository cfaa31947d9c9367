package org.gaspard.tensor.tornado;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.tornado.Code.Condition;
import org.gaspard.tensor.tornado.Code.Literal;
import org.gaspard.tensor.tornado.Code.Relation;
import org.gaspard.tensor.tornado.Code.Value;

/**
 * What can go wrong with numbers on the device. A kernel cannot throw: it leaves a mark in an array of marks, one for each
 * place in the graph that can fail, and the host throws after the run.
 */
final class Failures {

    /** The number of the buffer that holds the marks. */
    static final int BUFFER = -1;

    private final List<Supplier<RuntimeException>> exceptions = new ArrayList<>();

    /** The number of marks. */
    int size() {
        return exceptions.size();
    }

    /** Writes a mark where all conditions hold. */
    void report(KernelWriter out, List<Condition> conditions, Supplier<RuntimeException> exception) {
        int mark = exceptions.size();
        exceptions.add(exception);
        out.when(conditions, () -> out.store(BUFFER, Literal.of(mark), Literal.of(1)));
    }

    /** Writes a mark where an index is not in {@code [0, extent)}. */
    void outside(KernelWriter out, String what, Value index, int extent, int axis, Shape shape) {
        Supplier<RuntimeException> exception = () -> new IndexOutOfBoundsException(
                what + ": an index along axis " + axis + " of shape " + shape + " is not in [0, " + extent + ")");
        int mark = exceptions.size();
        exceptions.add(exception);
        for (Condition condition : List.of(
                new Condition(Relation.LESS, index, Literal.of(0)),
                new Condition(Relation.LESS_EQUAL, Literal.of(extent), index))) {
            out.when(List.of(condition), () -> out.store(BUFFER, Literal.of(mark), Literal.of(1)));
        }
    }

    /** The exception of a mark. */
    RuntimeException exception(int mark) {
        return exceptions.get(mark).get();
    }
}
