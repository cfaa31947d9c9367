package org.gaspard.ot.gromov;

/**
 * How two inner costs are compared; the objective is always {@code ½ Σ ℓ(C_X[i,i'], C_Y[j,j']) P[i,j] P[i',j']}, with
 * the ½. Both losses have the form {@code ℓ(x, y) = f₁(x) + f₂(y) − κ h₁(x) h₂(y)}, so that a gradient costs two
 * products of matrices instead of a sum over quadruples ([PCS16], proposition 1).
 */
public enum GromovLoss {
    /** {@code ℓ(x, y) = (x − y)²}. */
    SQUARE,
    /**
     * {@code ℓ(x, y) = x log(x/y) − x + y}, for costs {@code x ≥ 0} and {@code y > 0}; 0 exactly where x = y. It is not
     * symmetric: C_Y is the reference.
     */
    KL;

    double f1(double x) {
        return this == SQUARE ? x * x : x > 0 ? x * Math.log(x) - x : 0;
    }

    double f2(double y) {
        return this == SQUARE ? y * y : y;
    }

    double h2(double y) {
        return this == SQUARE ? y : Math.log(y);
    }

    /** κ; h₁ is the identity for both. */
    double factor() {
        return this == SQUARE ? 2 : 1;
    }
}
