package org.gaspard.ot.gromov;

import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.MarginalRounding;
import org.gaspard.ot.Sinkhorn;
import org.gaspard.ot.SolverWarning;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.TransportResult;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.matrix.Couplings;
import org.gaspard.tensor.array.Parallel;

/**
 * Sampled Gromov-Wasserstein ([KES21], algorithm 1): the gradient {@code Σ ℓ(C_X[·,i'], C_Y[·,j']) P[i',j']} is estimated
 * from a few pairs (i', j') drawn from the plan, {@code O(nm)} a pair, so that any loss ℓ will do, not only those that
 * split into products. Each step solves {@code min ⟨Λ, S⟩ + ε KL(S ‖ P)} and moves to {@code (1 − σ) P + σ S}.
 *
 * <p>The steps are noisy and never settle exactly: the result is the last plan. The same seed gives the same result.
 *
 * @param samples pairs for each gradient, at least 1
 * @param epsilon ε, above 0, in units of the loss
 * @param share σ, in (0, 1]
 * @param iterations steps, at least 1
 * @param evaluations pairs of pairs for the estimate of the cost at the end, at least 2
 * @param start where to start; a single one
 * @param seed of all draws
 */
public record SampledGromov(
        int samples, double epsilon, double share, int iterations, int evaluations, InitialCoupling start, long seed) {

    /**
     * What was found.
     *
     * @param plan P, [n × m]; a coupling to rounding
     * @param cost an unbiased estimate of {@code ½ Σ ℓ(C_X[i,i'], C_Y[j,j']) P[i,j] P[i',j']} at this plan
     * @param standardError the standard deviation of the estimate
     * @param moved how far the last step moved the plan, in the sum of absolute differences
     * @param innerIterations Sinkhorn iterations
     * @param innerMisses how many inner solves missed their threshold
     * @param warnings what was noticed
     */
    public record Result(
            double[] plan,
            double cost,
            double standardError,
            double moved,
            int innerIterations,
            int innerMisses,
            Set<SolverWarning> warnings) {

        public Result {
            warnings = Set.copyOf(warnings);
        }
    }

    private static final double NEAR_PRODUCT = 1e-3;

    public SampledGromov {
        Checks.atLeast("samples", samples, 1);
        Checks.positive("epsilon", epsilon);
        Checks.positive("share", share);
        Checks.within("share", share, 0, 1);
        Checks.atLeast("iterations", iterations, 1);
        Checks.atLeast("evaluations", evaluations, 2);
    }

    /** Ten pairs a step, σ = 0.8, 200 steps, 10 000 evaluations, from the independent coupling. */
    public SampledGromov(double epsilon, long seed) {
        this(10, epsilon, 0.8, 200, 10_000, InitialCoupling.product(), seed);
    }

    public SampledGromov withStart(InitialCoupling value) {
        return new SampledGromov(samples, epsilon, share, iterations, evaluations, value, seed);
    }

    public SampledGromov withSampling(int pairs, int steps, int finalPairs) {
        return new SampledGromov(pairs, epsilon, share, steps, finalPairs, start, seed);
    }

    /**
     * Solves the problem.
     *
     * @param loss ℓ, called from several threads
     * @throws IllegalArgumentException if the start does not apply or stands for several, or a loss is not finite
     */
    public Result solve(GromovProblem problem, DoubleBinaryOperator loss) {
        int n = problem.rows();
        int m = problem.columns();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Sinkhorn sinkhorn = new Sinkhorn(epsilon).withThreshold(1e-6);
        double[] plan = start.coupling(problem);
        double[] cost = new double[n * m];
        double moved = 0;
        int inner = 0;
        int misses = 0;
        StopReason innerStop = StopReason.CONVERGED;
        for (int step = 0; step < iterations; step++) {
            estimate(problem, loss, new PlanSampler(plan), random, cost);
            for (int k = 0; k < cost.length; k++) {
                cost[k] -= epsilon * Math.log(Math.max(plan[k], 1e-300));
            }
            TransportResult solved = sinkhorn.solve(new TransportProblem(cost, problem.a(), problem.b()));
            inner += solved.iterations();
            innerStop = solved.stop();
            misses += solved.converged() ? 0 : 1;
            if (innerStop == StopReason.NON_FINITE) {
                break;
            }
            double[] next = MarginalRounding.round(solved.plan(), problem.a(), problem.b());
            for (int k = 0; k < next.length; k++) {
                next[k] = (1 - share) * plan[k] + share * next[k];
            }
            moved = Couplings.distance(plan, next);
            plan = next;
        }
        return evaluate(problem, loss, plan, random, moved, inner, misses, innerStop);
    }

    private static double value(DoubleBinaryOperator loss, double x, double y) {
        double value = loss.applyAsDouble(x, y);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("loss(" + x + ", " + y + ") is " + value + ", expected a finite number");
        }
        return value;
    }

    /** {@code Λ[i,j] = mean over drawn (i', j') of ℓ(C_X[i,i'], C_Y[j,j'])}. */
    private void estimate(
            GromovProblem problem,
            DoubleBinaryOperator loss,
            PlanSampler sampler,
            RandomGenerator random,
            double[] out) {
        int n = problem.rows();
        int m = problem.columns();
        int[] pairs = new int[samples];
        for (int s = 0; s < samples; s++) {
            pairs[s] = sampler.draw(random);
        }
        Parallel.pieces(n, 64, (from, end) -> {
            for (int i = from; i < end; i++) {
                for (int j = 0; j < m; j++) {
                    double sum = 0;
                    for (int pair : pairs) {
                        sum += value(loss, problem.cX()[i * n + pair / m], problem.cY()[j * m + pair % m]);
                    }
                    out[i * m + j] = sum / samples;
                }
            }
        });
    }

    private Result evaluate(
            GromovProblem problem,
            DoubleBinaryOperator loss,
            double[] plan,
            RandomGenerator random,
            double moved,
            int inner,
            int misses,
            StopReason innerStop) {
        int n = problem.rows();
        int m = problem.columns();
        PlanSampler sampler = new PlanSampler(plan);
        double sum = 0;
        double squares = 0;
        for (int k = 0; k < evaluations; k++) {
            int first = sampler.draw(random);
            int second = sampler.draw(random);
            double value = 0.5
                    * value(loss, problem.cX()[first / m * n + second / m], problem.cY()[first % m * m + second % m]);
            sum += value;
            squares += value * value;
        }
        double mean = sum / evaluations;
        double variance = Math.max(squares / evaluations - mean * mean, 0) / (evaluations - 1);
        Set<SolverWarning> warnings =
                new FusedReport.Progress(iterations, inner, StopReason.CONVERGED, innerStop).warnings();
        if (Couplings.distance(plan, Couplings.product(problem.a(), problem.b())) <= NEAR_PRODUCT) {
            warnings.add(SolverWarning.PRODUCT_COUPLING);
        }
        return new Result(plan, mean, Math.sqrt(variance), moved, inner, misses, warnings);
    }
}
