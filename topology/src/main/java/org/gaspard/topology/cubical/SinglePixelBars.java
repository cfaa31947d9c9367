package org.gaspard.topology.cubical;

import java.util.ArrayList;
import java.util.List;

/**
 * The bars that are born and die with one pixel: pairs of cells that enter together. They are counted, not found. Every
 * k-cell of a pixel is the birth of a bar of dimension k or the death of one of dimension k − 1, so, with c_k cells at the
 * pixel, b_k births and d_{k−1} deaths of longer bars, and z_k bars of the pixel alone,
 * {@code c_k = b_k + d_{k−1} + z_k + z_{k−1}}, which gives z_0, z_1, … in turn.
 */
final class SinglePixelBars {

    private SinglePixelBars() {}

    /** Adds them to the bars of each dimension, which must be complete otherwise. */
    static void addTo(List<RankedBars> bars, PixelLattice forwards, Construction construction) {
        int[][] left = cellsOfPixels(forwards, construction);
        for (int k = 0; k < bars.size(); k++) {
            bars.get(k).subtractFrom(left[k], left[k + 1]);
        }
        for (int k = 0; k < bars.size(); k++) {
            for (int r = 0; r < forwards.last; r++) {
                for (int z = left[k][r]; z > 0; z--) {
                    bars.get(k).add(r, r);
                    left[k + 1][r]--;
                }
            }
        }
    }

    /** The number of cells of each dimension that enter with each pixel. */
    private static int[][] cellsOfPixels(PixelLattice forwards, Construction construction) {
        boolean vertices = construction == Construction.VERTICES;
        int[][] count = new int[forwards.dimension() + 1][forwards.last];
        for (int[] direction : forwards.directions()) {
            int across = PixelLattice.nonZeros(direction);
            int dimension = vertices ? across : forwards.dimension() - across;
            int[] others = othersInBox(forwards, direction);
            for (int r = 0; r < forwards.last; r++) {
                boolean enters = true;
                for (int distance : others) {
                    int other = forwards.rank[forwards.place[r] + distance];
                    enters &= vertices ? other < r : other > r;
                }
                count[dimension][r] += enters ? 1 : 0;
            }
        }
        return count;
    }

    /** The distances from a pixel to the other pixels of the box between it and its neighbour in a direction. */
    private static int[] othersInBox(PixelLattice lattice, int[] direction) {
        List<Integer> distances = new ArrayList<>(List.of(0));
        for (int axis = 0; axis < direction.length; axis++) {
            if (direction[axis] != 0) {
                int step = direction[axis] * lattice.stride[axis];
                distances.addAll(
                        distances.stream().map(distance -> distance + step).toList());
            }
        }
        return distances.stream().skip(1).mapToInt(distance -> distance).toArray();
    }
}
