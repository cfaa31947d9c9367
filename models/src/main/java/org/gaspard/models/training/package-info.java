/** Training: one captured step, run many times, with logs, checkpoints and exact resume. */
@org.jspecify.annotations.NullMarked
package org.gaspard.models.training;
