/**
 * Loops over {@code double[]} for algorithms that work on arrays rather than on graphs of tensors: the same kernels and the same
 * threads that tensors are computed with.
 */
@NullMarked
package org.gaspard.tensor.array;

import org.jspecify.annotations.NullMarked;
