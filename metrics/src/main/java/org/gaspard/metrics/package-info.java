/**
 * How disentangled is a representation? {@link org.gaspard.metrics.Codes} and {@link org.gaspard.metrics.Factors} of points go
 * in, a {@link org.gaspard.metrics.Score} comes out: the value, what explains it, the settings, and warnings.
 *
 * <p>A {@link org.gaspard.metrics.Metric} is one of four kinds: supervised (a sample with codes and factors), sampled (draws
 * its points from a {@link org.gaspard.metrics.PointSource}, for example a data set and an encoder), unsupervised (codes
 * alone) or of posteriors (stochastic codes and factors). A {@link org.gaspard.metrics.Battery} computes several on the same points. Everything is deterministic.
 */
package org.gaspard.metrics;
