package org.gaspard.topology.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.reference.FilteredComplex.Cell;
import org.gaspard.topology.reference.Persistence.Pair;
import org.gaspard.topology.reference.SimplicialFiltration.Simplex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersistenceTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    /** A closed surface given by its triangles, all faces entering at 0. */
    private static FilteredComplex surface(int[][] triangles) {
        List<List<Integer>> faces = new ArrayList<>();
        for (int[] t : triangles) {
            int[] v = Arrays.stream(t).sorted().toArray();
            faces.addAll(List.of(List.of(v[0]), List.of(v[1]), List.of(v[2])));
            faces.addAll(List.of(List.of(v[0], v[1]), List.of(v[0], v[2]), List.of(v[1], v[2])));
            faces.add(List.of(v[0], v[1], v[2]));
        }
        return SimplicialFiltration.of(faces.stream()
                        .distinct()
                        .map(face ->
                                new Simplex(0, face.stream().mapToInt(i -> i).toArray()))
                        .toList())
                .complex();
    }

    private static List<Integer> bettiNumbers(FilteredComplex complex, int prime) {
        Persistence persistence = Persistence.of(complex, prime);
        return List.of(
                persistence.diagram(0, false).size(),
                persistence.diagram(1, false).size(),
                persistence.diagram(2, false).size());
    }

    /** The half of an icosahedron: six vertices, ten triangles. */
    private static final int[][] PROJECTIVE_PLANE = {
        {1, 2, 5}, {1, 2, 6}, {1, 3, 4}, {1, 3, 6}, {1, 4, 5}, {2, 3, 4}, {2, 3, 5}, {2, 4, 6}, {3, 5, 6}, {4, 5, 6}
    };

    @ParameterizedTest
    @CsvSource({"2, 1, 1, 1", "3, 1, 0, 0", "5, 1, 0, 0", "2147483647, 1, 0, 0"})
    void theProjectivePlaneHasTorsion(int prime, int b0, int b1, int b2) {
        assertThat(bettiNumbers(surface(PROJECTIVE_PLANE), prime)).containsExactly(b0, b1, b2);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 46337})
    void sphereAndTorusHaveNone(int prime) {
        int[][] sphere = {{0, 1, 2}, {0, 1, 3}, {0, 2, 3}, {1, 2, 3}};
        assertThat(bettiNumbers(surface(sphere), prime)).containsExactly(1, 0, 1);
        int[][] torus = new int[14][];
        for (int i = 0; i < 7; i++) {
            torus[2 * i] = new int[] {i, (i + 1) % 7, (i + 3) % 7};
            torus[2 * i + 1] = new int[] {i, (i + 2) % 7, (i + 3) % 7};
        }
        assertThat(bettiNumbers(surface(torus), prime)).containsExactly(1, 2, 1);
    }

    /** A vertex, a loop, and a disc whose boundary runs around the loop n times. */
    @ParameterizedTest
    @CsvSource({"2, 3, 0", "3, 3, 1", "2, -4, 1", "3, -4, 0", "5, -4, 0", "5, 10, 1"})
    void coefficientsAreTakenModuloThePrime(int prime, int n, int betti) {
        FilteredComplex complex = new FilteredComplex(List.of(
                Cell.vertex(0),
                new Cell(1, 1, new int[] {0, 0}, new int[] {1, -1}),
                new Cell(2, 2, new int[] {1}, new int[] {n})));
        Persistence persistence = Persistence.of(complex, prime);
        assertThat(persistence.diagram(1, false)).isEqualTo(Diagram.of(1, new double[][] {{1, betti == 1 ? INF : 2}}));
        assertThat(persistence.diagram(2, false).size()).isEqualTo(betti);
    }

    /** A square whose diagonal comes before its two triangles, the second one late. */
    @Test
    void barsAndCyclesOfASquare() {
        FilteredComplex complex = new FilteredComplex(List.of(
                Cell.vertex(0),
                Cell.vertex(0),
                Cell.vertex(1),
                Cell.vertex(2),
                new Cell(1, 2, new int[] {0, 1}, new int[] {-1, 1}),
                new Cell(1, 3, new int[] {1, 2}, new int[] {-1, 1}),
                new Cell(1, 4, new int[] {2, 3}, new int[] {-1, 1}),
                new Cell(1, 5, new int[] {0, 3}, new int[] {-1, 1}),
                new Cell(1, 6, new int[] {0, 2}, new int[] {-1, 1}),
                new Cell(2, 7, new int[] {4, 5, 8}, new int[] {1, 1, -1}),
                new Cell(2, 9, new int[] {8, 6, 7}, new int[] {1, 1, -1})));
        Persistence persistence = Persistence.of(complex, 3);
        assertThat(persistence.pairs())
                .containsExactly(
                        new Pair(0, Persistence.NONE),
                        new Pair(1, 4),
                        new Pair(2, 5),
                        new Pair(3, 6),
                        new Pair(7, 10),
                        new Pair(8, 9));
        assertThat(persistence.diagram(0, false)).isEqualTo(Diagram.of(0, new double[][] {
            {0, INF}, {0, 2}, {1, 3}, {2, 4}
        }));
        assertThat(persistence.diagram(1, false)).isEqualTo(Diagram.of(1, new double[][] {{5, 9}, {6, 7}}));
        Chain aroundTheSquare = persistence.representative(new Pair(7, 10));
        assertThat(aroundTheSquare.cells()).containsExactly(4, 5, 6, 7);
        assertThat(aroundTheSquare.coefficients()).containsExactly(1, 1, 1, 2);
        assertThat(aroundTheSquare.prime()).isEqualTo(3);
        assertThat(aroundTheSquare).hasToString("1·4 + 1·5 + 1·6 + 2·7");
        assertThat(persistence.representative(new Pair(0, Persistence.NONE)).cells())
                .containsExactly(0);
        assertThatThrownBy(() -> persistence.representative(new Pair(7, 9)))
                .hasMessageContaining("Pair[birth=7, death=9] is not a pair");
    }

    @Test
    void zeroLengthBarsAreKeptOnDemand() {
        Persistence persistence = Persistence.of(surface(PROJECTIVE_PLANE), 2);
        assertThat(persistence.diagram(0, true).size()).isEqualTo(6);
        assertThat(persistence.diagram(1, true).size()).isEqualTo(15 - 5);
        assertThat(persistence.diagram(2, true).size()).isEqualTo(1);
    }

    /** Representatives are cycles, contain their birth cell and nothing younger; R = D V in another form. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 11})
    void representativesAreCyclesBornWithTheirPair(int prime) {
        FilteredComplex complex = randomRips(7, 12, 3, 0.8).complex();
        Persistence persistence = Persistence.of(complex, prime);
        int essential = 0;
        for (Pair pair : persistence.pairs()) {
            Chain cycle = persistence.representative(pair);
            assertThat(cycle.pivot()).isEqualTo(pair.birth());
            Chain boundary = Chain.sum(prime, new int[0], new int[0]);
            for (int i = 0; i < cycle.cells().length; i++) {
                Cell cell = complex.cells().get(cycle.cells()[i]);
                boundary = boundary.plus(cycle.coefficients()[i], Chain.sum(prime, cell.faces(), cell.coefficients()));
            }
            assertThat(boundary.isZero()).isTrue();
            essential += pair.isEssential() ? 1 : 0;
        }
        assertThat(essential).isPositive();
    }

    /** At every value, the number of bars that are alive is {@code dim ker ∂_k − rank ∂_{k+1}}, by elimination. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void barsCountHomologyAtEveryValue(int prime) {
        FilteredComplex complex = randomRips(3, 9, 2, 2).complex();
        Persistence persistence = Persistence.of(complex, prime);
        for (double t = 0.05; t < 1.4; t += 0.1) {
            for (int k = 0; k < 3; k++) {
                Diagram diagram = persistence.diagram(k, true);
                int alive = 0;
                for (int bar = 0; bar < diagram.size(); bar++) {
                    alive += diagram.birth(bar) <= t && t < diagram.death(bar) ? 1 : 0;
                }
                int cells = cellsUpTo(complex, k, t).size();
                assertThat(alive).isEqualTo(cells - rank(complex, k, t, prime) - rank(complex, k + 1, t, prime));
            }
        }
    }

    private static List<Integer> cellsUpTo(FilteredComplex complex, int dimension, double t) {
        List<Integer> cells = new ArrayList<>();
        for (int i = 0; i < complex.size(); i++) {
            if (complex.cells().get(i).dimension() == dimension
                    && complex.cells().get(i).value() <= t) {
                cells.add(i);
            }
        }
        return cells;
    }

    private static int rank(FilteredComplex complex, int dimension, double t, int prime) {
        List<Integer> columns = cellsUpTo(complex, dimension, t);
        int[][] rows = new int[columns.size()][complex.size()];
        for (int j = 0; j < rows.length; j++) {
            Cell cell = complex.cells().get(columns.get(j));
            for (int k = 0; k < cell.faces().length; k++) {
                rows[j][cell.faces()[k]] = Math.floorMod(cell.coefficients()[k], prime);
            }
        }
        int rank = 0;
        for (int c = 0; c < complex.size() && rank < rows.length; c++) {
            int pivot = rank;
            while (pivot < rows.length && rows[pivot][c] == 0) {
                pivot++;
            }
            if (pivot < rows.length) {
                int[] row = rows[pivot];
                rows[pivot] = rows[rank];
                rows[rank++] = row;
                for (int other = rank; other < rows.length; other++) {
                    int factor = rows[other][c];
                    for (int l = 0; l < complex.size(); l++) {
                        rows[other][l] = Math.floorMod(rows[other][l] * row[c] - factor * row[l], prime);
                    }
                }
            }
        }
        return rank;
    }

    private static SimplicialFiltration randomRips(long seed, int n, int dimension, double threshold) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] points = random.doubles(3L * n).toArray();
        double[] d = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                d[i * n + j] = Math.hypot(
                        Math.hypot(points[3 * i] - points[3 * j], points[3 * i + 1] - points[3 * j + 1]),
                        points[3 * i + 2] - points[3 * j + 2]);
            }
        }
        return VietorisRips.filtration(d, n, dimension, threshold);
    }

    @ParameterizedTest
    @ValueSource(ints = {-7, 0, 1, 4, 9, 46341, 2147483646})
    void onlyPrimesAreTaken(int number) {
        FilteredComplex point = new FilteredComplex(List.of(Cell.vertex(0)));
        assertThatThrownBy(() -> Persistence.of(point, number))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prime is " + number + ", expected a prime number");
    }

    @Test
    void theEmptyComplexHasNoBars() {
        Persistence persistence = Persistence.of(new FilteredComplex(List.of()), 2);
        assertThat(persistence.pairs()).isEmpty();
        assertThat(persistence.diagram(0, true).isEmpty()).isTrue();
    }

    @Test
    void complexesThatAreNoneAreRefused() {
        Cell vertex = Cell.vertex(1);
        Cell edge = new Cell(1, 1, new int[] {0, 1}, new int[] {1, -1});
        assertThatThrownBy(() -> new FilteredComplex(List.of(vertex, Cell.vertex(0.5))))
                .hasMessage("cell 1 has the value 0.5, expected at least 1.0, that of the cell before it");
        assertThatThrownBy(() -> new FilteredComplex(List.of(Cell.vertex(INF))))
                .hasMessage("cell 0 has the value Infinity, expected a finite number");
        assertThatThrownBy(() -> new FilteredComplex(List.of(vertex, edge, vertex)))
                .hasMessage("cell 1 of dimension 1 has the face 1, expected an earlier cell of one dimension less");
        assertThatThrownBy(() ->
                        new FilteredComplex(List.of(vertex, vertex, new Cell(2, 1, new int[] {0}, new int[] {1}))))
                .hasMessageContaining("cell 2 of dimension 2 has the face 0");
        assertThatThrownBy(() -> new FilteredComplex(List.of(vertex, new Cell(1, 1, new int[] {0, 0}, new int[] {1}))))
                .hasMessage("cell 1 has 2 faces and 1 coefficients, expected as many of both");
        assertThatThrownBy(() -> new FilteredComplex(
                        List.of(vertex, vertex, edge, new Cell(2, 1, new int[] {2}, new int[] {1}))))
                .hasMessageContaining("the boundary of the boundary of cell 3 has cell 0 with coefficient 1");
    }
}
