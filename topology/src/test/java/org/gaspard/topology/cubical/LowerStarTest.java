package org.gaspard.topology.cubical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.gaspard.topology.Diagram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LowerStarTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    private static void assertSame(CriticalDiagram found, CriticalDiagram expected) {
        assertThat(found.diagram()).isEqualTo(expected.diagram());
        assertThat(found.birthPixels()).isEqualTo(expected.birthPixels());
        assertThat(found.deathPixels()).isEqualTo(expected.deathPixels());
    }

    @Test
    void minimaOfASeriesArePairedWithMaxima() {
        CriticalDiagram diagram = LowerStar.standard().series(new double[] {6, 4, 3, 4, 5, 4, 3, 2, 3, 4, 5});
        assertThat(diagram.diagram()).isEqualTo(Diagram.of(0, new double[][] {{2, INF}, {3, 5}}));
        assertThat(diagram.birthPixels()).containsExactly(7, 2);
        assertThat(diagram.deathPixels()).containsExactly(CriticalDiagram.NONE, 4);
        assertThat(LowerStar.standard().series(new double[] {3}).diagram()).isEqualTo(Diagram.of(0, new double[][] {
            {3, INF}
        }));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSeriesIsAnImageOfOneAxis(boolean zeroLengthBars) {
        RandomGenerator random = Images.random(51);
        for (int trial = 0; trial < 50; trial++) {
            int n = random.nextInt(1, 30);
            double[] tied = Images.tied(random, 4, n);
            double[] values = trial % 2 == 0 ? tied : Images.withSome(random, tied, 0.2, INF);
            CriticalDiagram found =
                    LowerStar.standard().withZeroLengthBars(zeroLengthBars).series(values);
            for (Construction construction : Construction.values()) {
                CriticalDiagram image =
                        CubicalPersistence.of(construction).diagrams(values, n).getFirst();
                if (!zeroLengthBars) {
                    assertSame(found, image);
                }
            }
            CriticalDiagram vertices = CubicalPersistence.of(Construction.VERTICES)
                    .withZeroLengthBars(zeroLengthBars)
                    .diagrams(values, n)
                    .getFirst();
            assertSame(found, vertices);
        }
    }

    /** The union-find of graphs against the reduction of complexes, ties, absent vertices and loops included. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aGraphIsAComplexOfEdges(boolean zeroLengthBars) {
        RandomGenerator random = Images.random(53);
        LowerStar lowerStar = LowerStar.standard().withZeroLengthBars(zeroLengthBars);
        for (int trial = 0; trial < 50; trial++) {
            int n = random.nextInt(1, 15);
            double[] values = Images.withSome(random, Images.tied(random, 5, n), 0.1, INF);
            int[][] edges = IntStream.range(0, random.nextInt(20))
                    .mapToObj(e -> new int[] {random.nextInt(n), random.nextInt(n)})
                    .toArray(int[][]::new);
            int[][] simplices =
                    Arrays.stream(edges).filter(edge -> edge[0] != edge[1]).toArray(int[][]::new);
            assertSame(
                    lowerStar.graph(values, edges),
                    lowerStar.complex(values, simplices, 3).getFirst());
        }
    }

    /** An image as a graph of pixels. */
    @Test
    void theGraphOfSidesIsTheVertexConstruction() {
        double[] image = Images.tied(Images.random(59), 5, 8, 9);
        int[][] edges = IntStream.range(0, 72)
                .boxed()
                .flatMap(i -> IntStream.of(i % 9 < 8 ? i + 1 : i, i + 9 < 72 ? i + 9 : i)
                        .mapToObj(j -> new int[] {j, i}))
                .toArray(int[][]::new);
        assertSame(
                LowerStar.standard().graph(image, edges),
                CubicalPersistence.of(Construction.VERTICES)
                        .diagrams(image, 8, 9)
                        .getFirst());
    }

    private static final double[] VALUES = {1, 2, -1, 0};
    private static final int[][] TRIANGLE_AND_TAIL = {{2, 0, 1}, {0, 3}, {1, 3}};

    @Test
    void generatorsOfAComplex() {
        List<CriticalDiagram> diagrams =
                LowerStar.standard().withZeroLengthBars(true).complex(VALUES, TRIANGLE_AND_TAIL, 2);
        assertThat(diagrams).hasSize(3);
        assertThat(diagrams.get(0).birthPixels()).containsExactly(2, 3, 0, 1);
        assertThat(diagrams.get(0).deathPixels()).containsExactly(-1, 0, 0, 1);
        assertThat(diagrams.get(1).birthPixels()).containsExactly(1, 1);
        assertThat(diagrams.get(1).deathPixels()).containsExactly(1, -1);
        assertThat(diagrams.get(2).size()).isZero();
        List<CriticalDiagram> longer = LowerStar.standard().complex(VALUES, TRIANGLE_AND_TAIL, 2);
        assertThat(longer.get(0).diagram()).isEqualTo(Diagram.of(0, new double[][] {{-1, INF}, {0, 1}}));
        assertThat(longer.get(1).diagram()).isEqualTo(Diagram.of(1, new double[][] {{2, INF}}));
    }

    @Test
    void absentVerticesTakeTheirSimplicesWithThem() {
        double[] values = {1, 2, INF, 0};
        List<CriticalDiagram> diagrams = LowerStar.standard().complex(values, TRIANGLE_AND_TAIL, 2);
        assertThat(diagrams.get(0).diagram()).isEqualTo(Diagram.of(0, new double[][] {{0, INF}}));
        assertThat(diagrams.get(1).diagram()).isEqualTo(Diagram.of(1, new double[][] {{2, INF}}));
        assertThat(LowerStar.standard().complex(new double[] {INF}, new int[0][], 2))
                .singleElement()
                .matches(diagram -> diagram.size() == 0);
    }

    @Test
    void coefficientsOfAComplex() {
        int[][] projectivePlane = {
            {1, 2, 5}, {1, 2, 0}, {1, 3, 4}, {1, 3, 0}, {1, 4, 5}, {2, 3, 4}, {2, 3, 5}, {2, 4, 0}, {3, 5, 0}, {4, 5, 0}
        };
        double[] values = {0, 1, 2, 3, 4, 5};
        LowerStar lowerStar = LowerStar.standard();
        assertThat(lowerStar.complex(values, projectivePlane, 2).get(2).size()).isEqualTo(1);
        assertThat(lowerStar.complex(values, projectivePlane, 3).get(2).size()).isZero();
        assertThatThrownBy(() -> lowerStar.complex(values, projectivePlane, 4))
                .hasMessage("prime is 4, expected a prime number");
    }

    @Test
    void wrongInputIsRefused() {
        LowerStar lowerStar = LowerStar.standard();
        assertThatThrownBy(() -> lowerStar.series(new double[0]))
                .hasMessage("the number of values is 0, expected at least 1");
        assertThatThrownBy(() -> lowerStar.series(new double[] {0, Double.NaN}))
                .hasMessage("values[1] is NaN, expected a finite number or +∞");
        assertThatThrownBy(() -> lowerStar.graph(new double[3], new int[][] {{0, 1}, {1, 3}}))
                .hasMessage("edges[1] is [1, 3], expected vertices from 0 to 2");
        assertThatThrownBy(() -> lowerStar.graph(new double[3], new int[][] {{0, 1, 2}}))
                .hasMessage("edges[0] is [0, 1, 2], expected two vertices");
        assertThatThrownBy(() -> lowerStar.complex(new double[3], new int[][] {{0, -1}}, 2))
                .hasMessage("simplices[0] is [0, -1], expected vertices from 0 to 2");
        assertThatThrownBy(() -> lowerStar.complex(new double[3], new int[][] {{0}, {1, 1}}, 2))
                .hasMessage("simplices[1] is [1, 1], expected one or more different vertices");
        assertThatThrownBy(() -> lowerStar.complex(new double[3], new int[][] {{}}, 2))
                .hasMessage("simplices[0] is [], expected one or more different vertices");
    }
}
