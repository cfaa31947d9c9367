package org.gaspard.topology.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaspard.topology.check.Checks;
import org.gaspard.topology.reference.FilteredComplex.Cell;

/**
 * A filtered simplicial complex, its simplices in a fixed order: by value, then by dimension, both ascending; among equals
 * the one with the larger combinatorial index {@code Σ C(v_j, j + 1)}, {@code v_0 < … < v_k}, comes first. That is the
 * order of [B21], so that bars agree with fast engines to the simplex, also among ties.
 */
public final class SimplicialFiltration {

    /**
     * A simplex and where it enters.
     *
     * @param vertices the vertices, ascending
     */
    public record Simplex(double value, int[] vertices) {

        /** Makes 0 of −0, which would otherwise come before it. */
        public Simplex {
            value += 0.0;
        }

        /** The dimension: the number of vertices less one. */
        public int dimension() {
            return vertices.length - 1;
        }
    }

    /**
     * A bar with the simplices at its ends.
     *
     * @param death +∞ for an essential bar
     * @param birthSimplex the vertices of the simplex that opens the hole, ascending
     * @param deathSimplex the vertices of the simplex that fills it; none for an essential bar
     */
    public record Bar(int dimension, double birth, double death, int[] birthSimplex, int[] deathSimplex) {}

    private final List<Simplex> simplices;
    private final FilteredComplex complex;

    private SimplicialFiltration(List<Simplex> simplices, FilteredComplex complex) {
        this.simplices = simplices;
        this.complex = complex;
    }

    /**
     * Orders the simplices and builds the complex, with {@code ∂[v_0 … v_k] = Σ (−1)^i [v_0 … v_{i−1} v_{i+1} … v_k]}.
     *
     * @param simplices in any order, each once, with all their faces
     * @throws IllegalArgumentException if the vertices of a simplex do not ascend from 0, a value is not finite, a simplex
     *     is there twice, or a face is missing or enters after the simplex
     */
    public static SimplicialFiltration of(List<Simplex> simplices) {
        List<Simplex> ordered = new ArrayList<>(simplices);
        ordered.sort(Comparator.comparingDouble(Simplex::value)
                .thenComparingInt(Simplex::dimension)
                .thenComparing(Simplex::vertices, SimplicialFiltration::largerIndexFirst));
        Map<List<Integer>, Integer> position = new HashMap<>();
        List<Cell> cells = new ArrayList<>();
        for (Simplex simplex : ordered) {
            checkVertices(simplex.vertices);
            if (position.putIfAbsent(asList(simplex.vertices), cells.size()) != null) {
                throw new IllegalArgumentException("simplex " + Arrays.toString(simplex.vertices) + " is there twice");
            }
            cells.add(cell(simplex, position));
        }
        return new SimplicialFiltration(List.copyOf(ordered), new FilteredComplex(cells));
    }

    /** Compares {@code Σ C(v_j, j + 1)}, which orders simplices by their largest vertex, then the next one, and so on. */
    private static int largerIndexFirst(int[] a, int[] b) {
        for (int j = a.length - 1; j >= 0; j--) {
            if (a[j] != b[j]) {
                return Integer.compare(b[j], a[j]);
            }
        }
        return 0;
    }

    private static Cell cell(Simplex simplex, Map<List<Integer>, Integer> position) {
        int k = simplex.dimension();
        int[] faces = new int[k == 0 ? 0 : k + 1];
        int[] coefficients = new int[faces.length];
        for (int i = 0; i < faces.length; i++) {
            int omitted = i;
            int[] face = IntStream.rangeClosed(0, k)
                    .filter(j -> j != omitted)
                    .map(j -> simplex.vertices[j])
                    .toArray();
            Integer at = position.get(asList(face));
            if (at == null) {
                throw new IllegalArgumentException("simplex " + Arrays.toString(simplex.vertices) + " enters at "
                        + simplex.value + ", expected its face " + Arrays.toString(face) + " to be there by then");
            }
            faces[i] = at;
            coefficients[i] = i % 2 == 0 ? 1 : -1;
        }
        return new Cell(k, simplex.value, faces, coefficients);
    }

    private static void checkVertices(int[] vertices) {
        Checks.atLeast("the number of vertices of a simplex", vertices.length, 1);
        for (int j = 0; j < vertices.length; j++) {
            if (vertices[j] < 0 || j > 0 && vertices[j] <= vertices[j - 1]) {
                throw new IllegalArgumentException("a simplex has the vertices " + Arrays.toString(vertices)
                        + ", expected ascending ones from 0 on");
            }
        }
    }

    private static List<Integer> asList(int[] vertices) {
        return Arrays.stream(vertices).boxed().toList();
    }

    /** The simplices in their order. */
    public List<Simplex> simplices() {
        return simplices;
    }

    /** The complex; cell i is the i-th simplex. */
    public FilteredComplex complex() {
        return complex;
    }

    /**
     * The bars of the dimensions up to {@code maxDimension}, those of length zero included, by ascending birth simplex.
     *
     * @param prime p
     * @throws IllegalArgumentException if p is not prime
     */
    public List<Bar> bars(int maxDimension, int prime) {
        Persistence persistence = Persistence.of(complex, prime);
        return persistence.pairs().stream()
                .filter(pair -> simplices.get(pair.birth()).dimension() <= maxDimension)
                .map(pair -> {
                    Simplex birth = simplices.get(pair.birth());
                    int[] filling = pair.isEssential() ? new int[0] : simplices.get(pair.death()).vertices;
                    return new Bar(birth.dimension(), birth.value, persistence.death(pair), birth.vertices, filling);
                })
                .toList();
    }
}
