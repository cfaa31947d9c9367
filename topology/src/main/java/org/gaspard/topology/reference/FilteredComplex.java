package org.gaspard.topology.reference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A filtered cell complex: cells in the order in which they enter, each with its boundary.
 *
 * <p>Any cells will do (simplices, cubes, cells of a CW complex), since only the boundaries matter:
 * {@code ∂c = Σ coefficients[i] · cells[faces[i]]}, with {@code ∂∂c = 0} over the integers.
 *
 * @param cells the cells; values ascend and faces come before the cells that they bound
 */
public record FilteredComplex(List<Cell> cells) {

    /**
     * A cell.
     *
     * @param dimension 0 for a vertex
     * @param value where the cell enters, a finite number
     * @param faces the positions of the cells of its boundary in the list of all cells, of one dimension less
     * @param coefficients an integer for each of them
     */
    public record Cell(int dimension, double value, int[] faces, int[] coefficients) {

        /** A vertex that enters at {@code value}. */
        public static Cell vertex(double value) {
            return new Cell(0, value, new int[0], new int[0]);
        }
    }

    /**
     * Checks the cells, the boundaries included; time linear in the number of faces of faces.
     *
     * @throws IllegalArgumentException if a value is not finite or below the one before it, a face is not an earlier cell of
     *     one dimension less, faces and coefficients differ in number, or a boundary has a boundary
     */
    public FilteredComplex {
        cells = List.copyOf(cells);
        for (int i = 0; i < cells.size(); i++) {
            checkOrder(cells, i);
            checkFaces(cells, i);
            checkBoundaryOfBoundary(cells, i);
        }
    }

    /** The number of cells. */
    public int size() {
        return cells.size();
    }

    private static void checkOrder(List<Cell> cells, int i) {
        double value = cells.get(i).value;
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("cell " + i + " has the value " + value + ", expected a finite number");
        }
        if (i > 0 && value < cells.get(i - 1).value) {
            throw new IllegalArgumentException("cell " + i + " has the value " + value + ", expected at least "
                    + cells.get(i - 1).value + ", that of the cell before it");
        }
    }

    private static void checkFaces(List<Cell> cells, int i) {
        Cell cell = cells.get(i);
        if (cell.faces.length != cell.coefficients.length) {
            throw new IllegalArgumentException("cell " + i + " has " + cell.faces.length + " faces and "
                    + cell.coefficients.length + " coefficients, expected as many of both");
        }
        for (int face : cell.faces) {
            if (face < 0 || face >= i || cells.get(face).dimension != cell.dimension - 1) {
                throw new IllegalArgumentException("cell " + i + " of dimension " + cell.dimension + " has the face "
                        + face + ", expected an earlier cell of one dimension less");
            }
        }
    }

    private static void checkBoundaryOfBoundary(List<Cell> cells, int i) {
        Cell cell = cells.get(i);
        Map<Integer, Long> sum = new HashMap<>();
        for (int k = 0; k < cell.faces.length; k++) {
            Cell face = cells.get(cell.faces[k]);
            for (int l = 0; l < face.faces.length; l++) {
                sum.merge(face.faces[l], (long) cell.coefficients[k] * face.coefficients[l], Long::sum);
            }
        }
        sum.forEach((face, coefficient) -> {
            if (coefficient != 0) {
                throw new IllegalArgumentException("the boundary of the boundary of cell " + i + " has cell " + face
                        + " with coefficient " + coefficient + ", expected 0");
            }
        });
    }
}
