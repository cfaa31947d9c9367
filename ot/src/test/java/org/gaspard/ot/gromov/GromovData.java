package org.gaspard.ot.gromov;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Cost;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.Oracles;

/** Frozen reference values (made by {@code src/test/oracles/make_gromov.py}) and random problems. */
final class GromovData {

    private GromovData() {}

    static double[] read(String name) {
        return Oracles.read(GromovData.class, "gromov.txt", name);
    }

    /** The problem of the oracle, with costs moved away from 0 for the KL loss. */
    static FusedGromovProblem oracle(GromovLoss loss) {
        double[] cX = Cost.squaredEuclidean().matrix(read("x"), 7, 2);
        double[] cY = Cost.squaredEuclidean().matrix(read("y"), 9, 3);
        if (loss == GromovLoss.KL) {
            Arrays.setAll(cX, k -> cX[k] + 0.5);
            Arrays.setAll(cY, k -> cY[k] + 0.5);
        }
        return new FusedGromovProblem(
                new GromovProblem(cX, cY, read("p"), read("q")), between(read("fx"), 7, read("fy"), 9, 2), 0.6, loss);
    }

    static RandomGenerator random(long seed) {
        return Oracles.random(seed);
    }

    static double[] gaussian(RandomGenerator random, int size) {
        return Oracles.gaussian(random, size);
    }

    static double[] weights(RandomGenerator random, int size) {
        return Oracles.weights(random, size);
    }

    static double[] uniform(int n) {
        double[] w = new double[n];
        Arrays.fill(w, 1.0 / n);
        return w;
    }

    static double[] between(double[] x, int n, double[] y, int m, int d) {
        double[] c = new double[n * m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                for (int k = 0; k < d; k++) {
                    c[i * m + j] += (x[i * d + k] - y[j * d + k]) * (x[i * d + k] - y[j * d + k]);
                }
            }
        }
        return c;
    }

    /** Random clouds of random sizes up to 8 with random weights, a random feature cost, share and loss. */
    static FusedGromovProblem problem(RandomGenerator random) {
        int n = random.nextInt(2, 9);
        int m = random.nextInt(2, 9);
        GromovLoss loss = random.nextBoolean() ? GromovLoss.SQUARE : GromovLoss.KL;
        double shift = loss == GromovLoss.KL ? 0.3 : 0;
        double[] cX = Cost.squaredEuclidean().matrix(gaussian(random, n * 2), n, 2);
        double[] cY = Cost.euclidean().matrix(gaussian(random, m * 3), m, 3);
        Arrays.setAll(cX, k -> cX[k] + shift);
        Arrays.setAll(cY, k -> cY[k] + shift);
        double[] features = new double[n * m];
        Arrays.setAll(features, k -> random.nextDouble());
        return new FusedGromovProblem(
                new GromovProblem(cX, cY, weights(random, n), weights(random, m)), features, random.nextDouble(), loss);
    }

    /** The objective from its definition, a sum over quadruples. */
    static double cost(FusedGromovProblem problem, double[] plan) {
        int n = problem.rows();
        int m = problem.columns();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                sum += (1 - problem.alpha()) * problem.features()[i * m + j] * plan[i * m + j];
                for (int k = 0; k < n; k++) {
                    for (int l = 0; l < m; l++) {
                        double x = problem.spaces().cX()[i * n + k];
                        double y = problem.spaces().cY()[j * m + l];
                        double loss = problem.loss() == GromovLoss.SQUARE
                                ? (x - y) * (x - y)
                                : (x > 0 ? x * Math.log(x / y) : 0) - x + y;
                        sum += 0.5 * problem.alpha() * loss * plan[i * m + j] * plan[k * m + l];
                    }
                }
            }
        }
        return sum;
    }

    /** The same problem with the points of the second space in another order. */
    static FusedGromovProblem reordered(FusedGromovProblem problem, int[] order) {
        int n = problem.rows();
        int m = problem.columns();
        double[] costs = new double[m * m];
        double[] features = new double[n * m];
        double[] weights = new double[m];
        Arrays.setAll(costs, k -> problem.spaces().cY()[order[k / m] * m + order[k % m]]);
        Arrays.setAll(features, k -> problem.features()[k / m * m + order[k % m]]);
        Arrays.setAll(weights, j -> problem.spaces().b()[order[j]]);
        return new FusedGromovProblem(
                new GromovProblem(problem.spaces().cX(), costs, problem.spaces().a(), weights),
                features,
                problem.alpha(),
                problem.loss());
    }

    static int[] shuffled(RandomGenerator random, int n) {
        int[] order = new int[n];
        Arrays.setAll(order, k -> k);
        for (int k = n - 1; k > 0; k--) {
            int l = random.nextInt(k + 1);
            int kept = order[k];
            order[k] = order[l];
            order[l] = kept;
        }
        return order;
    }

    static void permutations(int n, Consumer<int[]> visit) {
        permute(new int[n], 0, 0, visit);
    }

    private static void permute(int[] sigma, int depth, int used, Consumer<int[]> visit) {
        if (depth == sigma.length) {
            visit.accept(sigma);
            return;
        }
        for (int j = 0; j < sigma.length; j++) {
            if ((used >> j & 1) == 0) {
                sigma[depth] = j;
                permute(sigma, depth + 1, used | 1 << j, visit);
            }
        }
    }

    static double largestDifference(double[] x, double[] y) {
        double largest = 0;
        for (int k = 0; k < x.length; k++) {
            largest = Math.max(largest, Math.abs(x[k] - y[k]));
        }
        return largest;
    }
}
