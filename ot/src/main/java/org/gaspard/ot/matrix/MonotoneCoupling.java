package org.gaspard.ot.matrix;

/**
 * The monotone coupling of two weighted sets of numbers: {@code P[row[k], column[k]] = mass[k]}, 0 elsewhere, the
 * {@code n + m − 1} steps from the least numbers to the largest; some may be without mass. Where the sums of the weights
 * differ in their last digits, b is scaled to the sum of a.
 *
 * @param row a number of the first set for each step
 * @param column a number of the second set for each step
 * @param mass what they share, at least 0
 */
public record MonotoneCoupling(int[] row, int[] column, double[] mass) {

    /** Of numbers in any order, {@code O((n + m) log(n + m))}. */
    public static MonotoneCoupling of(double[] x, double[] a, double[] y, double[] b) {
        return inOrder(Sorting.order(x), a, Sorting.order(y), b);
    }

    /**
     * Of sets whose order is known, {@code O(n + m)}.
     *
     * @param rows the positions of the first numbers in increasing order
     * @param columns those of the second ones; reversed, the coupling is the one that turns the order round
     */
    public static MonotoneCoupling inOrder(int[] rows, double[] a, int[] columns, double[] b) {
        int n = rows.length;
        int m = columns.length;
        double ratio = sum(a) / sum(b);
        MonotoneCoupling steps = new MonotoneCoupling(new int[n + m - 1], new int[n + m - 1], new double[n + m - 1]);
        int i = 0;
        int j = 0;
        double restA = a[rows[0]];
        double restB = b[columns[0]] * ratio;
        for (int k = 0; k < n + m - 1; k++) {
            steps.row[k] = rows[i];
            steps.column[k] = columns[j];
            if (j == m - 1 || (i < n - 1 && restA <= restB)) {
                steps.mass[k] = restA;
                restB -= restA;
                restA = ++i < n ? a[rows[i]] : 0;
            } else {
                steps.mass[k] = restB;
                restA = Math.max(0, restA - restB);
                restB = b[columns[++j]] * ratio;
            }
        }
        return steps;
    }

    /** The number of steps. */
    public int length() {
        return mass.length;
    }

    /** {@code Σ_k mass[k] (x[row[k]] − y[column[k]])²}. */
    public double squaredCost(double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < mass.length; k++) {
            double difference = x[row[k]] - y[column[k]];
            sum += mass[k] * difference * difference;
        }
        return sum;
    }

    /** The matrix P, [n × m]. */
    public double[] matrix(int n, int m) {
        double[] plan = new double[n * m];
        for (int k = 0; k < mass.length; k++) {
            plan[row[k] * m + column[k]] += mass[k];
        }
        return plan;
    }

    private static double sum(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }
}
