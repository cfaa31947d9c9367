/**
 * Differentiation of expression graphs. A gradient is a tensor made of the same operations as any other, so it can be
 * differentiated again, to any order.
 */
@org.jspecify.annotations.NullMarked
package org.gaspard.autodiff;
