package org.gaspard.ot.gromov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.gaspard.ot.Cost;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.Oracles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizedGromovTest {

    private static double[] read(String name) {
        return Oracles.read(QuantizedGromovTest.class, "quantized.txt", name);
    }

    private static int[] labels(String name) {
        return Arrays.stream(read(name)).mapToInt(v -> (int) v).toArray();
    }

    /** From the same plan of the representatives; solvers may end in different local minima. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void plansAreThoseOfAnotherProgram(int k) {
        double[] sizes = read(k + ".sizes");
        Partition left = new Partition(
                labels(k + ".labelsX"), IntStream.range(0, (int) sizes[2]).toArray());
        Partition right = new Partition(
                labels(k + ".labelsY"), IntStream.range(0, (int) sizes[3]).toArray());
        QuantizedGromov.Result found = new QuantizedGromov(
                        new ExactFusedGromov().withStart(InitialCoupling.given(read(k + ".global"))))
                .solve(
                        QuantizedSpace.of(read(k + ".cx"), read(k + ".a"), left),
                        QuantizedSpace.of(read(k + ".cy"), read(k + ".b"), right));
        assertThat(found.converged()).isTrue();
        assertThat(found.representatives().plan()).containsExactly(read(k + ".global"), within(1e-10));
        assertThat(found.plan().dense()).containsExactly(read(k + ".plan"), within(1e-10));
    }

    @Test
    void withSingletonsItIsThePlanOfTheSolver() {
        RandomGenerator random = GromovData.random(30);
        int n = 9;
        int m = 7;
        double[] cX = Cost.euclidean().matrix(GromovData.gaussian(random, n * 2), n, 2);
        double[] cY = Cost.euclidean().matrix(GromovData.gaussian(random, m * 3), m, 3);
        double[] a = GromovData.weights(random, n);
        double[] b = GromovData.weights(random, m);
        QuantizedGromov quantized = new QuantizedGromov();
        QuantizedGromov.Result found = quantized.solve(
                QuantizedSpace.of(cX, a, Partition.singletons(n)), QuantizedSpace.of(cY, b, Partition.singletons(m)));
        FusedGromovResult expected =
                quantized.solver().solve(FusedGromovProblem.of(new GromovProblem(cX, cY, a, b), GromovLoss.SQUARE));
        assertThat(found.plan().dense()).containsExactly(expected.plan(), within(1e-15));
        assertThat(found.cost(cX, cY)).isCloseTo(expected.cost(), within(1e-12));
        assertThat(found.costBound()).isCloseTo(expected.cost(), within(1e-12));
        assertThat(found.eccentricityX()).isZero();
    }

    /** A coupling; its cost by the sum over quadruples; both ways to give a space; the bound for distances. */
    @Test
    void theResultIsACouplingWithinTheBound() {
        RandomGenerator random = GromovData.random(31);
        for (int trial = 0; trial < 30; trial++) {
            int n = random.nextInt(3, 30);
            int m = random.nextInt(3, 30);
            double[] x = GromovData.gaussian(random, n * 2);
            double[] y = GromovData.gaussian(random, m * 3);
            double[] a = GromovData.weights(random, n);
            double[] b = GromovData.weights(random, m);
            int count = random.nextInt(1, 4);
            Partition left = Partition.farthestPoints(Cost.euclidean(), x, n, 2, count, 0);
            Partition right = Partition.farthestPoints(Cost.euclidean(), y, m, 3, count + 1 > m ? m : count + 1, 1);
            QuantizedGromov.Result found = new QuantizedGromov()
                    .solve(
                            QuantizedSpace.of(Cost.euclidean(), x, 2, a, left),
                            QuantizedSpace.of(Cost.euclidean(), y, 3, b, right));
            assertThat(found.plan().rowSums()).containsExactly(a, within(1e-14));
            assertThat(found.plan().columnSums()).containsExactly(b, within(1e-14));
            double[] cX = Cost.euclidean().matrix(x, n, 2);
            double[] cY = Cost.euclidean().matrix(y, m, 3);
            double cost = found.cost(cX, cY);
            FusedGromovProblem problem = FusedGromovProblem.of(new GromovProblem(cX, cY, a, b), GromovLoss.SQUARE);
            assertThat(cost).isCloseTo(GromovData.cost(problem, found.plan().dense()), within(1e-10));
            assertThat(found.cost(Cost.euclidean(), x, 2, Cost.euclidean(), y, 3))
                    .isCloseTo(cost, within(1e-12));
            assertThat(cost).isLessThanOrEqualTo(found.costBound());
            assertThat(Partition.farthestPoints(cX, n, count, 0))
                    .usingRecursiveComparison()
                    .isEqualTo(left);
            QuantizedSpace fromMatrix = QuantizedSpace.of(cX, a, left);
            QuantizedSpace fromPoints = QuantizedSpace.of(Cost.euclidean(), x, 2, a, left);
            assertThat(fromMatrix.between()).containsExactly(fromPoints.between(), within(1e-14));
            assertThat(fromMatrix.toRepresentative()).containsExactly(fromPoints.toRepresentative(), within(1e-14));
        }
    }

    /** Each part goes to its image, and each point, by its distance to the medoid, to its own. */
    @Test
    void isometricCopiesOfSeparatedClustersAreMatchedPointByPoint() {
        RandomGenerator random = GromovData.random(32);
        double[][] centres = {{0, 0}, {30, 0}, {0, 70}, {150, 40}, {-40, -200}};
        int each = 40;
        int n = centres.length * each;
        double[] x = new double[2 * n];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i / each;
            x[2 * i] = centres[labels[i]][0] + random.nextGaussian();
            x[2 * i + 1] = centres[labels[i]][1] + random.nextGaussian();
        }
        int[] order = IntStream.range(0, n).map(i -> i * 77 % n).toArray();
        double[] y = new double[2 * n];
        int[] moved = new int[n];
        double angle = 0.7;
        for (int j = 0; j < n; j++) {
            int i = order[j];
            y[2 * j] = Math.cos(angle) * x[2 * i] - Math.sin(angle) * x[2 * i + 1] + 9;
            y[2 * j + 1] = Math.sin(angle) * x[2 * i] + Math.cos(angle) * x[2 * i + 1] - 5;
            moved[j] = (labels[i] + 2) % centres.length;
        }
        double[] w = GromovData.uniform(n);
        double[] cX = Cost.euclidean().matrix(x, n, 2);
        double[] cY = Cost.euclidean().matrix(y, n, 2);
        QuantizedGromov.Result found = new QuantizedGromov()
                .solve(
                        QuantizedSpace.of(cX, w, Partition.medoids(labels, cX, w)),
                        QuantizedSpace.of(cY, w, Partition.medoids(moved, cY, w)));
        assertThat(found.converged()).isTrue();
        assertThat(found.cost(cX, cY)).isLessThan(1e-18);
        assertThat(found.plan().size()).isEqualTo(n);
        for (int k = 0; k < n; k++) {
            assertThat(order[found.plan().columnOf()[k]]).isEqualTo(found.plan().rowOf()[k]);
        }
    }

    @Test
    void representativesAreFarFromEachOther() {
        double[] x = {0, 1, 10, 11, 5, 5};
        Partition partition = Partition.farthestPoints(Cost.euclidean(), x, 6, 1, 3, 0);
        assertThat(partition.representatives()).containsExactly(0, 3, 4);
        assertThat(partition.labels()).containsExactly(0, 0, 1, 1, 2, 2);
        // Two of the six points coincide.
        assertThat(Partition.farthestPoints(Cost.euclidean(), x, 6, 1, 6, 2).parts())
                .isEqualTo(5);
        assertThat(Partition.farthestPoints(Cost.euclidean(), new double[4], 4, 1, 4, 3)
                        .parts())
                .isEqualTo(1);
    }

    @Test
    void partsWithoutWeightAreLeftOut() {
        double[] c = Cost.euclidean().matrix(new double[] {0, 1, 5, 6}, 4, 1);
        Partition partition = new Partition(new int[] {0, 0, 1, 1}, new int[] {0, 2});
        QuantizedSpace light = QuantizedSpace.of(c, new double[] {0.5, 0.5, 0, 0}, partition);
        QuantizedSpace whole = QuantizedSpace.of(c, GromovData.uniform(4), partition);
        QuantizedGromov.Result found = new QuantizedGromov().solve(light, whole);
        assertThat(found.plan().rowSums()).containsExactly(new double[] {0.5, 0.5, 0, 0}, within(1e-15));
        assertThat(found.plan().columnSums()).containsExactly(GromovData.uniform(4), within(1e-15));
    }

    @Test
    void badInput() {
        assertThatThrownBy(() -> new Partition(new int[] {0, 2}, new int[] {0, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("labels[1] is 2");
        assertThatThrownBy(() -> new Partition(new int[] {0, 1}, new int[] {0, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("representatives[1] is 0");
        assertThatThrownBy(() -> Partition.medoids(new int[] {0, 2}, new double[4], new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("representatives[1] is -1");
        assertThatThrownBy(() -> Partition.farthestPoints(new double[4], 2, 3, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("count is 3");
        assertThatThrownBy(() -> QuantizedSpace.of(new double[4], new double[] {1, 1}, Partition.singletons(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the sum of weights is 2");
        assertThatThrownBy(() -> QuantizedSpace.of(new double[5], new double[] {1, 0}, Partition.singletons(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("costs has 5 elements, expected 4");
    }
}
