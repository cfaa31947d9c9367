package org.gaspard.topology.rips;

import java.util.List;

/**
 * The persistent homology of a Vietoris-Rips filtration.
 *
 * @param barcodes the bars by dimension, from 0 on
 * @param threshold the length beyond which edges were left out: bars that end there are infinite, unless the whole complex is a
 *     cone by then
 * @param columns how many columns had to be reduced, in all dimensions from 1 on
 */
public record Persistence(List<Barcode> barcodes, double threshold, long columns) {

    /** Copies the list. */
    public Persistence {
        barcodes = List.copyOf(barcodes);
    }

    /**
     * The bars of a dimension.
     *
     * @throws IllegalArgumentException if it was not computed
     */
    public Barcode barcode(int dimension) {
        if (dimension < 0 || dimension >= barcodes.size()) {
            throw new IllegalArgumentException(
                    "dimension is " + dimension + ", expected one from 0 to " + (barcodes.size() - 1));
        }
        return barcodes.get(dimension);
    }
}
