package org.gaspard.benchmarks.cases;

import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.tensor.array.Parallel;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.divergence.CrossBarcode;
import org.gaspard.topology.rips.Barcode;

/**
 * The cross-barcodes MIN of dimension 1 of pairs of clouds of n points, those of the representation topology divergence.
 *
 * @param pairs the distances of each pair
 * @param n the number of points of a cloud
 */
record CrossBarcodes(List<Pair> pairs, int n) implements Barcodes {

    /**
     * Distances of the same n points in two clouds.
     *
     * @param a row-major, [n × n]
     * @param b likewise
     */
    record Pair(double[] a, double[] b) {}

    /** Those of {@code count} pairs of clouds in the unit cube. */
    static CrossBarcodes of(int count, int n) {
        List<Pair> pairs = IntStream.range(0, count)
                .mapToObj(i -> new Pair(
                        Clouds.distances(Clouds.cube(2 * i + 1, n)), Clouds.distances(Clouds.cube(2 * i + 2, n))))
                .toList();
        return new CrossBarcodes(pairs, n);
    }

    @Override
    public int dimension() {
        return 1;
    }

    /** As many pairs at a time as there are threads. */
    @Override
    public List<Barcode> bars() {
        Barcode[] found = new Barcode[pairs.size()];
        Parallel.run(found.length, i -> {
            Pair pair = pairs.get(i);
            found[i] = CrossBarcode.MIN.compute(pair.a, pair.b, n, dimension());
        });
        return List.of(found);
    }

    @Override
    public List<DistanceMatrix> matrices() {
        return pairs.stream().map(this::matrix).toList();
    }

    /**
     * The filtration of the 2n vertices with one of the two edges between point i and copy j, and point j and copy i, as
     * Barannikov et al. give it to Ripser: Representation topology divergence. ICML 2022, section 2.3. The bars of
     * dimension 1 are those of all edges, and Ripser has less to do.
     */
    private DistanceMatrix matrix(Pair pair) {
        DistanceMatrix all = CrossBarcode.MIN.matrix(pair.a, pair.b, n);
        return DistanceMatrix.of(2 * n, (i, j) -> i >= n && j < i - n ? Double.POSITIVE_INFINITY : all.get(i, j));
    }
}
