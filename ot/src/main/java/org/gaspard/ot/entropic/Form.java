package org.gaspard.ot.entropic;

/** The arithmetic of an iteration. Both have the same iterates, up to rounding, at any ε. */
public enum Form {
    /** Exponentials in each iteration; needs no memory beyond that of the geometry. */
    LOG,
    /**
     * Products with a kernel that is computed once and again when the scalings grow large: many times faster an iteration.
     * Matrices, point clouds and products of low rank store it in {@code 8nm} bytes.
     */
    KERNEL
}
