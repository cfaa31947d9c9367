package org.gaspard.benchmarks.cases;

import java.util.List;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.rips.Barcode;
import org.gaspard.topology.rips.VietorisRips;

/**
 * The bars of the Vietoris-Rips filtration of one cloud, over Z/2 and without threshold.
 *
 * @param distances row-major, [n × n]
 * @param n the number of points
 * @param dimension the highest dimension, that of the bars which are checked
 */
record RipsBarcode(double[] distances, int n, int dimension) implements Barcodes {

    /** That of points in space. */
    static RipsBarcode of(double[] points, int dimension) {
        return new RipsBarcode(Clouds.distances(points), points.length / Clouds.AXES, dimension);
    }

    @Override
    public List<Barcode> bars() {
        DistanceMatrix matrix = DistanceMatrix.of(distances, n);
        return List.of(VietorisRips.upTo(dimension).compute(matrix).barcode(dimension));
    }

    @Override
    public List<DistanceMatrix> matrices() {
        return List.of(DistanceMatrix.of(distances, n));
    }
}
