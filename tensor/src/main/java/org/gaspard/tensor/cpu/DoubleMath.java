package org.gaspard.tensor.cpu;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What the kernels of float64 vectors share. They keep the rules of {@link FloatMath}; the coefficients come from
 * {@code src/test/oracles/double_polynomials.py}.
 */
final class DoubleMath {

    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    /** Adding 1.5 · 2⁵² leaves the nearest integer in the low bits of the sum. */
    static final double ROUNDER = 0x1.8p52;

    /** Added to a small integer, gives the bits of its sum with the rounder. */
    static final long ROUNDER_BITS = Double.doubleToRawLongBits(ROUNDER);

    /** The bit of the sign. */
    static final long SIGN = 0x8000000000000000L;

    private DoubleMath() {}
}
