package org.gaspard.metrics.generation;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Chains of annealed importance sampling: their positions and what the densities are there. Changes as they move. */
final class Chains {

    private final LogDensity joint;
    private final AnnealedImportanceSampling.Start start;
    private final int chains;
    private final int dimension;
    private final SplittableRandom[] randoms;

    private double[] positions;
    private double[] values;
    private double[] gradients;

    private Chains(
            LogDensity joint,
            AnnealedImportanceSampling.Start start,
            int chains,
            SplittableRandom[] randoms,
            double[] positions) {
        this.joint = joint;
        this.start = start;
        this.chains = chains;
        this.dimension = start.dimension();
        this.randoms = randoms;
        this.positions = positions;
        this.gradients = new double[positions.length];
        this.values = evaluate(positions, gradients);
    }

    private static SplittableRandom[] randoms(int count, long seed) {
        SplittableRandom root = new SplittableRandom(seed);
        SplittableRandom[] randoms = new SplittableRandom[count];
        Arrays.setAll(randoms, c -> root.split());
        return randoms;
    }

    /** Chains at draws of p₀. */
    static Chains drawn(LogDensity joint, AnnealedImportanceSampling.Start start, int chains, long seed) {
        int d = start.dimension();
        SplittableRandom[] randoms = randoms(Math.multiplyExact(start.items(), chains), seed);
        double[] positions = new double[Math.multiplyExact(randoms.length, d)];
        for (int c = 0; c < randoms.length; c++) {
            for (int l = 0; l < d; l++) {
                int at = c / chains * d + l;
                positions[c * d + l] = start.means()[at] + start.deviations()[at] * randoms[c].nextGaussian();
            }
        }
        return new Chains(joint, start, chains, randoms, positions);
    }

    /** Chains at one point for each item. */
    static Chains at(LogDensity joint, AnnealedImportanceSampling.Start start, double[] points, int chains, long seed) {
        int d = start.dimension();
        SplittableRandom[] randoms = randoms(Math.multiplyExact(start.items(), chains), seed);
        double[] positions = new double[Math.multiplyExact(randoms.length, d)];
        for (int c = 0; c < randoms.length; c++) {
            System.arraycopy(points, c / chains * d, positions, c * d, d);
        }
        return new Chains(joint, start, chains, randoms, positions);
    }

    /** Items times chains. */
    int count() {
        return randoms.length;
    }

    private double[] evaluate(double[] points, double[] slopes) {
        double[] found = joint.of(points, count(), slopes);
        if (found.length != count()) {
            throw new IllegalArgumentException(
                    "the density must give " + count() + " values, one for each point, found " + found.length);
        }
        return found.clone();
    }

    /** Adds {@code difference · (ln p(x, z) − ln p₀(z))} to the log-weights. */
    void addWeights(double difference, double[] weights) {
        for (int c = 0; c < weights.length; c++) {
            if (Double.isNaN(values[c]) || values[c] == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("the density must be finite or −∞, found " + values[c]);
            }
            weights[c] += difference * (values[c] - logStart(positions, c));
        }
    }

    private double logStart(double[] points, int chain) {
        double sum = 0;
        for (int l = 0; l < dimension; l++) {
            int at = chain / chains * dimension + l;
            double scaled = (points[chain * dimension + l] - start.means()[at]) / start.deviations()[at];
            sum -= 0.5 * scaled * scaled + 0.5 * Math.log(2 * Math.PI) + Math.log(start.deviations()[at]);
        }
        return sum;
    }

    /**
     * One Hamiltonian transition of each chain that keeps {@code p₀^(1 − β) p(x, z)^β}.
     *
     * @param steps ε of each item
     * @return the mean acceptance probability of each item
     */
    double[] move(double beta, double[] steps, int leapfrogs) {
        double[] points = positions.clone();
        double[] slopes = gradients.clone();
        double[] found = values;
        double[] momenta = new double[points.length];
        for (int k = 0; k < momenta.length; k++) {
            momenta[k] = randoms[k / dimension].nextGaussian();
        }
        double[] before = energies(beta, points, found, momenta);
        for (int leap = 0; leap < leapfrogs; leap++) {
            push(beta, steps, points, slopes, momenta);
            for (int k = 0; k < points.length; k++) {
                points[k] += stepOf(k, steps) * momenta[k];
            }
            found = evaluate(points, slopes);
            push(beta, steps, points, slopes, momenta);
        }
        double[] after = energies(beta, points, found, momenta);
        double[] rates = new double[start.items()];
        for (int c = 0; c < count(); c++) {
            double probability = Math.exp(Math.min(0, before[c] - after[c]));
            boolean accept = randoms[c].nextDouble() < probability;
            // NaN, from a trajectory that left all numbers, is not accepted.
            rates[c / chains] += (probability >= 0 ? probability : 0) / chains;
            if (accept) {
                System.arraycopy(points, c * dimension, positions, c * dimension, dimension);
                System.arraycopy(slopes, c * dimension, gradients, c * dimension, dimension);
                values[c] = found[c];
            }
        }
        return rates;
    }

    /** ε σ of a coordinate of a chain. */
    private double stepOf(int k, double[] steps) {
        int item = k / dimension / chains;
        return steps[item] * start.deviations()[item * dimension + k % dimension];
    }

    /** Half a step of the momenta. */
    private void push(double beta, double[] steps, double[] points, double[] slopes, double[] momenta) {
        for (int k = 0; k < momenta.length; k++) {
            int at = k / dimension / chains * dimension + k % dimension;
            double slopeOfStart = -(points[k] - start.means()[at]) / start.deviations()[at] / start.deviations()[at];
            momenta[k] += 0.5 * stepOf(k, steps) * ((1 - beta) * slopeOfStart + beta * slopes[k]);
        }
    }

    /** {@code −ln f(z) + ½ ‖momentum‖²} of each chain. */
    private double[] energies(double beta, double[] points, double[] logJoint, double[] momenta) {
        double[] energies = new double[count()];
        for (int c = 0; c < energies.length; c++) {
            energies[c] = -(1 - beta) * logStart(points, c) - beta * logJoint[c];
            for (int k = c * dimension; k < (c + 1) * dimension; k++) {
                energies[c] += 0.5 * momenta[k] * momenta[k];
            }
        }
        return energies;
    }
}
