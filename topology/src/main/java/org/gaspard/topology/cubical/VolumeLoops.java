package org.gaspard.topology.cubical;

import java.util.Arrays;
import java.util.BitSet;
import org.gaspard.topology.sets.DisjointSets;

/**
 * The bars of dimension 1 of a volume, by reducing the boundary matrix from squares to edges of the V-construction.
 *
 * <p>Three things keep the matrix small. Squares that close a void have no pivot and are left out (clearing, [CK11]): they
 * are those that join two components of cubes in descending order, a spanning forest of the dual graph. Edges that join two
 * components of pixels are nobody's pivot and are left out of the columns (compression, [BKR14]). And a column that finds
 * its pivot free, which is the rule, is not stored: its square is.
 *
 * <p>The T-construction needs no second matrix. Its coboundary matrix from edges to squares, in descending order, is the
 * boundary matrix of the V-construction backwards, where a square takes the place of its dual edge, an edge that of its
 * dual square, and what has no present pixel is left out ([BGH21]). Both matrices have the same pairs.
 */
final class VolumeLoops {

    private static final int NONE = -1;
    private static final int[] EMPTY = {};

    private final PixelLattice lattice;
    private final int[] rank;
    private final Square[] squares;

    /** The number of each edge among the rows, or NONE; edge {@code 3p + a} goes from place p along axis a. */
    private final int[] row;

    /** The number of the pixel with which each row enters. */
    private final int[] rowRank;

    /** Squares that close a void; square {@code 3p + a} has p as its first vertex, and axis a across it. */
    private final BitSet closing;

    /** The square whose column has its pivot in each row, or NONE. */
    private final int[] owner;

    /** The reduced column of each owner; empty if nothing was added to its square. */
    private final int[][] reduced;

    private final BitTree column;
    private final RankedBars bars = new RankedBars();

    /** A square at a pixel: the distances to its other three vertices and to its first one, and the axis across it. */
    private record Square(int second, int third, int opposite, int first, int across) {}

    private VolumeLoops(PixelLattice lattice) {
        this.lattice = lattice;
        this.rank = lattice.rank;
        this.squares = squaresAtAPixel(lattice.stride);
        this.row = new int[3 * rank.length];
        this.rowRank = numberRows();
        this.closing = closingSquares();
        this.owner = new int[rowRank.length];
        Arrays.fill(owner, NONE);
        this.reduced = new int[rowRank.length][];
        this.column = new BitTree(rowRank.length);
    }

    /** The bars of a volume, without those of a single pixel: of its V-construction forwards, of its T-construction backwards. */
    static RankedBars of(PixelLattice lattice) {
        VolumeLoops loops = new VolumeLoops(lattice);
        loops.reduceAll();
        return loops.bars;
    }

    private static Square[] squaresAtAPixel(int[] stride) {
        Square[] squares = new Square[12];
        int size = 0;
        for (int across = 0; across < 3; across++) {
            int u = stride[firstAxis(across)];
            int w = stride[secondAxis(across)];
            for (int second : new int[] {-u, u}) {
                for (int third : new int[] {-w, w}) {
                    int first = Math.min(second, 0) + Math.min(third, 0);
                    squares[size++] = new Square(second, third, second + third, first, across);
                }
            }
        }
        return squares;
    }

    private static int firstAxis(int across) {
        return across == 0 ? 1 : 0;
    }

    private static int secondAxis(int across) {
        return across == 2 ? 1 : 2;
    }

    /** Numbers the edges that close a loop, in the order in which they enter; each enters with its later pixel. */
    private int[] numberRows() {
        Arrays.fill(row, NONE);
        int[] ranks = new int[row.length];
        int rows = 0;
        DisjointSets pixels = new DisjointSets(rank.length, place -> rank[place] < lattice.first ? 0 : place);
        for (int r = lattice.first; r < lattice.last; r++) {
            int p = lattice.place[r];
            for (int axis = 0; axis < 3; axis++) {
                int step = lattice.stride[axis];
                for (int first = p - step; first <= p; first += step) {
                    int other = first == p ? p + step : first;
                    if (rank[other] < r && !pixels.union(p, other)) {
                        row[3 * first + axis] = rows;
                        ranks[rows++] = r;
                    }
                }
            }
        }
        return Arrays.copyOf(ranks, rows);
    }

    /** The squares that join two components of cubes, the latest squares first. */
    private BitSet closingSquares() {
        BitSet joining = new BitSet(3 * rank.length);
        DisjointSets cubes = new DisjointSets(rank.length, first -> touchesOutside(first) ? 0 : first);
        for (int r = lattice.place.length - 1; r >= lattice.first; r--) {
            for (int k = squares.length - 1; k >= 0; k--) {
                Square square = squares[k];
                int p = lattice.place[r];
                if (enters(square, p, r)) {
                    int first = p + square.first;
                    if (cubes.union(first, first - lattice.stride[square.across])) {
                        joining.set(3 * first + square.across);
                    }
                }
            }
        }
        return joining;
    }

    /** Whether a cube, given by its first vertex, has a vertex that never enters because it lies in the margin. */
    private boolean touchesOutside(int first) {
        for (int corner = 0; corner < 8; corner++) {
            int vertex = first;
            for (int axis = 0; axis < 3; axis++) {
                vertex += (corner >> axis & 1) * lattice.stride[axis];
            }
            if (vertex >= rank.length || rank[vertex] == Integer.MAX_VALUE) {
                return true;
            }
        }
        return false;
    }

    /** Whether a square enters with its vertex p, the r-th pixel: its other vertices are there before. */
    private boolean enters(Square square, int p, int r) {
        return rank[p + square.second] < r && rank[p + square.third] < r && rank[p + square.opposite] < r;
    }

    private void reduceAll() {
        for (int r = lattice.first; r < lattice.last; r++) {
            int p = lattice.place[r];
            for (Square square : squares) {
                int id = 3 * (p + square.first) + square.across;
                if (enters(square, p, r) && !closing.get(id)) {
                    reduce(id, r);
                }
            }
        }
        if (!lattice.backwards) {
            for (int i = 0; i < owner.length; i++) {
                if (owner[i] == NONE) {
                    bars.addEssential(rowRank[i]);
                }
            }
        }
    }

    private void reduce(int square, int r) {
        int pivot = youngestRow(square);
        int[] sum = EMPTY;
        if (pivot != NONE && owner[pivot] != NONE) {
            flipRows(square);
            while (pivot != NONE && owner[pivot] != NONE) {
                flipColumnOfOwner(pivot);
                pivot = column.largest();
            }
            sum = drain();
        }
        if (pivot != NONE) {
            owner[pivot] = square;
            reduced[pivot] = sum;
            addPair(rowRank[pivot], r);
        } else if (lattice.backwards) {
            bars.addEssential(lattice.turned(r));
        }
    }

    private void addPair(int edgeRank, int squareRank) {
        if (edgeRank < squareRank) {
            if (lattice.backwards) {
                bars.add(lattice.turned(squareRank), lattice.turned(edgeRank));
            } else {
                bars.add(edgeRank, squareRank);
            }
        }
    }

    /** The number of the k-th edge of a square among the rows, or NONE; k in 0 … 3. */
    private int row(int square, int k) {
        int across = square % 3;
        int axis = k < 2 ? firstAxis(across) : secondAxis(across);
        int other = k < 2 ? secondAxis(across) : firstAxis(across);
        int from = square / 3 + (k & 1) * lattice.stride[other];
        return row[3 * from + axis];
    }

    private int youngestRow(int square) {
        return Math.max(Math.max(row(square, 0), row(square, 1)), Math.max(row(square, 2), row(square, 3)));
    }

    private void flipRows(int square) {
        for (int k = 0; k < 4; k++) {
            int edge = row(square, k);
            if (edge != NONE) {
                column.flip(edge);
            }
        }
    }

    private void flipColumnOfOwner(int pivot) {
        if (reduced[pivot].length == 0) {
            flipRows(owner[pivot]);
        } else {
            for (int edge : reduced[pivot]) {
                column.flip(edge);
            }
        }
    }

    /** The elements of the column in work, which is empty afterwards. */
    private int[] drain() {
        int[] elements = new int[8];
        int size = 0;
        for (int edge = column.largest(); edge != NONE; edge = column.largest()) {
            if (size == elements.length) {
                elements = Arrays.copyOf(elements, 2 * size);
            }
            elements[size++] = edge;
            column.flip(edge);
        }
        return Arrays.copyOf(elements, size);
    }
}
