package org.gaspard.topology.cubical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gaspard.topology.check.Checks;

/**
 * Persistent homology over Z/2 of images: arrays of one, two or three axes, filtered by their values.
 *
 * <p>The pixels span a complex of cubes in one of two ways ([WCV12], [GHM20]); at t, the cells with values up to t are
 * there. In the space of the image, homology has no torsion: other coefficients give the same bars. An image of D axes has
 * bars of the dimensions 0 … D − 1:
 *
 * <ul>
 *   <li>dimension 0 by union-find over the pixels in order, neighbours across sides (V) or across corners too (T);
 *   <li>dimension D − 1 by union-find over the pixels in reverse order, neighbours the other way round, since voids are
 *       components of the complement ([BGH21], [KSA20]);
 *   <li>dimension 1 of a volume by reducing a matrix from squares to edges.
 * </ul>
 *
 * <p>Ties: pixels enter by value, and among equals by flat index, the smaller one first; a cell enters with the first (T)
 * or last (V) of its pixels in this order. The critical pixels of all bars follow, and do not depend on anything else. Time
 * for n pixels is {@code O(n)} for the sort and about the same for union-find; that of the matrix depends on the volume.
 * Computation is single-threaded; calls from several threads do not disturb each other.
 *
 * @param construction how pixels become cubes
 * @param level which pixels enter first
 * @param zeroLengthBars whether to keep bars that die at the value of their birth, one for each pair of cells that enter at
 *     one value; there are about half as many of them as cells
 */
public record CubicalPersistence(Construction construction, Level level, boolean zeroLengthBars) {

    /** Sublevel sets, without bars of length zero. */
    public static CubicalPersistence of(Construction construction) {
        return new CubicalPersistence(construction, Level.SUBLEVEL, false);
    }

    /** The same with another level. */
    public CubicalPersistence withLevel(Level to) {
        return new CubicalPersistence(construction, to, zeroLengthBars);
    }

    /** The same with or without bars of length zero. */
    public CubicalPersistence withZeroLengthBars(boolean kept) {
        return new CubicalPersistence(construction, level, kept);
    }

    /**
     * The bars of an image.
     *
     * @param image the pixels in row-major order. Pixels at +∞ (for superlevel sets: −∞) are absent: where one is needed to
     *     fill a hole, the bar is essential.
     * @param shape the extents of one, two or three axes
     * @return the bars of dimension k at position k, for each k below the number of axes
     * @throws IllegalArgumentException if the shape has another number of axes, an extent is below 1, the image has another
     *     number of pixels or too many, or a pixel is NaN or infinite in the other direction
     */
    public List<CriticalDiagram> diagrams(double[] image, int... shape) {
        checkShape(image.length, shape);
        double[] values = new double[image.length];
        for (int i = 0; i < values.length; i++) {
            // Adding to 0 also makes 0 of −0: the two are a tie.
            values[i] = level == Level.SUBLEVEL ? 0.0 + image[i] : 0.0 - image[i];
            if (!(values[i] > Double.NEGATIVE_INFINITY)) {
                throw new IllegalArgumentException("image[" + i + "] is " + image[i] + ", expected a finite number or "
                        + (level == Level.SUBLEVEL ? "+∞" : "−∞"));
            }
        }
        int[] order = RadixSort.ascending(values);
        int present = values.length;
        while (present > 0 && values[order[present - 1]] == Double.POSITIVE_INFINITY) {
            present--;
        }
        List<RankedBars> bars = bars(PixelLattice.forwards(order, present, shape));
        List<CriticalDiagram> diagrams = new ArrayList<>();
        for (int k = 0; k < bars.size(); k++) {
            diagrams.add(bars.get(k).diagram(k, order, values, zeroLengthBars));
        }
        return List.copyOf(diagrams);
    }

    private List<RankedBars> bars(PixelLattice forwards) {
        boolean vertices = construction == Construction.VERTICES;
        int[] side = forwards.sideNeighbours();
        int[] all = forwards.allNeighbours();
        List<RankedBars> bars = new ArrayList<>();
        bars.add(Components.of(forwards, vertices ? side : all));
        if (forwards.dimension() > 1) {
            PixelLattice backwards = forwards.backwards();
            if (forwards.dimension() == 3) {
                bars.add(VolumeLoops.of(vertices ? forwards : backwards));
            }
            bars.add(Components.ofComplement(backwards, vertices ? all : side));
        }
        if (zeroLengthBars) {
            SinglePixelBars.addTo(bars, forwards, construction);
        }
        return bars;
    }

    private static void checkShape(int pixels, int[] shape) {
        Checks.within("the number of axes", shape.length, 1, 3);
        long size = 1;
        // Cells are numbered by the places of pixels, margin included, times the number of axes.
        double places = shape.length;
        for (int axis = 0; axis < shape.length; axis++) {
            size *= Checks.atLeast("shape[" + axis + "]", shape[axis], 1);
            places *= shape[axis] + 2.0;
        }
        if (size != pixels) {
            throw new IllegalArgumentException("the image has " + pixels + " pixels, expected " + size
                    + " for the shape " + Arrays.toString(shape));
        }
        if (places > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the shape is " + Arrays.toString(shape) + ", expected at most "
                    + Integer.MAX_VALUE / shape.length + " pixels with a margin of one all around");
        }
    }
}
