package org.gaspard.tensor.reference;

import java.util.List;
import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.Elementwise;
import org.gaspard.tensor.UnaryOp;

/** Elementwise operations. */
final class ElementwiseReference {

    private ElementwiseReference() {}

    static void compute(Elementwise op, List<Value> in, Value out) {
        for (int i = 0; i < out.numbers().length; i++) {
            out.numbers()[i] = element(op, in, i, out);
        }
    }

    private static double element(Elementwise op, List<Value> in, int i, Value out) {
        double a = in.getFirst().numbers()[i];
        return switch (op) {
            case UnaryOp unary -> out.isInteger() ? unary.apply((int) a) : unary.apply(a);
            case BinaryOp binary -> {
                double b = in.get(1).numbers()[i];
                yield out.isInteger() ? binary.apply((int) a, (int) b) : binary.apply(a, b);
            }
            case Elementwise.Select select ->
                a != 0 ? in.get(1).numbers()[i] : in.get(2).numbers()[i];
            case Elementwise.Cast cast -> Value.rounded(a, cast.to());
        };
    }
}
