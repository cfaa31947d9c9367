package org.gaspard.ot.entropic;

import java.util.Arrays;
import org.gaspard.ot.Annealing;
import org.gaspard.ot.Potentials;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.geometry.Geometry;
import org.gaspard.ot.geometry.SoftMin;

/**
 * Entropic optimal transport by Sinkhorn's iteration, on any geometry and for hard, penalised and partial marginals:
 * {@code min ⟨P, C⟩ + ε KL(P ‖ abᵀ)} over {@code P1 = a}, {@code Pᵀ1 = b} ([Cut13]), or as {@link Relaxation} says.
 *
 * <p>One iteration is {@code g_j ← ε log b_j − ε log Σ_i exp((f_i − C_ij)/ε)}, then the same for f, so after it the row
 * sums are exact and the error is that of the columns. The pass over the costs that sets f gives the sums of the columns,
 * hence the error and the next g: an iteration costs nm exponentials in {@link Form#LOG}, and one reading of the kernel in
 * {@link Form#KERNEL}. The number of iterations grows like {@code max C / ε}.
 *
 * <p>Weights of 0 are allowed. Pitfall: at a limit on the iterations the plan is not a coupling, and values or gradients
 * made of it are biased; see {@link EntropicResult#stop()}.
 *
 * @param epsilon ε
 * @param form the arithmetic
 * @param relaxation what is asked of the sums of the plan
 * @param acceleration how to save iterations; none for a partial problem
 * @param tolerance when to stop
 * @param maxIterations the limit on iterations, at least 1
 * @param checkEvery how many iterations between two checks, at least 1
 * @param annealing the schedule of ε, one step for each {@code checkEvery} iterations
 */
public record EntropicTransport(
        Epsilon epsilon,
        Form form,
        Relaxation relaxation,
        Acceleration acceleration,
        Tolerance tolerance,
        int maxIterations,
        int checkEvery,
        Annealing annealing) {

    public EntropicTransport {
        Checks.atLeast("maxIterations", maxIterations, 1);
        Checks.atLeast("checkEvery", checkEvery, 1);
        if (relaxation instanceof Relaxation.Partial && !(acceleration instanceof Acceleration.None)) {
            throw new IllegalArgumentException(
                    "the acceleration is " + acceleration + ", expected none for a partial problem");
        }
    }

    /**
     * Balanced, on scalings of the kernel, not accelerated, relative tolerance 10⁻⁶, at most 10 000 iterations, checked at
     * each one, not annealed.
     */
    public EntropicTransport(Epsilon epsilon) {
        this(
                epsilon,
                Form.KERNEL,
                Relaxation.balanced(),
                Acceleration.none(),
                Tolerance.relative(1e-6),
                10_000,
                1,
                Annealing.NONE);
    }

    /** {@link #EntropicTransport(Epsilon)} with a number. */
    public EntropicTransport(double epsilon) {
        this(Epsilon.of(epsilon));
    }

    public EntropicTransport withEpsilon(Epsilon value) {
        return new EntropicTransport(
                value, form, relaxation, acceleration, tolerance, maxIterations, checkEvery, annealing);
    }

    public EntropicTransport withForm(Form value) {
        return new EntropicTransport(
                epsilon, value, relaxation, acceleration, tolerance, maxIterations, checkEvery, annealing);
    }

    public EntropicTransport withRelaxation(Relaxation value) {
        return new EntropicTransport(
                epsilon, form, value, acceleration, tolerance, maxIterations, checkEvery, annealing);
    }

    public EntropicTransport withAcceleration(Acceleration value) {
        return new EntropicTransport(epsilon, form, relaxation, value, tolerance, maxIterations, checkEvery, annealing);
    }

    public EntropicTransport withTolerance(Tolerance value) {
        return new EntropicTransport(
                epsilon, form, relaxation, acceleration, value, maxIterations, checkEvery, annealing);
    }

    public EntropicTransport withMaxIterations(int value) {
        return new EntropicTransport(epsilon, form, relaxation, acceleration, tolerance, value, checkEvery, annealing);
    }

    public EntropicTransport withCheckEvery(int value) {
        return new EntropicTransport(
                epsilon, form, relaxation, acceleration, tolerance, maxIterations, value, annealing);
    }

    public EntropicTransport withAnnealing(Annealing value) {
        return new EntropicTransport(
                epsilon, form, relaxation, acceleration, tolerance, maxIterations, checkEvery, value);
    }

    /**
     * Solves from zero potentials.
     *
     * @param a the n row weights, at least 0, with a positive sum
     * @param b the m column weights, at least 0, with a positive sum; the sum of a (to 10⁻⁶ of it) if balanced
     */
    public EntropicResult solve(Geometry geometry, double[] a, double[] b) {
        return solve(geometry, a, b, new Potentials(new double[geometry.rows()], new double[geometry.columns()]));
    }

    /** {@link #solve(Geometry, double[], double[])} with the weights 1/n and 1/m. */
    public EntropicResult solve(Geometry geometry) {
        return solve(geometry, uniform(geometry.rows()), uniform(geometry.columns()));
    }

    /**
     * Solves from the given potentials, such as those of a similar problem. Only f matters: g is updated first.
     *
     * @throws IllegalArgumentException if a length is not that of the geometry, a weight is negative or not finite, or a
     *     potential is NaN
     */
    public EntropicResult solve(Geometry geometry, double[] a, double[] b, Potentials start) {
        Checks.length("a", a, geometry.rows());
        Checks.length("b", b, geometry.columns());
        Checks.length("start.f", start.f(), geometry.rows());
        Checks.length("start.g", start.g(), geometry.columns());
        for (double potential : start.f()) {
            if (Double.isNaN(potential)) {
                throw new IllegalArgumentException("start.f has a NaN, expected numbers or −∞");
            }
        }
        Marginals marginals = new Marginals(a, b, relaxation);
        SinkhornLoop loop = new SinkhornLoop(geometry, marginals, this);
        loop.run(start, epsilon.of(geometry));
        return loop.result(geometry);
    }

    /**
     * Solves the problem of a measure with itself under a symmetric cost, with one potential {@code f = g}:
     * {@code f ← ½ (f + F(f))} with F the update of {@link #solve}, which converges in few iterations ([FSVATP19]). In the log domain and without acceleration, whatever the options say.
     *
     * @param geometry symmetric costs; that they are is not checked
     * @param a the weights, at least 0, with a positive sum
     * @throws IllegalArgumentException if the geometry is not square, or the problem partial
     */
    public EntropicResult solveSymmetric(Geometry geometry, double[] a) {
        if (geometry.rows() != geometry.columns()) {
            throw new IllegalArgumentException(
                    "the costs are " + geometry.rows() + " × " + geometry.columns() + ", expected a square");
        }
        if (relaxation instanceof Relaxation.Partial) {
            throw new IllegalArgumentException("the problem is partial, expected hard or penalised marginals");
        }
        boolean sameOnBothSides = switch (relaxation) {
            case Relaxation.KullbackLeibler(double rows, double columns) -> rows == columns;
            case Relaxation.NegativeEntropy(double rows, double columns) -> rows == columns;
            default -> true;
        };
        if (!sameOnBothSides) {
            throw new IllegalArgumentException("the penalties are " + relaxation + ", expected one for both sides");
        }
        Checks.length("a", a, geometry.rows());
        Marginals marginals = new Marginals(a, a, relaxation);
        SoftMin softMin = geometry.softMin();
        double target = epsilon.of(geometry);
        double[] f = new double[a.length];
        Arrays.setAll(f, i -> a[i] == 0 ? Double.NEGATIVE_INFINITY : 0);
        double[] softMins = new double[a.length];
        double current = annealing.at(target, 0);
        marginals.setEpsilon(current);
        StopReason stop = StopReason.MAX_ITERATIONS;
        double residual = Double.POSITIVE_INFINITY;
        int iterations = 0;
        int step = 0;
        while (stop == StopReason.MAX_ITERATIONS && iterations < maxIterations) {
            softMin.rows(f, current, softMins);
            iterations++;
            residual = 0;
            boolean done = current == target;
            for (int i = 0; i < f.length; i++) {
                if (a[i] > 0) {
                    double change = marginals.row(i, softMins[i]) - f[i];
                    residual += Math.exp((f[i] - softMins[i]) / current) * Math.abs(Math.expm1(change / current));
                    softMins[i] = change;
                }
            }
            boolean check = iterations % checkEvery == 0 || iterations == maxIterations;
            if (done && check && residual <= tolerance.of(marginals.massOfA)) {
                stop = StopReason.CONVERGED;
                break;
            }
            for (int i = 0; i < f.length; i++) {
                if (a[i] > 0) {
                    f[i] += 0.5 * softMins[i];
                    if (!Double.isFinite(f[i])) {
                        stop = StopReason.NON_FINITE;
                    }
                }
            }
            if (current != target && iterations % checkEvery == 0) {
                current = annealing.at(target, ++step);
                marginals.setEpsilon(current);
            }
        }
        return EntropicResult.of(
                geometry, marginals, new Potentials(f, f.clone()), current, relaxation, 0, residual, iterations, stop);
    }

    private static double[] uniform(int n) {
        double[] weights = new double[n];
        Arrays.fill(weights, 1.0 / n);
        return weights;
    }
}
