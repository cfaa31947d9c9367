/** Metrics from entropies and mutual information between codes and factors: MIG and its relatives. */
package org.gaspard.metrics.information;
