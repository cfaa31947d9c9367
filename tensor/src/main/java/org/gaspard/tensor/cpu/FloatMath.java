package org.gaspard.tensor.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What the kernels of float32 vectors share, and the rules that they keep.
 *
 * <p><b>Bits.</b> Kernels are made only of operations that IEEE 754 defines to the last bit (additions, products, fused
 * products, quotients, comparisons) and of integer operations. So a value is the same bits in every lane, at every
 * vector length, on every machine, and before and after compilation; the Vector API's own transcendental operations
 * promise none of these. Each function reduces its argument to a small interval and takes a minimax polynomial there; the
 * coefficients come from {@code src/test/oracles/float_polynomials.py}. The measured errors stand in
 * {@link VectorSpanKernels}.
 *
 * <p><b>No method of a kernel takes or returns a vector.</b> A vector that passes through a call which the compiler did
 * not inline is an object on the heap, and the loop ten times slower. HotSpot always inlines the methods of the Vector
 * API, which are marked so, but ours only until the caller has grown to 18 000 nodes, about 45 vector operations, or
 * while the callee has not been compiled to much code by itself: whether a helper was inlined depended on what else a
 * program had computed before. So a kernel is one straight loop over arrays, however long.
 *
 * <p><b>No vector of another length than {@link #SPECIES}.</b> HotSpot keeps one profile for the whole program of the
 * classes of the vectors on which a method of the Vector API was called. As soon as it has seen a second one, it compiles
 * a switch between both into each loop, and the sums that a loop has kept in registers may become objects.
 */
final class FloatMath {

    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Adding 1.5 · 2²³ leaves the nearest integer in the low bits of the sum. */
    static final float ROUNDER = 0x1.8p23f;

    /** The bit of the sign. */
    static final int SIGN = 0x80000000;

    private FloatMath() {}
}
