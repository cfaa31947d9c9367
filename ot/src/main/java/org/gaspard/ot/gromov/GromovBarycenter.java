package org.gaspard.ot.gromov;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.matrix.Products;

/**
 * Barycentres of spaces in (fused) Gromov-Wasserstein geometry ([PCS16], section 4; [V19] with features):
 * {@code min over C of Σ_s λ_s GW(C, C_s)} for fixed weights p of the barycentre, by turns over the couplings P_s and C. For
 * fixed couplings C is in closed form, {@code Σ_s λ_s P_s C_s P_sᵀ ⊘ ppᵀ} for the square loss, and the exponential of the
 * same with {@code log C_s} for the KL loss; with features X in Euclidean space, {@code Σ_s λ_s diag(1/p) P_s X_s}.
 *
 * <p>Each coupling starts from the one before, so that with an exact solver the objective never rises. The limit depends on
 * the initial matrix.
 *
 * @param solver of the problems between the barycentre and each space; its start is that of the first round
 * @param loss ℓ
 * @param alpha the share α of the structure, in [0, 1]; without effect where spaces have no features
 * @param maxIterations the limit on rounds, at least 1
 * @param tolerance stop once the objective falls by at most this share of it, at least 0
 */
public record GromovBarycenter(
        FusedGromovWasserstein solver, GromovLoss loss, double alpha, int maxIterations, double tolerance) {

    /**
     * A space to average. The arrays are not copied.
     *
     * @param costs symmetric inner costs, [m × m]
     * @param weights m weights, at least 0, with sum 1
     * @param features points in Euclidean space, [m × d]; empty for none
     * @param share λ, at least 0
     */
    public record Space(double[] costs, double[] weights, double[] features, double share) {

        /** Checks the sizes. */
        public Space {
            int m = Checks.atLeast("the number of weights of a space", weights.length, 1);
            Checks.length("the costs of a space", costs, (long) m * m);
            Checks.finite("the costs of a space", costs);
            Checks.within("the sum of the weights of a space", Checks.weights("weights", weights), 1 - 1e-6, 1 + 1e-6);
            if (features.length % m != 0) {
                throw new IllegalArgumentException("the features of a space have " + features.length
                        + " elements, expected a multiple of the number of points, " + m);
            }
            Checks.finite("the features of a space", features);
            Checks.nonNegative("share", share);
        }

        /** A space without features. */
        public static Space of(double[] costs, double[] weights, double share) {
            return new Space(costs, weights, new double[0], share);
        }
    }

    /**
     * What was found.
     *
     * @param costs C, [n × n], symmetric
     * @param features X, [n × d]; empty without features
     * @param plans one coupling for each space, [n × m_s]
     * @param objective {@code Σ λ_s} times the cost of the last couplings, at the C and X they were computed for
     * @param history the objective of each round; the last one is {@code objective}
     * @param plansConverged whether the solver of each coupling of the last round ended by its stopping rules
     * @param stop why it stopped
     */
    public record Result(
            double[] costs,
            double[] features,
            List<double[]> plans,
            double objective,
            double[] history,
            boolean plansConverged,
            StopReason stop) {

        public Result {
            plans = List.copyOf(plans);
        }

        /** Whether the objective came to rest and so did the couplings of the last round. */
        public boolean converged() {
            return stop == StopReason.CONVERGED && plansConverged;
        }
    }

    public GromovBarycenter {
        Checks.within("alpha", alpha, 0, 1);
        Checks.atLeast("maxIterations", maxIterations, 1);
        Checks.nonNegative("tolerance", tolerance);
    }

    /** With the square loss, α = 1, at most 100 rounds, tolerance 10⁻⁹. */
    public GromovBarycenter(FusedGromovWasserstein solver) {
        this(solver, GromovLoss.SQUARE, 1, 100, 1e-9);
    }

    /**
     * The barycentre of spaces without features.
     *
     * @param weights p, n weights above 0 with sum 1
     * @param initial the first C, [n × n], symmetric; costs among n points of one of the spaces will do
     */
    public Result solve(List<Space> spaces, double[] weights, double[] initial) {
        return solve(spaces, weights, initial, new double[0]);
    }

    /**
     * The barycentre.
     *
     * @param weights p, n weights above 0 with sum 1
     * @param initial the first C, [n × n], symmetric
     * @param initialFeatures the first X, [n × d]; empty if the spaces have no features
     * @throws IllegalArgumentException if there is no space, shares do not have a positive sum, or sizes do not fit
     */
    public Result solve(List<Space> spaces, double[] weights, double[] initial, double[] initialFeatures) {
        int n = weights.length;
        double[] shares = shares(spaces, n, initialFeatures.length);
        Checks.length("initial", initial, (long) n * n);
        Checks.finite("initial", initial);
        Checks.finite("initialFeatures", initialFeatures);
        Checks.positive("weights", weights);
        Checks.within("the sum of weights", Checks.weights("weights", weights), 1 - 1e-6, 1 + 1e-6);
        double[] costs = initial.clone();
        double[] features = initialFeatures.clone();
        List<FusedGromovWasserstein> solvers = new ArrayList<>();
        for (int s = 0; s < spaces.size(); s++) {
            solvers.add(solver);
        }
        List<Double> history = new ArrayList<>();
        StopReason stop = StopReason.MAX_ITERATIONS;
        List<double[]> plans = List.of();
        boolean converged = false;
        while (history.size() < maxIterations && stop == StopReason.MAX_ITERATIONS) {
            double objective = 0;
            converged = true;
            List<double[]> next = new ArrayList<>();
            for (int s = 0; s < spaces.size(); s++) {
                FusedGromovResult result = solvers.get(s).solve(problem(spaces.get(s), costs, features, weights));
                objective += shares[s] * result.cost();
                next.add(result.plan());
                converged &= result.converged();
                solvers.set(s, from(result.plan()));
            }
            double before = history.isEmpty() ? Double.POSITIVE_INFINITY : history.getLast();
            history.add(objective);
            plans = next;
            if (!Double.isFinite(objective)) {
                stop = StopReason.NON_FINITE;
            } else {
                costs = costs(spaces, shares, plans, weights);
                features = features(spaces, shares, plans, weights, features.length);
                if (before - objective <= tolerance * Math.abs(objective)) {
                    stop = StopReason.CONVERGED;
                }
            }
        }
        double[] values = history.stream().mapToDouble(Double::doubleValue).toArray();
        return new Result(costs, features, plans, values[values.length - 1], values, converged, stop);
    }

    /** {@code λ / Σ λ}, after all sizes are checked. */
    private static double[] shares(List<Space> spaces, int n, int initialFeatures) {
        Checks.atLeast("the number of spaces", spaces.size(), 1);
        Checks.atLeast("the number of weights", n, 1);
        if (initialFeatures % n != 0) {
            throw new IllegalArgumentException("initialFeatures has " + initialFeatures
                    + " elements, expected a multiple of the number of weights, " + n);
        }
        double[] shares = new double[spaces.size()];
        for (int s = 0; s < shares.length; s++) {
            Space space = spaces.get(s);
            shares[s] = space.share();
            Checks.length(
                    "the features of space " + s,
                    space.features(),
                    (long) space.weights().length * (initialFeatures / n));
        }
        double sum = Checks.weights("shares", shares);
        for (int s = 0; s < shares.length; s++) {
            shares[s] /= sum;
        }
        return shares;
    }

    private FusedGromovWasserstein from(double[] plan) {
        InitialCoupling start = InitialCoupling.given(plan);
        return switch (solver) {
            case EntropicFusedGromov(var options) -> new EntropicFusedGromov(options.withStart(start));
            case ExactFusedGromov exact -> exact.withStart(start);
        };
    }

    private FusedGromovProblem problem(Space space, double[] costs, double[] features, double[] weights) {
        GromovProblem pair = new GromovProblem(costs, space.costs(), weights, space.weights());
        if (features.length == 0) {
            return FusedGromovProblem.of(pair, loss);
        }
        int n = weights.length;
        int m = space.weights().length;
        int d = features.length / n;
        double[] between = new double[n * m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                double sum = 0;
                for (int k = 0; k < d; k++) {
                    double difference = features[i * d + k] - space.features()[j * d + k];
                    sum += difference * difference;
                }
                between[i * m + j] = sum;
            }
        }
        return new FusedGromovProblem(pair, between, alpha, loss);
    }

    private double[] costs(List<Space> spaces, double[] shares, List<double[]> plans, double[] weights) {
        int n = weights.length;
        double[] sum = new double[n * n];
        for (int s = 0; s < shares.length; s++) {
            int m = spaces.get(s).weights().length;
            double[] inner = spaces.get(s).costs().clone();
            for (int k = 0; k < inner.length; k++) {
                inner[k] = loss == GromovLoss.KL ? loss.h2(inner[k]) : inner[k];
            }
            double[] half = new double[n * m];
            double[] turned = new double[n * m];
            double[] moved = new double[n * n];
            Products.multiply(plans.get(s), inner, half, n, m, m);
            Products.transpose(plans.get(s), turned, n, m);
            Products.multiply(half, turned, moved, n, m, n);
            for (int k = 0; k < sum.length; k++) {
                sum[k] += shares[s] * moved[k] / (weights[k / n] * weights[k % n]);
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double mean = 0.5 * (sum[i * n + j] + sum[j * n + i]);
                sum[i * n + j] = loss == GromovLoss.KL ? Math.exp(mean) : mean;
                sum[j * n + i] = sum[i * n + j];
            }
        }
        return sum;
    }

    private static double[] features(
            List<Space> spaces, double[] shares, List<double[]> plans, double[] weights, int size) {
        double[] sum = new double[size];
        int n = weights.length;
        int d = size / n;
        for (int s = 0; s < shares.length && d > 0; s++) {
            double[] moved = new double[size];
            Products.multiply(
                    plans.get(s),
                    spaces.get(s).features(),
                    moved,
                    n,
                    spaces.get(s).weights().length,
                    d);
            for (int k = 0; k < size; k++) {
                sum[k] += shares[s] * moved[k] / weights[k / d];
            }
        }
        return sum;
    }
}
