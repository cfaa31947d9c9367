/**
 * Point clouds with a known shape: clusters, curves, surfaces and their classic arrangements, as row-major
 * {@code double} arrays with labels and the coordinates that generated them.
 *
 * <p>Randomness comes from the generator that the caller gives.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[DHS13] P. Diaconis, S. Holmes, M. Shahshahani. Sampling from a manifold. Advances in Modern Statistical Theory
 *       and Applications, 2013.
 *   <li>[M72] G. Marsaglia. Choosing a point from the surface of a sphere. Annals of Mathematical Statistics 43(2),
 *       1972.
 *   <li>[TSL00] J. B. Tenenbaum, V. de Silva, J. C. Langford. A global geometric framework for nonlinear dimensionality
 *       reduction. Science 290, 2000.
 * </ul>
 */
@NullMarked
package org.gaspard.datasets.points;

import org.jspecify.annotations.NullMarked;
