package org.gaspard.topology.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.divergence.DistanceNormalisation;
import org.gaspard.topology.divergence.TestClouds;
import org.gaspard.topology.rips.VietorisRips;
import org.junit.jupiter.api.Test;

class RipsEdgesTest {

    private static Tensor distances(Tensor points) {
        return CostTensors.matrix(Cost.euclidean(), points);
    }

    private static Tensor points(long seed, int n, int d) {
        return Tensor.of(TestClouds.gaussian(seed, n * d), n, d);
    }

    @Test
    void edgesHaveTheLengthsOfBirthsAndDeaths() {
        int n = 60;
        double[] d = TestClouds.distances(TestClouds.gaussian(1, 3 * n), n);
        for (int dimension = 1; dimension <= 2; dimension++) {
            Diagram all = VietorisRips.upTo(dimension)
                    .compute(DistanceMatrix.of(d, n))
                    .barcode(dimension)
                    .diagram();
            assertThat(all.size()).isPositive();
            for (int bars : new int[] {2, Integer.MAX_VALUE}) {
                Diagram expected = all.longest(Math.min(bars, all.size()));
                int[] edges = new RipsEdges(dimension, bars).select(d, n);
                assertThat(edges).hasSize(2 * expected.size());
                for (int bar = 0; bar < expected.size(); bar++) {
                    assertThat(d[edges[2 * bar]]).isEqualTo(expected.birth(bar));
                    assertThat(d[edges[2 * bar + 1]]).isEqualTo(expected.death(bar));
                }
            }
        }
    }

    /** A rectangle of 3 by 4: its hole is born with the last long side and dies with a diagonal. */
    @Test
    void rectangle() {
        double[] d = TestClouds.distances(new double[] {0, 0, 3, 0, 3, 4, 0, 4}, 4);
        int[] edges = new RipsEdges(1, 10).select(d, 4);
        assertThat(Arrays.stream(edges).mapToDouble(at -> d[at])).containsExactly(4.0, 5.0);
    }

    @Test
    void makesRoomForAllBars() {
        assertThat(new RipsEdges(1, Integer.MAX_VALUE).limit(10)).isEqualTo(90);
        assertThat(new RipsEdges(2, Integer.MAX_VALUE).limit(10)).isEqualTo(240);
        assertThat(new RipsEdges(1, 7).limit(10)).isEqualTo(14);
        assertThat(new RipsEdges(3, Integer.MAX_VALUE).limit(100_000)).isEqualTo(Integer.MAX_VALUE - 1);
        assertThat(new RipsEdges(1, 7).limit(1)).isZero();
    }

    /** The signature loss on these edges, by hand and against differences. */
    @Test
    void signatureLoss() {
        int n = 24;
        RipsEdges edges = new RipsEdges(1, 5);
        TopologicalSignatureLoss loss = TopologicalSignatureLoss.standard()
                .withEdges(edges)
                .withNormalisation(DistanceNormalisation.none(), DistanceNormalisation.none());
        Tensor x = points(2, n, 2);
        Tensor y = points(3, n, 2);
        double[] a = distances(x).toDoubleArray();
        double[] b = distances(y).toDoubleArray();
        double expected = 0;
        for (double[] matrix : new double[][] {a, b}) {
            assertThat(edges.select(matrix, n)).isNotEmpty();
            for (int at : edges.select(matrix, n)) {
                expected += 0.5 * (a[at] - b[at]) * (a[at] - b[at]);
            }
        }
        assertThat(loss.between(distances(x), distances(y)).item()).isCloseTo(expected, within(1e-12));
        GradientCheck.standard().first(in -> loss.between(distances(in.get(0)), distances(in.get(1))), x, y);
    }

    @Test
    void refusesBadOptions() {
        assertThatThrownBy(() -> new RipsEdges(0, 1)).hasMessageContaining("dimension is 0, expected at least 1");
        assertThatThrownBy(() -> new RipsEdges(1, 0)).hasMessageContaining("bars is 0, expected at least 1");
    }
}
