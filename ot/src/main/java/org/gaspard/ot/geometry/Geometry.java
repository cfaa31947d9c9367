package org.gaspard.ot.geometry;

import org.gaspard.ot.Potentials;
import org.gaspard.ot.ScaleStatistic;
import org.gaspard.ot.check.Checks;

/**
 * A cost {@code C[i,j]} between n rows and m columns, in the form that makes its products with {@code exp(−C/ε)} cheap.
 *
 * <p>A solver asks for soft-minima ({@link #softMin()}), for products with the kernel ({@link #scalingKernel()}), and for
 * what a plan {@code P[i,j] = exp((f_i + g_j − C[i,j])/ε)} does, which is given by its potentials and never stored. The
 * matrix itself is written only by {@link #cost()} and, a few rows at a time, by {@link #costRows}.
 *
 * <p>Geometries are immutable; arrays given to them are not copied unless said otherwise, and must not change. Work is cut
 * into fixed pieces for all threads of the process, so that results do not depend on their number.
 */
public sealed interface Geometry permits RowGeometry, GridGeometry {

    int rows();

    int columns();

    /**
     * Writes the costs of the rows {@code from … end − 1}.
     *
     * @param out {@code out[r]} receives row {@code from + r}, in its first m elements
     */
    void costRows(int from, int end, double[][] out);

    /** The geometry with all costs multiplied by a factor: to bring them into a known range, divide by a statistic. */
    Geometry scaled(double factor);

    /** The soft-min operator with working memory of its own; for one thread at a time. */
    SoftMin softMin();

    /** Products with the kernel, with working memory of its own; for one thread at a time. */
    ScalingKernel scalingKernel();

    /** {@code Kx} for {@code K = exp(−C/ε)} and x of length m. Underflows where costs exceed about 700 ε. */
    double[] applyKernel(double[] x, double epsilon);

    /** {@code Kᵀx} for x of length n. */
    double[] applyKernelTransposed(double[] x, double epsilon);

    /** The sums of the plan and its cost. */
    PlanSums planSums(Potentials potentials, double epsilon);

    /**
     * {@code P M} for a matrix M, [m × k]; divided by the row sums of P this is the barycentric projection.
     *
     * @return [n × k]
     */
    double[] applyPlan(Potentials potentials, double epsilon, double[] matrix, int k);

    /**
     * {@code Pᵀ M} for a matrix M, [n × k].
     *
     * @return [m × k]
     */
    double[] applyPlanTransposed(Potentials potentials, double epsilon, double[] matrix, int k);

    /**
     * {@code C M} for a matrix M, [m × k], in {@code O(nmk)}; {@link LowRankGeometry} takes less.
     *
     * @return [n × k]
     */
    default double[] applyCost(double[] matrix, int k) {
        return RowPasses.costTimes(this, matrix, k);
    }

    /**
     * {@code Cᵀ M} for a matrix M, [n × k].
     *
     * @return [m × k]
     */
    default double[] applyCostTransposed(double[] matrix, int k) {
        return RowPasses.transposedCostTimes(this, matrix, k);
    }

    /** {@code −ε log Σ_j exp((g_j − C_ij)/ε)}, [n]; +∞ if all g are −∞. */
    default double[] softMinRows(double[] g, double epsilon) {
        Checks.positive("epsilon", epsilon);
        Checks.length("g", g, columns());
        double[] out = new double[rows()];
        softMin().rows(g, epsilon, out);
        return out;
    }

    /** {@code −ε log Σ_i exp((f_i − C_ij)/ε)}, [m]; +∞ if all f are −∞. */
    default double[] softMinColumns(double[] f, double epsilon) {
        Checks.positive("epsilon", epsilon);
        Checks.length("f", f, rows());
        double[] out = new double[columns()];
        softMin().columns(f, epsilon, out);
        return out;
    }

    /**
     * The cost matrix, [n × m], newly written.
     *
     * @throws IllegalArgumentException if an array cannot hold it
     */
    default double[] cost() {
        return RowPasses.cost(this);
    }

    /** The plan as a matrix, [n × m]. */
    default double[] plan(Potentials potentials, double epsilon) {
        return RowPasses.plan(this, potentials, epsilon);
    }

    /** A number that says how large the costs are, over all entries. The median takes four to eight passes over them. */
    default double statistic(ScaleStatistic statistic) {
        return CostStatistics.of(this, statistic);
    }

    /**
     * The geometry divided by a statistic of its own costs.
     *
     * @throws IllegalArgumentException if the statistic is not above 0
     */
    default Geometry scaledBy(ScaleStatistic statistic) {
        return scaled(1 / Checks.positive("the " + statistic + " of the costs", statistic(statistic)));
    }
}
