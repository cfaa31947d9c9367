package org.gaspard.benchmarks.cases;

import java.util.List;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.rips.Barcode;

/** Persistent homology of matrices of distances: the time is that from the distances, as doubles, to the bars. */
public interface Barcodes extends Workload {

    /** The dimension of the bars. */
    int dimension();

    /** Computes the bars of that dimension, those of each matrix. */
    List<Barcode> bars();

    /** The matrices as a program gets them that knows Vietoris-Rips filtrations only. */
    List<DistanceMatrix> matrices();

    /** Number and total length of the bars of each matrix. */
    @Override
    default Fingerprint check() {
        return bars().stream()
                .map(barcode -> Fingerprint.of(barcode.diagram()))
                .reduce(Fingerprint::and)
                .orElseThrow();
    }

    @Override
    default void step() {
        bars();
    }
}
