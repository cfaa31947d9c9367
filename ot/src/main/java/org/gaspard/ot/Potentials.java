package org.gaspard.ot;

/**
 * Dual potentials of an entropic transport problem: {@code P[i,j] = exp((f_i + g_j − C[i,j]) / ε)}. They are −∞ where
 * the weight is 0.
 *
 * @param f one for each row
 * @param g one for each column
 */
public record Potentials(double[] f, double[] g) {}
