/**
 * Optimisers, gradient clipping and schedules. An {@link org.gaspard.autodiff.optim.Optimizer} is a function from
 * gradients to what parameters and its own state become, so that a whole training step is one plan; nothing that
 * changes from step to step is baked into the graph.
 */
@org.jspecify.annotations.NullMarked
package org.gaspard.autodiff.optim;
