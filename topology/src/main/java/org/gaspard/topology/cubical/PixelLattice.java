package org.gaspard.topology.cubical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pixels of an image in the order in which they enter, on a lattice with a margin of one place all around, so that
 * every pixel has all its neighbours.
 *
 * <p>Forwards, pixels enter by ascending value; absent ones (+∞) are last, and the margin never enters. Backwards all is
 * turned around: the margin is there from the start, absent pixels come first, and a cell that was the first to enter is
 * the last. Homology of the sublevel sets forwards is homology of their complement backwards (Alexander duality).
 */
final class PixelLattice {

    /** For each place the number of its pixel in the order; of places in the margin a number above or below all others. */
    final int[] rank;

    /** For each number in the order the place of the pixel. */
    final int[] place;

    /** The numbers of pixels that are not absent are those from {@code first} to below {@code last}. */
    final int first;

    final int last;

    /** Whether this is the lattice backwards. */
    final boolean backwards;

    /** The distance between the places of neighbours along each axis. */
    final int[] stride;

    private PixelLattice(int[] rank, int[] place, int first, int last, boolean backwards, int[] stride) {
        this.rank = rank;
        this.place = place;
        this.first = first;
        this.last = last;
        this.backwards = backwards;
        this.stride = stride;
    }

    /**
     * The lattice forwards.
     *
     * @param order the flat indices of all pixels as they enter
     * @param present how many of them are not absent
     */
    static PixelLattice forwards(int[] order, int present, int[] shape) {
        int[] stride = new int[shape.length];
        int size = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            stride[axis] = size;
            size *= shape[axis] + 2;
        }
        int[] rank = new int[size];
        Arrays.fill(rank, Integer.MAX_VALUE);
        int[] place = new int[order.length];
        for (int r = 0; r < order.length; r++) {
            int rest = order[r];
            int at = 0;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                at += (rest % shape[axis] + 1) * stride[axis];
                rest /= shape[axis];
            }
            place[r] = at;
            rank[at] = r;
        }
        return new PixelLattice(rank, place, 0, present, false, stride);
    }

    /** The same lattice backwards. */
    PixelLattice backwards() {
        int[] turnedRank = new int[rank.length];
        Arrays.fill(turnedRank, -1);
        int[] turnedPlace = new int[place.length];
        for (int r = 0; r < place.length; r++) {
            turnedPlace[turned(r)] = place[r];
            turnedRank[place[r]] = turned(r);
        }
        return new PixelLattice(turnedRank, turnedPlace, place.length - last, place.length, true, stride);
    }

    /** The number that the r-th pixel has in the other direction. */
    int turned(int r) {
        return place.length - 1 - r;
    }

    int dimension() {
        return stride.length;
    }

    /** The distances to the 2D neighbours across a side. */
    int[] sideNeighbours() {
        return neighbours(1);
    }

    /** The distances to all {@code 3^D − 1} neighbours. */
    int[] allNeighbours() {
        return neighbours(dimension());
    }

    private int[] neighbours(int maxNonZero) {
        return directions().stream()
                .filter(direction -> nonZeros(direction) > 0 && nonZeros(direction) <= maxNonZero)
                .mapToInt(this::distance)
                .toArray();
    }

    /** All of {@code {−1, 0, 1}^D}. */
    List<int[]> directions() {
        List<int[]> directions = new ArrayList<>();
        for (int code = 0; code < Math.round(Math.pow(3, dimension())); code++) {
            int[] direction = new int[dimension()];
            int rest = code;
            for (int axis = 0; axis < direction.length; axis++) {
                direction[axis] = rest % 3 - 1;
                rest /= 3;
            }
            directions.add(direction);
        }
        return directions;
    }

    static int nonZeros(int[] direction) {
        return (int) Arrays.stream(direction).filter(step -> step != 0).count();
    }

    /** {@code Σ direction[a] · stride[a]}. */
    int distance(int[] direction) {
        int distance = 0;
        for (int axis = 0; axis < direction.length; axis++) {
            distance += direction[axis] * stride[axis];
        }
        return distance;
    }
}
