package org.gaspard.tensor;

import java.util.Arrays;

/**
 * The extents of a dense row-major tensor. The empty shape {@code []} is that of a scalar; an extent of 0 is allowed.
 * The number of elements is checked to fit an array.
 */
public final class Shape {

    private static final Shape SCALAR = new Shape(new int[0], 1);
    private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

    private final int[] extents;
    private final int size;

    private Shape(int[] extents, int size) {
        this.extents = extents;
        this.size = size;
    }

    /** The shape of a scalar, {@code []}. */
    public static Shape scalar() {
        return SCALAR;
    }

    /**
     * The shape with the given extents.
     *
     * @throws IllegalArgumentException if an extent is negative or the number of elements exceeds what an array holds
     */
    public static Shape of(int... extents) {
        return extents.length == 0 ? SCALAR : new Shape(extents.clone(), checkedSize(extents));
    }

    private static int checkedSize(int[] extents) {
        long size = 1;
        for (int extent : extents) {
            if (extent < 0) {
                throw new IllegalArgumentException("shape " + Arrays.toString(extents) + " has a negative extent");
            }
            size *= Math.min(extent, 1);
        }
        if (size == 0) {
            return 0;
        }
        for (int extent : extents) {
            size *= extent;
            if (size > MAX_SIZE) {
                throw new IllegalArgumentException(
                        "shape " + Arrays.toString(extents) + " has more than " + MAX_SIZE + " elements");
            }
        }
        return (int) size;
    }

    /** The number of axes. */
    public int rank() {
        return extents.length;
    }

    /** The number of elements. */
    public int size() {
        return size;
    }

    /** The extent along {@code axis}; a negative axis counts from the end. */
    public int extent(int axis) {
        return extents[axis(axis)];
    }

    /**
     * The non-negative form of an axis number.
     *
     * @throws IllegalArgumentException if the axis is outside {@code [-rank, rank)}
     */
    public int axis(int axis) {
        int positive = axis < 0 ? axis + extents.length : axis;
        if (positive < 0 || positive >= extents.length) {
            throw new IllegalArgumentException("axis " + axis + " is outside shape " + this + " of rank " + rank());
        }
        return positive;
    }

    /** A fresh array of the extents. */
    public int[] toArray() {
        return extents.clone();
    }

    /** The distance, in elements, between neighbours along each axis in row-major order. */
    public int[] strides() {
        int[] strides = new int[extents.length];
        int stride = 1;
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= Math.max(extents[axis], 1);
        }
        return strides;
    }

    /** This shape with one extent replaced. */
    public Shape with(int axis, int extent) {
        int[] changed = extents.clone();
        changed[axis(axis)] = extent;
        return of(changed);
    }

    /**
     * The common shape under NumPy's broadcasting rules: shapes are aligned at the last axis, and extents agree where
     * they are equal or one of them is 1.
     *
     * @throws IllegalArgumentException if the shapes do not broadcast
     */
    public static Shape broadcast(Shape a, Shape b) {
        if (a.equals(b)) {
            return a;
        }
        int rank = Math.max(a.rank(), b.rank());
        int[] common = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int left = i <= a.rank() ? a.extents[a.rank() - i] : 1;
            int right = i <= b.rank() ? b.extents[b.rank() - i] : 1;
            if (left != right && left != 1 && right != 1) {
                throw new IllegalArgumentException("shapes " + a + " and " + b + " do not broadcast");
            }
            common[rank - i] = left == 1 ? right : left;
        }
        return of(common);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Shape that && Arrays.equals(extents, that.extents);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(extents);
    }

    @Override
    public String toString() {
        return Arrays.toString(extents);
    }
}
