package org.gaspard.topology.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.reference.SimplicialFiltration.Bar;
import org.gaspard.topology.reference.SimplicialFiltration.Simplex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VietorisRipsTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    private static Diagram diagram(double[] d, int n, int dimension, double threshold) {
        SimplicialFiltration filtration = VietorisRips.filtration(d, n, dimension, threshold);
        return Persistence.of(filtration.complex(), 2).diagram(dimension, false).sorted();
    }

    @Test
    void verticesAreBornOnTheDiagonal() {
        double[] d = {1, 3, 3, 2};
        assertThat(diagram(d, 2, 0, INF)).isEqualTo(Diagram.of(0, new double[][] {{1, INF}, {2, 3}}));
        assertThat(diagram(new double[] {1, 0, 0, 2}, 2, 0, INF)).isEqualTo(Diagram.of(0, new double[][] {{1, INF}}));
    }

    @Test
    void fivePointsWithTies() {
        double[] d = {
            0, 8, 4, 2, 6,
            8, 0, 10, 9, 5,
            4, 10, 0, 3, 1,
            2, 9, 3, 0, 1,
            6, 5, 1, 1, 0
        };
        assertThat(diagram(d, 5, 0, INF)).isEqualTo(Diagram.of(0, new double[][] {
            {0, 1}, {0, 1}, {0, 2}, {0, 5}, {0, INF}
        }));
        assertThat(diagram(d, 5, 1, INF).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 3, 7.5, 20})
    void barsMoveWithTheMatrixAlsoBelowZero(double shift) {
        double[] d = {
            1, 3, 5, 4,
            3, 6, 7, 2,
            5, 7, 8, 9,
            4, 2, 9, 10
        };
        for (int dimension = 0; dimension < 3; dimension++) {
            Diagram unmoved = diagram(d, 4, dimension, INF);
            Diagram moved = diagram(Arrays.stream(d).map(x -> x - shift).toArray(), 4, dimension, INF);
            assertThat(moved.births())
                    .containsExactly(
                            Arrays.stream(unmoved.births()).map(x -> x - shift).toArray());
            assertThat(moved.deaths())
                    .containsExactly(
                            Arrays.stream(unmoved.deaths()).map(x -> x - shift).toArray());
        }
        assertThat(diagram(d, 4, 0, INF)).isEqualTo(Diagram.of(0, new double[][] {{1, INF}}));
    }

    @Test
    void anEdgeOfLengthZeroIsAnEdge() {
        assertThat(diagram(new double[4], 2, 0, 1)).isEqualTo(Diagram.of(0, new double[][] {{0, INF}}));
        SimplicialFiltration filtration = VietorisRips.filtration(new double[4], 2, 0, 1);
        assertThat(Persistence.of(filtration.complex(), 2).diagram(0, true).sorted())
                .isEqualTo(Diagram.of(0, new double[][] {{0, 0}, {0, INF}}));
    }

    private static double[] octahedron(double diameter) {
        double[] d = new double[36];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                int low = Math.min(i, j);
                boolean antipodal = low < 2 && i + j == 2 * low + 2 || low == 4;
                d[i * 6 + j] = i == j ? 0 : antipodal ? diameter : 1;
            }
        }
        return d;
    }

    /** The youngest edges are 01 and 45: the order of ties reaches to the simplices. */
    @Test
    void theOctahedronHasAVoid() {
        SimplicialFiltration filtration = VietorisRips.filtration(octahedron(100), 6, 2, INF);
        List<Bar> voids = filtration.bars(2, 2).stream()
                .filter(bar -> bar.dimension() == 2 && bar.birth() < bar.death())
                .toList();
        assertThat(voids).hasSize(1);
        assertThat(voids.getFirst().birth()).isEqualTo(1);
        assertThat(voids.getFirst().death()).isEqualTo(100);
        assertThat(voids.getFirst().birthSimplex()).containsExactly(0, 1, 4);
        assertThat(voids.getFirst().deathSimplex()).hasSize(4).endsWith(4, 5);
    }

    @Test
    void edgesAtInfinityAreAbsent() {
        SimplicialFiltration filtration = VietorisRips.filtration(octahedron(INF), 6, 2, INF);
        assertThat(filtration.simplices()).hasSize(6 + 12 + 8);
        Persistence persistence = Persistence.of(filtration.complex(), 2);
        assertThat(persistence.diagram(1, false).isEmpty()).isTrue();
        assertThat(persistence.diagram(2, false)).isEqualTo(Diagram.of(2, new double[][] {{1, INF}}));
    }

    private static final double[][] P = {
        {2, 2.47942554},
        {2.47942554, 2.84147098},
        {2.98935825, 2.79848711},
        {2.79848711, 2.41211849},
        {2.41211849, 1.92484888}
    };

    private static double distance(int i, int j) {
        return Math.hypot(P[i][0] - P[j][0], P[i][1] - P[j][1]);
    }

    @Test
    void fivePointsOfThePlane() {
        double[] d = new double[25];
        Arrays.setAll(d, k -> distance(k / 5, k % 5));
        assertThat(diagram(d, 5, 0, INF).deaths())
                .containsExactly(new double[] {0.43094373, 0.5117411, 0.60077095, 0.62186205, INF}, within(1e-7));
        Diagram loops = diagram(d, 5, 1, INF);
        assertThat(loops.births()).containsExactly(new double[] {0.69093919}, within(1e-7));
        assertThat(loops.deaths()).containsExactly(new double[] {0.80131882}, within(1e-7));
    }

    /** Weights by distance to measure, three neighbours: vertices and edges of growing balls, power 1, 2 and ∞. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 2, INF})
    void fivePointsWithWeights(double p) {
        double[] w = new double[5];
        for (int i = 0; i < 5; i++) {
            int at = i;
            w[i] = 2
                    * Math.sqrt(Arrays.stream(new int[] {0, 1, 2, 3, 4})
                                    .mapToDouble(j -> distance(at, j) * distance(at, j))
                                    .sorted()
                                    .limit(4)
                                    .sum()
                            / 4);
        }
        double[] d = new double[25];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                d[5 * i + j] = i == j ? w[i] : weightedEdge(distance(i, j), w[i], w[j], p);
            }
        }
        double[][] expected = p == 1
                ? new double[][] {
                    {0.92658984, INF},
                    {0.95338795, 1.47491304},
                    {1.21673110, 1.68583049},
                    {1.23621257, 1.51234494},
                    {1.30722439, 1.73876915}
                }
                : p == 2
                        ? new double[][] {
                            {0.92658984, INF},
                            {0.95338795, 1.08187656},
                            {1.21673110, 1.26971360},
                            {1.23621257, 1.23694165},
                            {1.30722439, 1.33688350}
                        }
                        : new double[][] {{0.92658984, INF}};
        Diagram found = diagram(d, 5, 0, INF);
        Diagram diagram = Diagram.of(0, expected);
        assertThat(found.births()).containsExactly(diagram.births(), within(1e-7));
        assertThat(found.deaths()).containsExactly(diagram.deaths(), within(1e-7));
        assertThat(diagram(d, 5, 1, INF).isEmpty()).isTrue();
    }

    private static double weightedEdge(double d, double a, double b, double p) {
        double larger = Math.max(a, b);
        if (p == 1) {
            return d <= Math.abs(a - b) / 2 ? larger : d + (a + b) / 2;
        }
        if (p == 2) {
            double sum = (a + b) / 2;
            double difference = (a - b) / 2;
            return d <= Math.sqrt(Math.abs(a * a - b * b)) / 2
                    ? larger
                    : Math.sqrt((d * d + sum * sum) * (d * d + difference * difference)) / d;
        }
        return Math.max(d, larger);
    }

    @Test
    void theThresholdIsTheLargestValueOfASimplex() {
        double[] d = {0, 1, 3, 1, 0, 2, 3, 2, 0};
        assertThat(VietorisRips.filtration(d, 3, 1, 2).simplices()).hasSize(5);
        assertThat(VietorisRips.filtration(d, 3, 1, 1.999).simplices()).hasSize(4);
        assertThat(VietorisRips.filtration(d, 3, 1, -1).simplices()).isEmpty();
        assertThat(diagram(d, 3, 0, 1.999)).isEqualTo(Diagram.of(0, new double[][] {{0, 1}, {0, INF}, {0, INF}}));
    }

    /** Values ascend, then dimensions; among equals {@code Σ C(v_j, j + 1)} descends. */
    @Test
    void tiesAreOrderedByDescendingIndex() {
        double[] d = new double[16];
        Arrays.setAll(d, k -> k % 5 == 0 ? 0 : 1);
        List<String> order = VietorisRips.filtration(d, 4, 2, INF).simplices().stream()
                .map(simplex -> Arrays.toString(simplex.vertices()))
                .toList();
        assertThat(order)
                .containsExactly(
                        "[3]",
                        "[2]",
                        "[1]",
                        "[0]",
                        "[2, 3]",
                        "[1, 3]",
                        "[0, 3]",
                        "[1, 2]",
                        "[0, 2]",
                        "[0, 1]",
                        "[1, 2, 3]",
                        "[0, 2, 3]",
                        "[0, 1, 3]",
                        "[0, 1, 2]",
                        "[0, 1, 2, 3]");
        assertThat(VietorisRips.filtration(new double[] {-0.0, 1, 1, 0}, 2, 0, INF)
                        .simplices()
                        .getFirst()
                        .vertices())
                .containsExactly(1);
    }

    @Test
    void fewPoints() {
        assertThat(VietorisRips.filtration(new double[0], 0, 1, INF).bars(1, 2)).isEmpty();
        assertThat(diagram(new double[] {-2}, 1, 0, INF)).isEqualTo(Diagram.of(0, new double[][] {{-2, INF}}));
        assertThat(diagram(new double[] {INF}, 1, 0, INF).isEmpty()).isTrue();
    }

    @Test
    void tooManySimplicesAreRefused() {
        int n = 130;
        assertThatThrownBy(() -> VietorisRips.filtration(new double[n * n], n, 2, INF))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the complex has " + (130 + 8385 + 357760 + 11358880)
                        + " simplices up to dimension 3, expected at most 2000000");
        assertThat(VietorisRips.filtration(new double[n * n], n, 0, INF).simplices())
                .hasSize(130 + 8385);
    }

    @Test
    void wrongMatricesAreRefused() {
        assertThatThrownBy(() -> VietorisRips.filtration(new double[] {0, 1, 2, 0}, 2, 1, INF))
                .hasMessage("d[1, 0] is 2.0 and d[0, 1] is 1.0, expected a symmetric matrix");
        assertThatThrownBy(() -> VietorisRips.filtration(new double[] {0, Double.NaN, Double.NaN, 0}, 2, 1, INF))
                .hasMessage("d[1, 0] is NaN, expected a finite number or +∞");
        assertThatThrownBy(() -> VietorisRips.filtration(new double[] {-INF}, 1, 1, INF))
                .hasMessage("d[0, 0] is -Infinity, expected a finite number or +∞");
        assertThatThrownBy(() -> VietorisRips.filtration(new double[5], 2, 1, INF))
                .hasMessage("d has 5 elements, expected 4");
        assertThatThrownBy(() -> VietorisRips.filtration(new double[4], 2, -1, INF))
                .hasMessage("maxDimension is -1, expected at least 0");
        assertThatThrownBy(() -> VietorisRips.filtration(new double[4], 2, 1, Double.NaN))
                .hasMessage("threshold is NaN, expected a number");
    }

    @Test
    void wrongSimplicesAreRefused() {
        Simplex a = new Simplex(0, new int[] {0});
        Simplex b = new Simplex(0, new int[] {1});
        assertThatThrownBy(() -> SimplicialFiltration.of(List.of(a, b, a))).hasMessage("simplex [0] is there twice");
        assertThatThrownBy(() -> SimplicialFiltration.of(List.of(a, new Simplex(1, new int[] {0, 1}))))
                .hasMessage("simplex [0, 1] enters at 1.0, expected its face [1] to be there by then");
        assertThatThrownBy(() -> SimplicialFiltration.of(List.of(a, b, new Simplex(-1, new int[] {0, 1}))))
                .hasMessageContaining("simplex [0, 1] enters at -1.0");
        assertThatThrownBy(() -> SimplicialFiltration.of(List.of(a, b, new Simplex(1, new int[] {1, 0}))))
                .hasMessage("a simplex has the vertices [1, 0], expected ascending ones from 0 on");
    }
}
