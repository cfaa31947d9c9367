/**
 * How disentangled is a representation? {@link org.gaspard.metrics.Codes} and {@link org.gaspard.metrics.Factors} of points go
 * in, a {@link org.gaspard.metrics.Score} comes out: the value, what explains it, the settings, and warnings.
 *
 * <p>A {@link org.gaspard.metrics.Metric} is one of three kinds: supervised (a sample with codes and factors), sampled (draws
 * its points from a {@link org.gaspard.metrics.PointSource}, for example a data set and an encoder) or unsupervised (codes
 * alone). A {@link org.gaspard.metrics.Battery} computes several on the same points. Everything is deterministic.
 */
package org.gaspard.metrics;
