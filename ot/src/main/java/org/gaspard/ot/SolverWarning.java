package org.gaspard.ot;

/** What a Gromov-Wasserstein result should not be trusted without knowing. */
public enum SolverWarning {
    /** The last inner Sinkhorn solve missed its threshold. */
    INNER_NOT_CONVERGED,
    /** The outer iteration reached its limit before its stopping rule. */
    OUTER_NOT_CONVERGED,
    /** The sums of the plan are off by more than 1 % of the mass: costs and gradients made of it are biased. */
    INFEASIBLE_PLAN,
    /**
     * The plan is the independent coupling {@code abᵀ} although the identity has a lower regularised cost: the solver
     * sits on a fixed point that says nothing about the data. Start elsewhere.
     */
    PRODUCT_COUPLING,
    /** The plan is so blurred, {@code H(P)/log n > 1.9}, that it carries next to no information. Lower ε. */
    PLAN_COLLAPSE,
    /** The rule for ε gave a value that is not positive or below the floor, and the floor was used. */
    EPSILON_FLOORED,
    /** A number overflowed or became undefined. */
    NON_FINITE
}
