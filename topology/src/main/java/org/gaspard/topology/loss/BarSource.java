package org.gaspard.topology.loss;

import java.util.List;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.check.Checks;
import org.gaspard.topology.divergence.CrossBarcode;
import org.gaspard.topology.rips.Barcode;
import org.gaspard.topology.rips.VietorisRips;

/** A filtration that is made of matrices of distances, and where the lengths of its edges are among their entries. */
sealed interface BarSource {

    /** The bars; the matrices are finite. */
    Barcode barcode(List<double[]> matrices);

    /** The number of entries that a length can be. */
    int entries();

    /** Where the length of an edge is, from 0 to {@code entries()}; the latter for a vertex, which is no edge. */
    int position(int u, int v);

    /** One matrix, [n × n]. */
    record Rips(int n, int dimension) implements BarSource {

        @Override
        public Barcode barcode(List<double[]> matrices) {
            return VietorisRips.upTo(dimension)
                    .compute(DistanceMatrix.of(matrices.getFirst(), n))
                    .barcode(dimension);
        }

        @Override
        public int entries() {
            return n * n;
        }

        @Override
        public int position(int u, int v) {
            return u == v ? entries() : u * n + v;
        }
    }

    /**
     * Two matrices, [n × n], and the entries of two blocks, [2, n, n]: of edges between copies (rows) and points (columns),
     * then of edges between copies.
     *
     * @param swapped whether B is the first of the two matrices
     * @param allEdges whether the filtration has all edges between copies and points, not only those that it needs. In
     *     dimension 1 the bars are the same, but among simplices of one length others may be critical
     */
    record Cross(CrossBarcode form, boolean swapped, boolean allEdges, int n, int dimension) implements BarSource {

        @Override
        public Barcode barcode(List<double[]> matrices) {
            check("first", matrices.get(0));
            check("second", matrices.get(1));
            double[] a = matrices.get(swapped ? 1 : 0);
            double[] b = matrices.get(swapped ? 0 : 1);
            return allEdges
                    ? VietorisRips.upTo(dimension)
                            .computeRelative(form.matrix(a, b, n), n)
                            .barcode(dimension)
                    : form.compute(a, b, n, dimension);
        }

        /** As for the other losses, whose messages name the matrix. */
        private void check(String name, double[] d) {
            for (int i = 0; i < n; i++) {
                if (d[i * n + i] != 0) {
                    throw new IllegalArgumentException(
                            name + "[" + i + "," + i + "] is " + d[i * n + i] + ", expected 0 on the diagonal");
                }
                for (int j = 0; j < i; j++) {
                    Checks.nonNegative(name + "[" + i + "," + j + "]", d[i * n + j]);
                    if (d[i * n + j] != d[j * n + i]) {
                        throw new IllegalArgumentException(name + "[" + i + "," + j + "] is " + d[i * n + j] + " and "
                                + name + "[" + j + "," + i + "] is " + d[j * n + i] + ", expected a symmetric matrix");
                    }
                }
            }
        }

        @Override
        public int entries() {
            return 2 * n * n;
        }

        @Override
        public int position(int u, int v) {
            if (v < n || u == v) {
                return entries();
            }
            return u < n ? (v - n) * n + u : (n + v - n) * n + u - n;
        }
    }
}
