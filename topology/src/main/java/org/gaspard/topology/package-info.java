/**
 * Persistence diagrams, the common language of this module.
 *
 * <p>A bar {@code [birth, death)} of dimension k is a k-dimensional hole that appears at one value of a filtration and is
 * filled at another: a component (0), a loop (1), a void (2). A death of {@code +∞} means that nothing fills it.
 */
@NullMarked
package org.gaspard.topology;

import org.jspecify.annotations.NullMarked;
