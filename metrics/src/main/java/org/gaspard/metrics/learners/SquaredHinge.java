package org.gaspard.metrics.learners;

import java.util.function.DoubleUnaryOperator;

/**
 * The objective of one linear support vector machine with M = L + 1 unknowns v, the weights and the intercept:
 * {@code f(v) = ½‖v‖² + Σ_n c_n max(0, 1 − y_n v · (x_n, 1))²}, y = ±1.
 */
interface SquaredHinge {

    /** M. */
    int size();

    /**
     * The gradient and the generalised Hessian {@code I + 2 Σ c_n x_n x_nᵀ} over the points inside the margin.
     *
     * @param gradient overwritten, [M]
     * @param hessian overwritten, [M × M]
     */
    void derivatives(double[] v, double[] gradient, double[] hessian);

    /** {@code t ↦ d/dt f(v + t d)}, which is increasing and piecewise linear. */
    DoubleUnaryOperator slope(double[] v, double[] d);
}
