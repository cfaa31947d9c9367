package org.gaspard.topology.rips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.SparseDistances;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeCollapseTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static List<Diagram> diagrams(Persistence persistence) {
        return persistence.barcodes().stream()
                .map(barcode -> barcode.diagram().sorted())
                .toList();
    }

    /** The edges as {@code low-high → value}. */
    private static Map<String, Double> edges(SparseDistances graph) {
        Map<String, Double> edges = new TreeMap<>();
        for (int e = 0; e < graph.edges(); e++) {
            edges.put(graph.low(e) + "-" + graph.high(e), graph.length(e));
        }
        return edges;
    }

    /** A graph of edges {@code {low, high, value}} whose vertices are born at 0. */
    private static SparseDistances graph(int n, double[]... edges) {
        return SparseDistances.of(
                n,
                Arrays.stream(edges).mapToInt(e -> (int) e[0]).toArray(),
                Arrays.stream(edges).mapToInt(e -> (int) e[1]).toArray(),
                Arrays.stream(edges).mapToDouble(e -> e[2]).toArray());
    }

    private static double[] edge(int low, int high, double value) {
        return new double[] {low, high, value};
    }

    private static DistanceMatrix weighted(String kind, int n, long seed, double lowest) {
        double[] square = Inputs.matrix(kind, n, seed).toSquare();
        for (int i = 0; i < n; i++) {
            square[i * n + i] = (7L * i + seed) % 5 * 0.3 + lowest;
        }
        return DistanceMatrix.weighted(square, n);
    }

    private static void assertSameBars(DistanceMatrix d, VietorisRips rips) {
        double radius = d.enclosingRadius();
        for (double threshold : new double[] {INFINITY, radius, 0.8 * radius, 0.5 * radius}) {
            VietorisRips limited = rips.withThreshold(threshold);
            List<Diagram> expected = diagrams(limited.compute(d));
            SparseDistances collapsed = EdgeCollapse.of(d, threshold);
            assertThat(diagrams(rips.compute(collapsed))).isEqualTo(expected);
            assertThat(diagrams(limited.compute(collapsed))).isEqualTo(expected);
            SparseDistances uncut = EdgeCollapse.of(SparseDistances.upTo(threshold, d));
            assertThat(diagrams(rips.compute(uncut))).isEqualTo(expected);
            SparseDistances again = EdgeCollapse.of(collapsed);
            assertThat(again.edges()).isLessThanOrEqualTo(collapsed.edges());
            assertThat(diagrams(rips.compute(again))).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "uniform, 10, 3, 2",
        "uniform, 18, 2, 3",
        "uniform, 30, 1, 7",
        "integer, 10, 3, 2",
        "integer, 18, 2, 7",
        "integer, 40, 1, 3",
        "plane, 12, 3, 3",
        "plane, 30, 2, 2",
        "plane, 60, 1, 7",
        "sphere, 12, 3, 7",
        "sphere, 30, 2, 3",
        "sphere, 60, 1, 2",
        "grid, 12, 3, 2",
        "grid, 30, 2, 7",
        "grid, 60, 1, 3"
    })
    void barsAreThoseOfTheWholeGraph(String kind, int n, int maxDimension, int p) {
        for (long seed = 1; seed <= 12; seed++) {
            assertSameBars(
                    Inputs.matrix(kind, n, seed),
                    VietorisRips.upTo(maxDimension).withCoefficients(p));
        }
    }

    @ParameterizedTest
    @CsvSource({"uniform, 12, 0", "integer, 14, 2", "plane, 25, 0.1", "sphere, 20, -0.7", "grid, 20, -2"})
    void barsStayWithBirthsOfVertices(String kind, int n, double lowest) {
        for (long seed = 1; seed <= 12; seed++) {
            DistanceMatrix d = weighted(kind, n, seed, lowest);
            SparseDistances collapsed = EdgeCollapse.of(d, INFINITY);
            for (int v = 0; v < n; v++) {
                assertThat(collapsed.birth(v)).isEqualTo(d.birth(v));
            }
            for (int p : new int[] {2, 3, 7}) {
                VietorisRips rips = VietorisRips.upTo(2).withCoefficients(p);
                List<Diagram> expected = diagrams(rips.compute(d));
                assertThat(diagrams(rips.compute(collapsed))).isEqualTo(expected);
                assertThat(diagrams(rips.compute(EdgeCollapse.of(collapsed)))).isEqualTo(expected);
            }
        }
    }

    /** Some vertices are born after the threshold, at the lowest one all. */
    @ParameterizedTest
    @ValueSource(doubles = {-3, -1.7, -1.2, 0, 1.4})
    void birthsAfterTheThresholdHaveNoBarsWithTheSameThreshold(double threshold) {
        for (long seed = 1; seed <= 12; seed++) {
            DistanceMatrix d = weighted("plane", 20, seed, -2);
            VietorisRips rips = VietorisRips.upTo(1).withThreshold(threshold);
            assertThat(diagrams(rips.compute(EdgeCollapse.of(d, threshold)))).isEqualTo(diagrams(rips.compute(d)));
        }
    }

    @Test
    void negativeDistancesCollapse() {
        int n = 15;
        double[] square = Inputs.matrix("plane", n, 3).toSquare();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                square[i * n + j] = i == j ? -9 - i % 2 : square[i * n + j] - 7;
            }
        }
        DistanceMatrix d = DistanceMatrix.weighted(square, n);
        assertThat(d.enclosingRadius()).isNegative();
        assertThat(EdgeCollapse.of(d, -4).edges()).isLessThan(n * (n - 1) / 4);
        assertThat(diagrams(VietorisRips.upTo(2).compute(EdgeCollapse.of(d, -4))))
                .isEqualTo(diagrams(VietorisRips.upTo(2).compute(d)));
    }

    /** The definition: whether one common neighbour in {@code G_s} is adjacent to all others. */
    private static boolean isDominated(double[][] values, int a, int b, double s) {
        int n = values.length;
        List<Integer> common = IntStream.range(0, n)
                .filter(w -> w != a && w != b && values[w][a] <= s && values[w][b] <= s)
                .boxed()
                .toList();
        return common.stream().anyMatch(w -> common.stream().allMatch(x -> x.equals(w) || values[w][x] <= s));
    }

    /** The definition with the matrix of values, infinite where there is no edge. */
    private static Map<String, Double> collapseByDefinition(SparseDistances graph) {
        int n = graph.size();
        double[][] values = new double[n][n];
        for (double[] row : values) {
            Arrays.fill(row, INFINITY);
        }
        List<int[]> edges = new ArrayList<>();
        for (int e = 0; e < graph.edges(); e++) {
            edges.add(new int[] {graph.high(e), graph.low(e)});
            values[graph.high(e)][graph.low(e)] = graph.length(e);
            values[graph.low(e)][graph.high(e)] = graph.length(e);
        }
        double[] steps = IntStream.range(0, graph.edges())
                .mapToDouble(graph::length)
                .distinct()
                .sorted()
                .toArray();
        edges.sort(Comparator.comparingDouble((int[] e) -> -values[e[0]][e[1]])
                .thenComparingInt(e -> e[0])
                .thenComparingInt(e -> e[1]));
        Map<String, Double> left = new TreeMap<>();
        for (int[] e : edges) {
            double entered = values[e[0]][e[1]];
            double moved = Arrays.stream(steps)
                    .filter(s -> s >= entered && !isDominated(values, e[0], e[1], s))
                    .findFirst()
                    .orElse(INFINITY);
            values[e[0]][e[1]] = moved;
            values[e[1]][e[0]] = moved;
            if (moved < INFINITY) {
                left.put(e[1] + "-" + e[0], moved);
            }
        }
        return left;
    }

    private static Map<String, Double> collapseLists(SparseDistances graph) {
        SortedEdges edges = SortedEdges.of(graph, INFINITY);
        return edges(EdgeCollapse.collapse(graph, edges, SparseCollapseGraph.of(graph.size(), edges)));
    }

    private static Map<String, Double> collapseMatrix(SparseDistances graph) {
        SortedEdges edges = SortedEdges.of(graph, INFINITY);
        return edges(EdgeCollapse.collapse(graph, edges, DenseCollapseGraph.of(graph.size(), edges)));
    }

    @ParameterizedTest
    @CsvSource({
        "uniform, 5",
        "uniform, 9",
        "uniform, 14",
        "integer, 5",
        "integer, 9",
        "integer, 16",
        "plane, 16",
        "sphere, 14",
        "grid, 16"
    })
    void theGraphIsThatOfTheDefinition(String kind, int n) {
        int moved = 0;
        int takenOut = 0;
        for (long seed = 1; seed <= 60; seed++) {
            DistanceMatrix d = Inputs.matrix(kind, n, seed);
            double threshold = seed % 2 == 0 ? INFINITY : 0.7 * d.enclosingRadius();
            SparseDistances graph = SparseDistances.upTo(threshold, d);
            Map<String, Double> expected = collapseByDefinition(graph);
            assertThat(collapseMatrix(graph)).isEqualTo(expected);
            assertThat(collapseLists(graph)).isEqualTo(expected);
            assertThat(edges(EdgeCollapse.of(graph))).isEqualTo(expected);
            Map<String, Double> before = edges(graph);
            expected.forEach((edge, value) -> assertThat(value).isGreaterThanOrEqualTo(before.get(edge)));
            moved += (int) expected.entrySet().stream()
                    .filter(e -> e.getValue() > before.get(e.getKey()))
                    .count();
            takenOut += before.size() - expected.size();
        }
        assertThat(moved).isPositive();
        assertThat(takenOut).isPositive();
    }

    @Test
    void listsAndMatrixAgreeOnLargerGraphs() {
        for (String kind : List.of("plane", "sphere", "grid", "integer")) {
            DistanceMatrix d = Inputs.matrix(kind, 90, 4);
            for (double threshold : new double[] {INFINITY, 0.9 * d.enclosingRadius(), 0.2 * d.enclosingRadius()}) {
                SparseDistances graph = SparseDistances.upTo(threshold, d);
                assertThat(collapseLists(graph)).isEqualTo(collapseMatrix(graph));
            }
        }
    }

    @Test
    void aSimplexCollapsesToAStar() {
        for (int n : new int[] {2, 3, 8, 40}) {
            for (double value : new double[] {0, 1.5}) {
                SparseDistances left = EdgeCollapse.of(DistanceMatrix.of(n, (i, j) -> value), INFINITY);
                assertThat(left.edges()).isEqualTo(n - 1);
                for (int e = 0; e < n - 1; e++) {
                    assertThat(left.high(e)).isEqualTo(n - 1);
                    assertThat(left.length(e)).isEqualTo(value);
                }
            }
        }
    }

    @Test
    void aCycleStays() {
        double[][] square = {edge(0, 1, 1), edge(1, 2, 1), edge(2, 3, 1), edge(0, 3, 1)};
        assertThat(edges(EdgeCollapse.of(graph(4, square)))).isEqualTo(edges(graph(4, square)));
    }

    /** The first diagonal is dominated by both other vertices, which the second joins; that fills the cycle. */
    @Test
    void aSquareLosesOneDiagonal() {
        double[][] all = {
            edge(0, 1, 1), edge(1, 2, 1), edge(2, 3, 1), edge(0, 3, 1), edge(0, 2, 2), edge(1, 3, 2),
        };
        assertThat(edges(EdgeCollapse.of(graph(4, all))))
                .isEqualTo(Map.of("0-1", 1.0, "1-2", 1.0, "2-3", 1.0, "0-3", 1.0, "1-3", 2.0));
    }

    /** Two triangles with a common edge: 0-1 has the one neighbour 2, and after it 0-2 the one neighbour 3. */
    @Test
    void twoTrianglesCollapseToAPath() {
        double[][] all = {edge(0, 1, 1), edge(1, 2, 1), edge(2, 3, 1), edge(0, 3, 1), edge(0, 2, 1)};
        assertThat(edges(EdgeCollapse.of(graph(4, all)))).isEqualTo(Map.of("1-2", 1.0, "2-3", 1.0, "0-3", 1.0));
    }

    /** The edge 0-1 is dominated by 2 at 3, but at 4 it has the neighbours 2 and 3, which no edge joins. */
    @Test
    void anEdgeWaitsUntilItIsNotDominated() {
        double[][] all = {
            edge(0, 3, 1), edge(1, 4, 1), edge(3, 4, 1), edge(0, 2, 2), edge(1, 2, 2), edge(0, 1, 3), edge(1, 3, 4)
        };
        SparseDistances left = EdgeCollapse.of(graph(5, all));
        assertThat(edges(left))
                .isEqualTo(Map.of("0-3", 1.0, "1-4", 1.0, "3-4", 1.0, "0-2", 2.0, "1-2", 2.0, "0-1", 4.0, "1-3", 4.0));
        assertThat(VietorisRips.upTo(1).compute(left).barcode(1).diagram()).isEqualTo(Diagram.of(1, new double[][] {
            {2, 4}
        }));
    }

    @Test
    void theOrderOfEntriesDoesNotMatter() {
        SparseDistances graph = SparseDistances.upTo(INFINITY, Inputs.matrix("integer", 20, 1));
        int count = graph.edges();
        int[] rows = new int[count];
        int[] columns = new int[count];
        double[] values = new double[count];
        for (int e = 0; e < count; e++) {
            int from = (int) ((e * 77L + 13) % count);
            rows[e] = e % 2 == 0 ? graph.low(from) : graph.high(from);
            columns[e] = e % 2 == 0 ? graph.high(from) : graph.low(from);
            values[e] = graph.length(from);
        }
        SparseDistances shuffled = SparseDistances.of(20, rows, columns, values);
        assertThat(edges(shuffled)).isEqualTo(edges(graph));
        assertThat(edges(EdgeCollapse.of(shuffled))).isEqualTo(edges(EdgeCollapse.of(graph)));
        assertThat(edges(EdgeCollapse.of(graph))).isEqualTo(edges(EdgeCollapse.of(graph)));
    }

    @Test
    void thePlaneLosesMostEdges() {
        DistanceMatrix d = Inputs.matrix("plane", 150, 8);
        SparseDistances left = EdgeCollapse.of(d, INFINITY);
        assertThat(left.edges()).isLessThan(150 * 149 / 2 / 10);
        VietorisRips rips = VietorisRips.upTo(1);
        assertThat(diagrams(rips.compute(left))).isEqualTo(diagrams(rips.compute(d)));
    }

    @Test
    void fewPoints() {
        assertThat(EdgeCollapse.of(DistanceMatrix.of(new double[0], 0), INFINITY)
                        .size())
                .isZero();
        SparseDistances one = EdgeCollapse.of(DistanceMatrix.weighted(new double[] {-4}, 1), INFINITY);
        assertThat(one.size()).isEqualTo(1);
        assertThat(one.birth(0)).isEqualTo(-4);
        assertThat(one.edges()).isZero();
        DistanceMatrix two = DistanceMatrix.of(new double[] {0, 3, 3, 0}, 2);
        assertThat(edges(EdgeCollapse.of(two, INFINITY))).isEqualTo(Map.of("0-1", 3.0));
        assertThat(edges(EdgeCollapse.of(two, 3))).isEqualTo(Map.of("0-1", 3.0));
        assertThat(EdgeCollapse.of(two, 2).edges()).isZero();
        assertThat(EdgeCollapse.of(two, -1).edges()).isZero();
        DistanceMatrix apart = DistanceMatrix.of(new double[] {0, INFINITY, INFINITY, 0}, 2);
        assertThat(EdgeCollapse.of(apart, INFINITY).edges()).isZero();
        assertThat(EdgeCollapse.of(graph(3)).size()).isEqualTo(3);
    }

    @Test
    void refusals() {
        DistanceMatrix two = DistanceMatrix.of(new double[] {0, 3, 3, 0}, 2);
        assertThatThrownBy(() -> EdgeCollapse.of(two, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("threshold is NaN, expected a number");
    }
}
