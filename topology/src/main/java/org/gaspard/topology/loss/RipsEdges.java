package org.gaspard.topology.loss;

import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.check.Checks;
import org.gaspard.topology.rips.Barcode;
import org.gaspard.topology.rips.VietorisRips;

/**
 * The edges at which holes of one dimension are born and die: the birth edge and the death edge of each bar of positive
 * length, the longest bars first. An edge that is critical for several bars is there for each.
 *
 * <p>With a {@link TopologicalSignatureLoss} in dimension 0 its sum is the loss of [MHRB20] up to this dimension.
 *
 * @param dimension that of the bars, at least 1; for 0 there is {@link EdgeSelection#spanningTree}
 * @param bars how many of the longest bars are taken, at least 1
 */
public record RipsEdges(int dimension, int bars) implements EdgeSelection {

    public RipsEdges {
        Checks.atLeast("dimension", dimension, 1);
        Checks.atLeast("bars", bars, 1);
    }

    /** Two for each bar, of which there are at most {@code C(n, dimension + 1)}. */
    @Override
    public int limit(int n) {
        return 2 * LongestBars.binomial(n, dimension + 1, Math.min(bars, Integer.MAX_VALUE / 2));
    }

    @Override
    public int[] select(double[] distances, int n) {
        Barcode barcode = VietorisRips.upTo(dimension)
                .compute(DistanceMatrix.of(distances, n))
                .barcode(dimension);
        int[] longest = LongestBars.longestFirst(barcode.diagram());
        int[] births = barcode.birthEdges();
        int[] deaths = barcode.deathEdges();
        int[] positions = new int[2 * Math.min(bars, longest.length)];
        for (int i = 0; i < positions.length; i += 2) {
            int bar = 2 * longest[i / 2];
            positions[i] = births[bar] * n + births[bar + 1];
            positions[i + 1] = deaths[bar] * n + deaths[bar + 1];
        }
        return positions;
    }
}
