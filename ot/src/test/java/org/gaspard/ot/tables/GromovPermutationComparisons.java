package org.gaspard.ot.tables;

import static org.gaspard.ot.tables.Comparison.FORM;
import static org.gaspard.ot.tables.Comparison.relative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Cost;
import org.gaspard.ot.ExactGromovWasserstein;
import org.gaspard.ot.GromovMongeGap;
import org.gaspard.ot.GromovMongeGapOptions;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.Oracles;
import org.gaspard.ot.gromov.ExactFusedGromov;
import org.gaspard.ot.gromov.FusedGromovProblem;

/** The quadratic family against brute force over permutations. */
final class GromovPermutationComparisons {

    private static final Cost SQUARED = Cost.squaredEuclidean();

    private GromovPermutationComparisons() {}

    static List<Comparison> all() {
        return List.of(
                new Comparison("ExactGromovWasserstein", FORM, GromovPermutationComparisons::exactByPermutations),
                new Comparison("GromovMongeGap, exact", FORM, GromovPermutationComparisons::gapByPermutations),
                new Comparison("ExactFusedGromov", FORM, GromovPermutationComparisons::exactFusedByPermutations));
    }

    private static List<int[]> permutations(int n) {
        List<int[]> all = new ArrayList<>();
        collect(new int[n], 0, 0, all);
        return all;
    }

    private static void collect(int[] sigma, int depth, int used, List<int[]> all) {
        if (depth == sigma.length) {
            all.add(sigma.clone());
            return;
        }
        for (int j = 0; j < sigma.length; j++) {
            if ((used >> j & 1) == 0) {
                sigma[depth] = j;
                collect(sigma, depth + 1, used | 1 << j, all);
            }
        }
    }

    /** From each permutation: for costs of negative type one is optimal, and none may be left for a worse coupling. */
    private static InitialCoupling starts(int n) {
        List<int[]> all = permutations(n);
        List<InitialCoupling> starts = new ArrayList<>();
        for (int k = 0; k < all.size(); k++) {
            double[] plan = new double[n * n];
            for (int i = 0; i < n; i++) {
                plan[i * n + all.get(k)[i]] = 1.0 / n;
            }
            starts.add(InitialCoupling.given(plan));
        }
        return new InitialCoupling.BestOf(starts);
    }

    private static double permuted(FusedGromovProblem problem, int[] sigma) {
        int n = sigma.length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += (1 - problem.alpha()) * problem.features()[i * n + sigma[i]] / n;
            for (int k = 0; k < n; k++) {
                double difference =
                        problem.spaces().cX()[i * n + k] - problem.spaces().cY()[sigma[i] * n + sigma[k]];
                sum += 0.5 * problem.alpha() * difference * difference / (n * n);
            }
        }
        return sum;
    }

    private static FusedGromovProblem random(RandomGenerator random, double alpha) {
        int n = random.nextInt(2, 6);
        return FusedGromovProblem.of(
                GromovProblem.uniform(
                        SQUARED.matrix(Oracles.gaussian(random, n * 2), n, 2),
                        n,
                        SQUARED.matrix(Oracles.gaussian(random, n * 2), n, 2),
                        n),
                SQUARED.matrix(Oracles.gaussian(random, n), n, Oracles.gaussian(random, n), n, 1),
                alpha);
    }

    private static double cheapest(FusedGromovProblem problem) {
        return permutations(problem.rows()).stream()
                .mapToDouble(sigma -> permuted(problem, sigma))
                .min()
                .orElseThrow();
    }

    private static double exactByPermutations() {
        RandomGenerator random = Oracles.random(30);
        double largest = 0;
        for (int trial = 0; trial < 60; trial++) {
            FusedGromovProblem problem = random(random, 1);
            double found = new ExactGromovWasserstein()
                    .withStart(starts(problem.rows()))
                    .solve(problem.spaces())
                    .transportCost();
            largest = Math.max(largest, relative(found, cheapest(problem)));
        }
        return largest;
    }

    private static double exactFusedByPermutations() {
        RandomGenerator random = Oracles.random(31);
        double largest = 0;
        for (int trial = 0; trial < 60; trial++) {
            FusedGromovProblem problem = random(random, random.nextDouble());
            double found = new ExactFusedGromov()
                    .withStart(starts(problem.rows()))
                    .solve(problem)
                    .cost();
            largest = Math.max(largest, relative(found, cheapest(problem)));
        }
        return largest;
    }

    private static double gapByPermutations() {
        RandomGenerator random = Oracles.random(32);
        double largest = 0;
        for (int trial = 0; trial < 60; trial++) {
            FusedGromovProblem problem = random(random, 1);
            int n = problem.rows();
            double found = GromovMongeGap.evaluate(
                            problem.spaces().cX(),
                            problem.spaces().cY(),
                            n,
                            GromovMongeGapOptions.of(GromovMongeGapOptions.Mode.EXACT)
                                    .withStart(starts(n)))
                    .gap();
            int[] identity = new int[n];
            Arrays.setAll(identity, i -> i);
            double distortion = permuted(problem, identity);
            // A gap may be 0, so the distortion is the scale.
            largest = Math.max(largest, Math.abs(found - distortion + cheapest(problem)) / distortion);
        }
        return largest;
    }
}
