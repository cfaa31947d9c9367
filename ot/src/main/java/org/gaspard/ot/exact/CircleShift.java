package org.gaspard.ot.exact;

import java.util.Arrays;
import org.gaspard.ot.matrix.Sorting;

/**
 * The cost of the monotone coupling on the circle of length 1 as a function of the shift α of the quantiles: convex and
 * piecewise linear on [−1, 1].
 *
 * @param h the cost of a difference
 * @param x the points of the first distribution, increasing, in [0, 1)
 * @param levelX its cumulative weights, ending at 1
 * @param y the points of the second one
 * @param levelY its cumulative weights
 */
record CircleShift(ConvexCost h, double[] x, double[] levelX, double[] y, double[] levelY) {

    /** The function near a shift: its value and its slopes to the left and to the right. */
    record Tangent(double at, double value, double left, double right) {}

    /** Receives the pieces of the coupling. */
    interface Pieces {
        void add(int i, int j, double mass);
    }

    Tangent tangent(double shift) {
        double left = 0;
        double right = 0;
        int m = y.length;
        int before = 0;
        int after = 0;
        int turn = (int) Math.floor(shift) - 1;
        // At u = t the shifted quantile jumps from y_j to the next point; with the shift t moves to the left.
        for (int k = 0; k < 3 * m; k++) {
            int j = k % m;
            int lift = turn + k / m;
            double t = levelY[j] - shift + lift;
            double here = y[j] + lift;
            double there = j + 1 < m ? y[j + 1] + lift : y[0] + lift + 1;
            if (t > 0 && t <= 1) {
                while (levelX[before] < t) {
                    before++;
                }
                right += h.at(x[before] - there) - h.at(x[before] - here);
            }
            if (t >= 0 && t < 1) {
                while (levelX[after] <= t) {
                    after++;
                }
                left += h.at(x[after] - there) - h.at(x[after] - here);
            }
        }
        return new Tangent(shift, cost(shift, (i, j, mass) -> {}), left, right);
    }

    /** The value at a shift, and the coupling behind it. */
    double cost(double shift, Pieces pieces) {
        int m = y.length;
        int lift = (int) Math.floor(shift);
        int j = 0;
        while (j < m - 1 && levelY[j] + lift <= shift) {
            j++;
        }
        double sum = 0;
        double from = 0;
        for (int i = 0; i < x.length; ) {
            double end = levelY[j] - shift + lift;
            double to = Math.min(levelX[i], end);
            if (to > from) {
                sum += (to - from) * h.at(x[i] - y[j] - lift);
                pieces.add(i, j, to - from);
                from = to;
            }
            if (levelX[i] <= end) {
                i++;
            } else if (++j == m) {
                j = 0;
                lift++;
            }
        }
        return sum;
    }

    /** The median of {@code G − F} along the circle, which minimises {@code ∫ |F − G + α|}. */
    double medianShift() {
        int n = x.length;
        int m = y.length;
        double[] difference = new double[n + m];
        double[] length = new double[n + m];
        double lastX = 0;
        double lastY = 0;
        int i = 0;
        int j = 0;
        for (int k = 0; k < n + m; k++) {
            if (j == m || (i < n && x[i] <= y[j])) {
                lastX = levelX[i++];
            } else {
                lastY = levelY[j++];
            }
            double here = Math.max(i > 0 ? x[i - 1] : 0, j > 0 ? y[j - 1] : 0);
            double following =
                    Math.min(i < n ? x[i] : Double.POSITIVE_INFINITY, j < m ? y[j] : Double.POSITIVE_INFINITY);
            difference[k] = lastY - lastX;
            length[k] = k + 1 < n + m ? following - here : Math.min(x[0], y[0]) + 1 - here;
        }
        double half = 0.5 * Arrays.stream(length).sum();
        double sum = 0;
        for (int k : Sorting.order(difference)) {
            sum += length[k];
            if (sum >= half) {
                return difference[k];
            }
        }
        return 0;
    }
}
