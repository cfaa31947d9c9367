package org.gaspard.topology.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.topology.Diagram;
import org.junit.jupiter.api.Test;

class MinimumSpanningTreeTest {

    private record Edge(double weight, int from, int to) {}

    /** Kruskal's algorithm under the documented order of edges, with labels in place of a forest. */
    private static List<Edge> kruskal(double[] matrix, int n) {
        List<Edge> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                all.add(new Edge(matrix[i * n + j], i, j));
            }
        }
        all.sort(Comparator.comparingDouble(Edge::weight)
                .thenComparingInt(Edge::from)
                .thenComparingInt(Edge::to));
        int[] label = IntStream.range(0, n).toArray();
        List<Edge> tree = new ArrayList<>();
        for (Edge edge : all) {
            int old = label[edge.to()];
            int kept = label[edge.from()];
            if (old != kept) {
                tree.add(edge);
                for (int v = 0; v < n; v++) {
                    label[v] = label[v] == old ? kept : label[v];
                }
            }
        }
        return tree;
    }

    private static List<Edge> edges(MinimumSpanningTree tree) {
        return IntStream.range(0, tree.size())
                .mapToObj(e -> new Edge(tree.weight(e), tree.from(e), tree.to(e)))
                .toList();
    }

    @Test
    void isTheTreeOfKruskalAlsoAmongTies() {
        for (int n = 1; n <= 12; n++) {
            for (int bound : new int[] {1, 2, 4, 1000}) {
                for (long seed = 0; seed < 20; seed++) {
                    double[] matrix = TestClouds.ties(seed, n, bound);
                    assertThat(edges(MinimumSpanningTree.of(matrix, n))).isEqualTo(kruskal(matrix, n));
                }
            }
        }
    }

    @Test
    void isTheTreeOfKruskalForPointsInSpace() {
        for (int n : new int[] {2, 30, 100}) {
            double[] matrix = TestClouds.distances(TestClouds.gaussian(n, 3 * n), n);
            MinimumSpanningTree tree = MinimumSpanningTree.of(matrix, n);
            assertThat(edges(tree)).isEqualTo(kruskal(matrix, n));
            assertThat(tree.vertices()).isEqualTo(n);
            assertThat(tree.weights()).isSorted().hasSize(n - 1);
        }
    }

    @Test
    void weightsMayBeNegativeAndTheDiagonalAnything() {
        double nan = Double.NaN;
        MinimumSpanningTree tree = MinimumSpanningTree.of(new double[] {nan, -3, 2, -3, nan, 5, 2, 5, nan}, 3);
        assertThat(edges(tree)).containsExactly(new Edge(-3, 0, 1), new Edge(2, 0, 2));
        assertThat(tree.total()).isEqualTo(-1);
        assertThatThrownBy(tree::persistence).hasMessageContaining("expected a birth of at most its death");
    }

    @Test
    void positionsPointAtTheWeights() {
        double[] matrix = TestClouds.distances(TestClouds.gaussian(5, 40), 20);
        MinimumSpanningTree tree = MinimumSpanningTree.of(matrix, 20);
        assertThat(IntStream.of(tree.positions()).mapToDouble(p -> matrix[p]).toArray())
                .isEqualTo(tree.weights());
    }

    @Test
    void theSumDoesNotDependOnTheOrderOfThePoints() {
        int n = 60;
        double[] points = TestClouds.gaussian(6, 2 * n);
        double[] reversed = new double[2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(points, 2 * i, reversed, 2 * (n - 1 - i), 2);
        }
        assertThat(MinimumSpanningTree.of(TestClouds.distances(reversed, n), n).total())
                .isCloseTo(
                        MinimumSpanningTree.of(TestClouds.distances(points, n), n)
                                .total(),
                        within(1e-13));
    }

    /** Four points on a line, 0, 1, 3, 7. */
    @Test
    void weightsAreTheDeathsOfComponents() {
        double[] matrix = TestClouds.distances(new double[] {3, 0, 7, 1}, 4);
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(MinimumSpanningTree.of(matrix, 4).persistence())
                .isEqualTo(Diagram.of(0, new double[4], new double[] {1, 2, 4, infinity}));
    }

    @Test
    void onePointHasNoEdges() {
        MinimumSpanningTree tree = MinimumSpanningTree.of(new double[1], 1);
        assertThat(tree.size()).isZero();
        assertThat(tree.total()).isZero();
        assertThat(tree.persistence().size()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoMatrixOfWeights() {
        assertThatThrownBy(() -> MinimumSpanningTree.of(new double[0], 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("n is 0, expected at least 1");
        assertThatThrownBy(() -> MinimumSpanningTree.of(new double[5], 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("matrix has 5 elements, expected 4");
        assertThatThrownBy(() -> MinimumSpanningTree.of(new double[] {0, 1, 2, 0}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("matrix[1,0] is 2.0 and matrix[0,1] is 1.0, expected one finite number");
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> MinimumSpanningTree.of(new double[] {0, bad, bad, 0}, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected one finite number");
        }
    }
}
