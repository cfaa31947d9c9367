package org.gaspard.tensor.reference;

import java.util.List;
import org.gaspard.tensor.Decomposition;
import org.gaspard.tensor.linalg.BatchedLinearAlgebra;

/** Linear algebra is the same code on every backend that has doubles. */
final class DecompositionReference {

    private DecompositionReference() {}

    static void compute(Decomposition op, List<Value> in, Value out) {
        BatchedLinearAlgebra.compute(
                op,
                in.stream().map(Value::type).toList(),
                in.stream().map(Value::numbers).toList(),
                out.numbers());
    }
}
