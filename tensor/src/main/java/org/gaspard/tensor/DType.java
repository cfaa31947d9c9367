package org.gaspard.tensor;

/** The element type of a tensor. */
public enum DType {
    /** IEEE 754 binary32, the type of training. */
    FLOAT32(4),
    /** IEEE 754 binary64, the type of gradient checks and of solvers. */
    FLOAT64(8),
    /** Two's complement 32-bit integers: indices, labels, random bits and random keys. */
    INT32(4);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** The size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Whether the type is a floating-point one, hence differentiable. */
    public boolean isFloating() {
        return this != INT32;
    }
}
