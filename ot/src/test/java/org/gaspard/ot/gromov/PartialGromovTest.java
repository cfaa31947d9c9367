package org.gaspard.ot.gromov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Cost;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.Oracles;
import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.exact.ExactTransportResult;
import org.gaspard.ot.exact.NetworkSimplex;
import org.junit.jupiter.api.Test;

class PartialGromovTest {

    private static final LinearSolver SIMPLEX = (cost, a, b) -> {
        ExactTransportResult result = new NetworkSimplex().solve(new TransportProblem(cost, a, b));
        return new LinearSolver.Solution(result.densePlan(), result.f(), result.g());
    };

    @Test
    void plansDoNotDependOnTheScaleOfTheCosts() {
        RandomGenerator random = Oracles.random(5);
        int n = 7;
        int m = 6;
        double[] x = Cost.euclidean().matrix(Oracles.gaussian(random, 2 * n), n, 2);
        double[] y = Cost.euclidean().matrix(Oracles.gaussian(random, 2 * m), m, 2);
        for (LinearSolver inner : new LinearSolver[] {LinearSolver.networkSimplex(), SIMPLEX}) {
            double[] plan = solve(x, y, n, m, 1, inner).plan();
            // A power of 2 scales all numbers exactly.
            for (int exponent : new int[] {-160, 160}) {
                PartialGromov.Result scaled = solve(x, y, n, m, Math.scalb(1.0, exponent), inner);
                assertThat(scaled.converged()).isTrue();
                assertThat(scaled.plan()).containsExactly(plan, within(1e-12));
            }
        }
    }

    @Test
    void almostAllMassCanBeAskedOfWeightsThatSumToAlmostOne() {
        double[] a = {0.5, 0.5 - 4e-7};
        GromovProblem spaces = new GromovProblem(new double[] {0, 1, 1, 0}, new double[] {0, 2, 2, 0}, a, a);
        PartialGromov.Result result =
                new PartialGromov(1 - 1e-7).solve(FusedGromovProblem.of(spaces, GromovLoss.SQUARE));
        assertThat(result.massError()).isLessThan(1e-6);
        assertThat(result.excess()).isLessThan(1e-6);
    }

    private static PartialGromov.Result solve(double[] x, double[] y, int n, int m, double scale, LinearSolver inner) {
        double[] cX = Arrays.stream(x).map(c -> c * scale).toArray();
        double[] cY = Arrays.stream(y).map(c -> c * scale).toArray();
        GromovProblem spaces = GromovProblem.uniform(cX, n, cY, m);
        return new PartialGromov(0.6).withInner(inner).solve(FusedGromovProblem.of(spaces, GromovLoss.SQUARE));
    }
}
