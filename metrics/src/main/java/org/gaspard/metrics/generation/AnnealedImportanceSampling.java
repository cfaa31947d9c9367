package org.gaspard.metrics.generation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.check.Checks;

/**
 * Annealed importance sampling (AIS): the log-likelihood {@code ln p(x) = ln ∫ p(x, z) dz} of a model with latent variables, from chains
 * that go from a Gaussian p₀(z), for example the prior, to the posterior along
 *
 * <pre>{@code
 * ln f_t(z) = (1 − β_t) ln p₀(z) + β_t ln p(x, z),   0 = β_0 < … < β_T = 1
 * ln w      = Σ_t (β_t − β_{t−1}) ( ln p(x, z_{t−1}) − ln p₀(z_{t−1}) ),   z_t from a transition that keeps f_t
 * }</pre>
 *
 * starting with z_0 from p₀. The mean of w is an unbiased estimate of p(x); its logarithm is a lower bound in expectation, tight for
 * many temperatures. {@link #backward} runs the chains the other way from an exact draw of the posterior, which is known for data
 * that the model itself made (x and z drawn together); there the mean of 1/w is an unbiased estimate of 1/p(x), and an upper bound
 * results (bidirectional Monte Carlo).
 *
 * <p>Transitions are Hamiltonian: momenta from N(0, I), leapfrog steps of length ε σ_l in coordinate l with the standard deviations σ
 * of p₀, accepted with {@code min(1, exp(−ΔH))}. The steps ε are tuned towards an acceptance rate in a pilot run with chains of its
 * own, one ε for each item and temperature, and then fixed: step sizes tuned in the chains that are weighted would make the
 * estimate of p(x) biased.
 *
 * <p>Known criticism: the estimate is a stochastic lower bound, and looks converged when all chains miss a mode; compare with the upper
 * bound on simulated data, and look at the effective sample size. Time {@code 2 T · leapfrogs} calls of the density, each for all
 * chains of all items.
 *
 * <p>Defaults of {@link #standard}: 1000 temperatures, 10 leapfrog steps, the sigmoid schedule, an acceptance rate of 0.65 ([WBSG17], there
 * with up to 10,000 temperatures). Source: [N01]; [N11] for the transitions; [GGA15] for the upper bound.
 *
 * @param temperatures T, at least 1
 * @param leapfrogs leapfrog steps in a transition, at least 1
 * @param step the ε that tuning starts from, above 0
 * @param acceptance the acceptance rate aimed at, in (0, 1)
 * @param schedule how the β are spaced
 */
public record AnnealedImportanceSampling(
        int temperatures, int leapfrogs, double step, double acceptance, Schedule schedule) {

    /** How the β are spaced. */
    public enum Schedule {
        /** {@code β_t = t / T}. */
        LINEAR,
        /** {@code β_t ∝ σ(4 (2t/T − 1)) − σ(−4)} with the logistic σ: closer at both ends. */
        SIGMOID;

        double[] betas(int temperatures) {
            double[] betas = new double[temperatures + 1];
            double low = sigmoid(-4);
            double high = sigmoid(4);
            Arrays.setAll(betas, t -> {
                double share = t / (double) temperatures;
                return this == LINEAR ? share : (sigmoid(4 * (2 * share - 1)) - low) / (high - low);
            });
            betas[0] = 0;
            betas[temperatures] = 1;
            return betas;
        }

        private static double sigmoid(double x) {
            return 1 / (1 + Math.exp(-x));
        }
    }

    /**
     * The Gaussians p₀ with independent coordinates, one for each item (datum).
     *
     * @param means [items × d]
     * @param deviations σ, above 0, [items × d]
     * @param items how many
     */
    public record Start(double[] means, double[] deviations, int items) {

        /** Checks and copies. */
        public Start {
            Checks.atLeast("items", items, 1);
            if (means.length == 0 || means.length % items != 0) {
                throw new IllegalArgumentException("means must have a multiple of " + items
                        + " elements, at least one for each item, found " + means.length);
            }
            Checks.length("deviations", deviations.length, means.length);
            Checks.finite("means", means);
            for (double deviation : deviations) {
                Checks.positive("deviations", deviation);
            }
            means = means.clone();
            deviations = deviations.clone();
        }

        /** N(0, I) for each item. */
        public static Start standardNormal(int items, int dimension) {
            double[] ones = new double
                    [Math.multiplyExact(Checks.atLeast("items", items, 1), Checks.atLeast("dimension", dimension, 1))];
            Arrays.fill(ones, 1);
            return new Start(new double[ones.length], ones, items);
        }

        /** d. */
        public int dimension() {
            return means.length / items;
        }
    }

    /**
     * What was found.
     *
     * @param logWeights ln w of the chains of each item
     * @param acceptance the share of transitions that were accepted, of each item
     * @param steps the tuned ε, [items][T − 1]
     */
    public record Run(LogWeights logWeights, double[] acceptance, double[][] steps) {

        /**
         * What makes the bounds questionable: items of which no transition was accepted, as with NaN gradients. Their chains
         * never moved, and the bound is that of plain importance sampling from p₀.
         */
        public List<String> warnings() {
            int[] still = IntStream.range(0, acceptance.length)
                    .filter(item -> acceptance[item] == 0 && steps[item].length > 0)
                    .toArray();
            return still.length == 0
                    ? List.of()
                    : List.of("no transition of the items " + Arrays.toString(still)
                            + " was accepted: their chains never moved; are gradients finite, and is the step"
                            + " small enough?");
        }

        /** {@code ln 1/K Σ_k w_k} of each item: estimates of ln p(x) after {@link #forward}. */
        public double[] lowerBounds() {
            return logWeights.logLikelihoods();
        }

        /** {@code −ln 1/K Σ_k 1/w_k} of each item: estimates of ln p(x) after {@link #backward}. */
        public double[] upperBounds() {
            return IntStream.range(0, logWeights.points())
                    .mapToDouble(item -> -LogWeights.logMeanExp(
                            Arrays.stream(logWeights.ofPoint(item)).map(v -> -v).toArray()))
                    .toArray();
        }
    }

    /** Checks the options. */
    public AnnealedImportanceSampling {
        Checks.atLeast("temperatures", temperatures, 1);
        Checks.atLeast("leapfrogs", leapfrogs, 1);
        Checks.positive("step", step);
        if (!(acceptance > 0 && acceptance < 1)) {
            throw new IllegalArgumentException("acceptance must be between 0 and 1, found " + acceptance);
        }
    }

    /** 1000 temperatures, 10 leapfrog steps. */
    public static AnnealedImportanceSampling standard() {
        return new AnnealedImportanceSampling(1000, 10, 0.1, 0.65, Schedule.SIGMOID);
    }

    /**
     * Chains from p₀ to the posterior. The {@link Run#lowerBounds} are estimates of ln p(x), in expectation too
     * small.
     *
     * @param joint {@code ln p(x_i, z)}; called with the points of all chains, [items × chains × d], item by item
     * @param chains for each item, at least 1
     * @throws IllegalArgumentException if the density gives another number of values, or at a starting point NaN or +∞
     */
    public Run forward(LogDensity joint, Start start, int chains, long seed) {
        Checks.atLeast("chains", chains, 1);
        double[][] steps = tuned(joint, start, chains, seed);
        Chains walkers = Chains.drawn(joint, start, chains, seed);
        return run(walkers, start, steps, true);
    }

    /**
     * Chains from exact draws of the posterior back to p₀. The {@link Run#upperBounds} are estimates of ln p(x), in expectation too
     * large.
     *
     * @param draws one exact draw of the posterior of each item, from which all its chains start, [items × d]
     * @throws IllegalArgumentException as for {@link #forward}, or if a draw is not finite
     */
    public Run backward(LogDensity joint, Start start, double[] draws, int chains, long seed) {
        Checks.atLeast("chains", chains, 1);
        Checks.length("draws", draws.length, start.means().length);
        Checks.finite("draws", draws);
        double[][] steps = tuned(joint, start, chains, seed);
        return run(Chains.at(joint, start, draws, chains, seed), start, steps, false);
    }

    private Run run(Chains walkers, Start start, double[][] steps, boolean forward) {
        double[] betas = schedule.betas(temperatures);
        double[] weights = new double[walkers.count()];
        double[] accepted = new double[start.items()];
        for (int k = 1; k <= temperatures; k++) {
            int t = forward ? k : temperatures + 1 - k;
            walkers.addWeights(betas[t] - betas[t - 1], weights);
            // Forward, f_t is kept after its weight; backward, f_(t−1) is what the next weight is taken under.
            int kept = forward ? t : t - 1;
            if (k < temperatures) {
                double[] step =
                        Arrays.stream(steps).mapToDouble(of -> of[kept - 1]).toArray();
                double[] rates = walkers.move(betas[kept], step, leapfrogs);
                for (int item = 0; item < rates.length; item++) {
                    accepted[item] += rates[item] / (temperatures - 1);
                }
            }
        }
        int chains = walkers.count() / start.items();
        double[][] ofItems = new double[start.items()][];
        Arrays.setAll(ofItems, item -> Arrays.copyOfRange(weights, item * chains, (item + 1) * chains));
        return new Run(LogWeights.of(ofItems), accepted, steps);
    }

    /** The ε of each item and temperature 1, …, T − 1, from a pilot run. */
    private double[][] tuned(LogDensity joint, Start start, int chains, long seed) {
        Chains pilots = Chains.drawn(joint, start, chains, ~seed);
        double[] betas = schedule.betas(temperatures);
        double[][] steps = new double[start.items()][temperatures - 1];
        double[] current = new double[start.items()];
        Arrays.fill(current, step);
        for (int t = 1; t < temperatures; t++) {
            for (int item = 0; item < current.length; item++) {
                steps[item][t - 1] = current[item];
            }
            double[] rates = pilots.move(betas[t], current, leapfrogs);
            for (int item = 0; item < current.length; item++) {
                current[item] *= Math.exp(0.1 * (rates[item] - acceptance));
            }
        }
        return steps;
    }
}
