/**
 * Metrics from entropies and mutual information between codes and factors.
 *
 * <ul>
 *   <li>Is each factor in one code? {@link org.gaspard.metrics.information.MutualInformationGap} (MIG), and of stochastic codes
 *       {@link org.gaspard.metrics.information.SampledMutualInformationGap} and
 *       {@link org.gaspard.metrics.information.QuantizedPosteriors} (RMIG, JEMMIG, informativeness).
 *   <li>Is each code about one factor? {@link org.gaspard.metrics.information.MutualInformationGapSup} (MIG-sup),
 *       {@link org.gaspard.metrics.information.Modularity}, {@link org.gaspard.metrics.information.DciMutualInformationGap}
 *       (DCIMIG).
 *   <li>Both: {@link org.gaspard.metrics.information.JointEntropyMinusGap} (JEMMIG),
 *       {@link org.gaspard.metrics.information.InfoMec} (InfoM and InfoC).
 * </ul>
 *
 * <p>Each computes the matrix of information between codes and factors once, by a {@link
 * org.gaspard.metrics.information.MutualInformationEstimator}: {@link org.gaspard.metrics.information.PlugIn} with a
 * {@link org.gaspard.metrics.information.Discretizer}, or {@link
 * org.gaspard.metrics.information.NearestNeighbourEstimator}. Information is in nats. Scores without a learner use the
 * training points of a sample.
 */
@NullMarked
package org.gaspard.metrics.information;

import org.jspecify.annotations.NullMarked;
