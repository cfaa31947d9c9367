/** Metrics that are computed together. */
@NullMarked
package org.gaspard.metrics.suite;

import org.jspecify.annotations.NullMarked;
