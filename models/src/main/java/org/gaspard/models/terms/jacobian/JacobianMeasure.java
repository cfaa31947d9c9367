package org.gaspard.models.terms.jacobian;

/**
 * What a {@link JacobianTerm} asks of the Jacobian J of a network at a point. With G the smaller one of JᵀJ and JJᵀ, d × d, and a
 * vector v ~ N(0, I_d), expectations over v and the points of a batch:
 *
 * <pre>{@code
 * tr G = E vᵀGv      tr G² = E ‖Gv‖²      ‖G − cI‖_F² = E ‖Gv − cv‖²
 * }</pre>
 */
public sealed interface JacobianMeasure {

    /**
     * {@code E‖Gv‖² / (E vᵀGv)²}, both expectations over the batch: the relaxed distortion measure of [L22]. It is
     * invariant under scaling of the network and at least 1/d, which it is where G is one multiple of I everywhere, for a scaled
     * isometry.
     */
    record RelaxedDistortion() implements JacobianMeasure {}

    /** {@code E vᵀGv = ‖J‖_F²}, averaged over the batch: of the encoder the contractive penalty of [R11]. */
    record FrobeniusNorm() implements JacobianMeasure {}

    /**
     * {@code E‖Gv − cv‖² = ‖G − cI‖_F²}, averaged over the batch: orthonormal columns, or rows, up to the factor √c. Other than
     * the relaxed distortion it also fixes the scale.
     *
     * @param scale c, at least 0
     */
    record Orthonormality(double scale) implements JacobianMeasure {
        public Orthonormality {
            if (!(scale >= 0) || Double.isInfinite(scale)) {
                throw new IllegalArgumentException("scale is " + scale + ", expected a finite number of at least 0");
            }
        }
    }

    /** See {@link RelaxedDistortion}. */
    static JacobianMeasure relaxedDistortion() {
        return new RelaxedDistortion();
    }

    /** See {@link FrobeniusNorm}. */
    static JacobianMeasure frobeniusNorm() {
        return new FrobeniusNorm();
    }

    /** See {@link Orthonormality}. */
    static JacobianMeasure orthonormality(double scale) {
        return new Orthonormality(scale);
    }

    /** The beginning of a term's name. */
    default String termName() {
        return switch (this) {
            case RelaxedDistortion() -> "relaxed_distortion";
            case FrobeniusNorm() -> "jacobian_norm";
            case Orthonormality _ -> "orthonormality";
        };
    }
}
