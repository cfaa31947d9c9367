package org.gaspard.tensor.linalg;

import java.util.List;
import org.gaspard.tensor.Decomposition;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.TensorType;

/** Applies {@link DenseLinearAlgebra} to each matrix of a batch, with the packed results of {@link Decomposition}. */
public final class BatchedLinearAlgebra {

    private BatchedLinearAlgebra() {}

    /**
     * Computes {@code op}.
     *
     * @param types the types of the inputs
     * @param inputs their numbers, row-major, not modified
     * @param out the result, overwritten
     */
    public static void compute(Decomposition op, List<TensorType> types, List<double[]> inputs, double[] out) {
        Shape shape = types.getFirst().shape();
        int rows = shape.extent(-2);
        int columns = shape.extent(-1);
        int rightHandSides = types.size() > 1 ? types.get(1).shape().extent(-1) : 0;
        int batch = 1;
        for (int axis = 0; axis < shape.rank() - 2; axis++) {
            batch *= shape.extent(axis);
        }
        double[] a = inputs.getFirst();
        int inStep = rows * columns;
        int outStep = batch == 0 ? 0 : out.length / batch;
        for (int s = 0; s < batch; s++) {
            int ao = s * inStep;
            int to = s * outStep;
            switch (op) {
                case Decomposition.Cholesky cholesky -> DenseLinearAlgebra.cholesky(a, ao, rows, out, to);
                case Decomposition.TriangularSolve(boolean upper, boolean transpose) ->
                    DenseLinearAlgebra.triangularSolve(
                            !upper, transpose, a, ao, rows, inputs.get(1), to, rightHandSides, out, to);
                case Decomposition.Solve solve ->
                    DenseLinearAlgebra.solve(a, ao, rows, inputs.get(1), to, rightHandSides, out, to);
                case Decomposition.LogDeterminant logDeterminant ->
                    out[to] = DenseLinearAlgebra.logAbsDeterminant(a, ao, rows);
                case Decomposition.SymmetricEigen eigen ->
                    DenseLinearAlgebra.symmetricEigen(a, ao, rows, out, to, out, to + rows);
                case Decomposition.SingularValues svd -> {
                    int k = Math.min(rows, columns);
                    DenseLinearAlgebra.svd(a, ao, rows, columns, out, to + k, out, to, out, to + k + rows * k);
                }
            }
        }
    }
}
