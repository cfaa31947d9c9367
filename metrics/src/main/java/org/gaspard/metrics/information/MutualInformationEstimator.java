package org.gaspard.metrics.information;

import java.util.List;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;

/**
 * How the mutual information of codes and factors is estimated from points, in nats. Estimates never depend on the number
 * of threads. {@code toString} describes the estimator in a few words; scores list it among their settings.
 */
public interface MutualInformationEstimator {

    /**
     * The information I(z_l; v_k) of each code and factor, [L][K], at least 0.
     *
     * @throws IllegalArgumentException if the numbers of points differ or are too small
     */
    double[][] information(Codes codes, Factors factors);

    /** What makes the estimates for these codes questionable; nothing, unless an estimator says otherwise. */
    default List<String> warnings(Codes codes) {
        return List.of();
    }

    /** The entropies H(v_k) that information about a factor is measured against, [K]; 0 for a constant. */
    double[] entropies(Factors factors);
}
