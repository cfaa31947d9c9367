package org.gaspard.topology.loss;

import java.util.Arrays;
import java.util.List;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/** An {@link EdgeSelection} as an operation of a graph, and the distances at its edges. */
record SelectedEdges(EdgeSelection selection, int n) implements HostCall.HostFunction {

    /**
     * The number of points of two matrices.
     *
     * @throws IllegalArgumentException if they are not of one floating-point type [n, n], n at least 1
     */
    static int points(Tensor first, Tensor second) {
        if (first.rank() != 2
                || first.extent(0) != first.extent(1)
                || first.extent(0) < 1
                || !first.dtype().isFloating()
                || !first.type().equals(second.type())) {
            throw new IllegalArgumentException("distances of types " + first.type() + " and " + second.type()
                    + ", expected one floating-point type [n, n]");
        }
        return first.extent(0);
    }

    /**
     * The positions of the edges of a matrix, int32 [limit]. What is left of the room is filled with position 0, the
     * distance 0 of a point to itself.
     */
    static Tensor positions(EdgeSelection selection, Tensor distances) {
        int n = distances.extent(0);
        TensorType type = new TensorType(Shape.of(selection.limit(n)), DType.INT32);
        return Tensor.apply(new HostCall(new SelectedEdges(selection, n), type), distances.cast(DType.FLOAT64));
    }

    /** The distances at positions; the gradient goes to these entries of the matrix. */
    static Tensor at(Tensor distances, Tensor positions) {
        return distances.reshape(distances.size()).gather(0, positions);
    }

    @Override
    public void compute(List<Storage> inputs, Storage output) {
        double[] distances = ((Storage.Doubles) inputs.getFirst()).data();
        int[] positions = ((Storage.Int32s) output).data();
        for (int k = 0; k < distances.length; k++) {
            if (!Double.isFinite(distances[k])) {
                // There is no filtration. The loss becomes what this distance is: NaN or infinite, for all to see.
                Arrays.fill(positions, k);
                return;
            }
        }
        int[] selected = selection.select(distances, n);
        if (selected.length > positions.length) {
            throw new IllegalStateException(
                    selection + " gave " + selected.length + " edges, expected at most " + positions.length);
        }
        System.arraycopy(selected, 0, positions, 0, selected.length);
    }
}
