/** Measures of representations and reconstructions, on plain arrays: disentanglement scores and picture errors. */
package org.gaspard.metrics;
