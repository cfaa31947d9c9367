package org.gaspard.ot.gromov;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gaspard.ot.Cost;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.exact.LineTransport;
import org.gaspard.ot.exact.SparsePlan;
import org.gaspard.tensor.array.Parallel;

/**
 * Quantized Gromov-Wasserstein ([CMN21]): a coupling of large spaces from one of few representatives. A
 * plan μ between the representatives, with the weights of their parts, is found by a Gromov-Wasserstein solver; where
 * it puts mass on a pair of parts, their points are coupled in the order of their costs to the representatives, by
 * transport on the line:
 *
 * <pre>{@code
 * P[i,j] = μ[r(i), s(j)] · λ_{r(i),s(j)}[i,j],     λ_{rs} the monotone coupling of the points of r and of s
 * }</pre>
 *
 * <p>Time that of the problem of the representatives, and {@code O((n + m) log(n + m))} for each part that one is
 * coupled with; no matrix of n × n, m × m or n × m numbers is made. The plan has at most n + m entries for each such
 * pair in all.
 *
 * <p>It is a coupling, so that its cost bounds the least one from above. For distances, by the triangle inequality, the
 * square root of twice its cost is within {@code 2 q_X + 2 q_Y} of that of μ, whatever the local couplings, q being
 * {@link QuantizedSpace#eccentricity()}. With singletons it is the plan of the solver.
 *
 * @param solver of the problem between representatives
 */
public record QuantizedGromov(FusedGromovWasserstein solver) {

    /** By conditional gradients, from the independent coupling and from the third lower bound, the better one. */
    public QuantizedGromov() {
        this(new ExactFusedGromov()
                .withStart(InitialCoupling.bestOf(InitialCoupling.product(), InitialCoupling.thirdLowerBound())));
    }

    /**
     * What was found.
     *
     * @param plan P, [n × m]
     * @param representatives the solve between the representatives: μ, and how it ended
     * @param eccentricityX {@code q_X}
     * @param eccentricityY {@code q_Y}
     */
    public record Result(
            SparsePlan plan, FusedGromovResult representatives, double eccentricityX, double eccentricityY) {

        /** Whether the solver of the representatives ended by its stopping rules. */
        public boolean converged() {
            return representatives.converged();
        }

        /**
         * For distances, a bound of {@link #cost} from the costs of the representatives alone:
         * {@code ½ ((2 E(μ))^½ + 2 q_X + 2 q_Y)²}.
         */
        public double costBound() {
            double root = Math.sqrt(2 * Math.max(0, representatives.cost())) + 2 * eccentricityX + 2 * eccentricityY;
            return 0.5 * root * root;
        }

        /**
         * {@code ½ Σ (C_X[i,i'] − C_Y[j,j'])² P[i,j] P[i',j']}, an upper bound of the least cost. Time quadratic in the
         * entries of the plan.
         *
         * @param cX costs among the points of the first space, [n × n]
         * @param cY costs among those of the second one, [m × m]
         */
        public double cost(double[] cX, double[] cY) {
            int n = plan.rows();
            int m = plan.columns();
            Checks.length("cX", cX, (long) n * n);
            Checks.length("cY", cY, (long) m * m);
            return cost(
                    i -> Arrays.copyOfRange(cX, i * n, (i + 1) * n), j -> Arrays.copyOfRange(cY, j * m, (j + 1) * m));
        }

        /**
         * {@link #cost(double[], double[])} of points, row by row, without the matrices of their costs.
         *
         * @param x n points, [n × d]
         * @param y m points, [m × e]
         */
        public double cost(Cost costX, double[] x, int d, Cost costY, double[] y, int e) {
            int n = plan.rows();
            int m = plan.columns();
            Checks.length("x", x, (long) n * d);
            Checks.length("y", y, (long) m * e);
            return cost(
                    i -> costX.matrix(Arrays.copyOfRange(x, i * d, (i + 1) * d), 1, x, n, d),
                    j -> costY.matrix(Arrays.copyOfRange(y, j * e, (j + 1) * e), 1, y, m, e));
        }

        @FunctionalInterface
        private interface Rows {
            double[] of(int point);
        }

        private double cost(Rows left, Rows right) {
            int[] rows = plan.rowOf();
            int[] columns = plan.columnOf();
            double[] mass = plan.mass();
            double[] sums = new double[plan.size()];
            Parallel.run(sums.length, k -> {
                double[] x = left.of(rows[k]);
                double[] y = right.of(columns[k]);
                double sum = 0;
                for (int l = 0; l < mass.length; l++) {
                    double difference = x[rows[l]] - y[columns[l]];
                    sum += mass[l] * difference * difference;
                }
                sums[k] = mass[k] * sum;
            });
            return 0.5 * Arrays.stream(sums).sum();
        }
    }

    /** Couples two spaces. */
    public Result solve(QuantizedSpace x, QuantizedSpace y) {
        GromovProblem spaces = new GromovProblem(x.between(), y.between(), x.partWeights(), y.partWeights());
        FusedGromovResult global = solver.solve(FusedGromovProblem.of(spaces, GromovLoss.SQUARE));
        return new Result(refine(global.plan(), x, y), global, x.eccentricity(), y.eccentricity());
    }

    /** The coupling of the points for a coupling of the parts, entries in the order of the pairs of parts. */
    private static SparsePlan refine(double[] global, QuantizedSpace x, QuantizedSpace y) {
        Part[] left = parts(x);
        Part[] right = parts(y);
        int[] pairs =
                IntStream.range(0, global.length).filter(e -> global[e] > 0).toArray();
        SparsePlan[] local = new SparsePlan[pairs.length];
        Parallel.run(pairs.length, e -> {
            Part a = left[pairs[e] / right.length];
            Part b = right[pairs[e] % right.length];
            local[e] = LineTransport.power(2).plan(a.place, a.share, b.place, b.share);
        });
        int size = Arrays.stream(local).mapToInt(SparsePlan::size).sum();
        int[] rowOf = new int[size];
        int[] columnOf = new int[size];
        double[] mass = new double[size];
        int at = 0;
        for (int e = 0; e < pairs.length; e++) {
            Part a = left[pairs[e] / right.length];
            Part b = right[pairs[e] % right.length];
            for (int k = 0; k < local[e].size(); k++) {
                rowOf[at] = a.points[local[e].rowOf()[k]];
                columnOf[at] = b.points[local[e].columnOf()[k]];
                mass[at++] = global[pairs[e]] * local[e].mass()[k];
            }
        }
        return new SparsePlan(x.weights().length, y.weights().length, rowOf, columnOf, mass);
    }

    /** The points of a part, their costs to the representative, and their shares in its weight. */
    private record Part(int[] points, double[] place, double[] share) {}

    private static Part[] parts(QuantizedSpace space) {
        int[] labels = space.partition().labels();
        double[] total = space.partWeights();
        Part[] parts = new Part[total.length];
        Arrays.setAll(parts, part -> {
            int[] points = IntStream.range(0, labels.length)
                    .filter(i -> labels[i] == part)
                    .toArray();
            return new Part(
                    points,
                    Arrays.stream(points)
                            .mapToDouble(i -> space.toRepresentative()[i])
                            .toArray(),
                    Arrays.stream(points)
                            .mapToDouble(i -> space.weights()[i] / total[part])
                            .toArray());
        });
        return parts;
    }
}
