package org.gaspard.topology.loss;

import java.util.List;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.divergence.CrossBarcode;
import org.gaspard.topology.rips.Barcode;
import org.gaspard.topology.rips.VietorisRips;
import org.gaspard.topology.sets.PointSubset;

/** A filtration that is made of matrices of distances, and where the lengths of its edges are among their entries. */
sealed interface BarSource {

    /** The points that the filtration has, by its inputs. */
    PointSubset points(List<double[]> inputs);

    /** How many of the inputs are matrices; they come first. */
    int matrices();

    /** The bars; the matrices are those of the points alone, and finite. */
    Barcode barcode(List<double[]> matrices, PointSubset points);

    /** The number of entries that a length can be. */
    int entries();

    /** Where the length of an edge is, from 0 to {@code entries()}; the latter for a vertex, which is no edge. */
    int position(int u, int v, PointSubset points);

    /** One matrix, [n × n]. */
    record Rips(int n, int dimension) implements BarSource {

        @Override
        public PointSubset points(List<double[]> inputs) {
            return PointSubset.all(n);
        }

        @Override
        public int matrices() {
            return 1;
        }

        @Override
        public Barcode barcode(List<double[]> matrices, PointSubset points) {
            return VietorisRips.upTo(dimension)
                    .compute(DistanceMatrix.of(matrices.getFirst(), n))
                    .barcode(dimension);
        }

        @Override
        public int entries() {
            return n * n;
        }

        @Override
        public int position(int u, int v, PointSubset points) {
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
     * @param masked whether a third input, [n], is 1 for the points that there are, else 0
     */
    record Cross(CrossBarcode form, boolean swapped, boolean allEdges, boolean masked, int n, int dimension)
            implements BarSource {

        @Override
        public PointSubset points(List<double[]> inputs) {
            return masked ? PointSubset.of(inputs.getLast()) : PointSubset.all(n);
        }

        @Override
        public int matrices() {
            return 2;
        }

        @Override
        public Barcode barcode(List<double[]> matrices, PointSubset points) {
            int m = points.size();
            points.checkDistances("first", matrices.get(0));
            points.checkDistances("second", matrices.get(1));
            double[] a = matrices.get(swapped ? 1 : 0);
            double[] b = matrices.get(swapped ? 0 : 1);
            return allEdges
                    ? VietorisRips.upTo(dimension)
                            .computeRelative(form.matrix(a, b, m), m)
                            .barcode(dimension)
                    : form.compute(a, b, m, dimension);
        }

        @Override
        public int entries() {
            return 2 * n * n;
        }

        @Override
        public int position(int u, int v, PointSubset points) {
            int m = points.size();
            if (v < m || u == v) {
                return entries();
            }
            int copy = points.get(v - m);
            return u < m ? copy * n + points.get(u) : (n + copy) * n + points.get(u - m);
        }
    }
}
