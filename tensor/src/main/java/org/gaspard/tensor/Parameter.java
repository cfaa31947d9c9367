package org.gaspard.tensor;

import org.jspecify.annotations.Nullable;

/**
 * The one mutable cell: a name and the current numbers. {@link #tensor} gives them as a leaf; a leaf that was given out
 * never changes, whatever is assigned later. Assigning computes, so no history grows over training steps.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Parameter {

    private final String name;
    private final Shape shape;
    private Storage storage;
    private @Nullable Tensor leaf;

    /** A cell that starts with the numbers of {@code initial}. */
    public Parameter(String name, Tensor initial) {
        this.name = name;
        this.shape = initial.shape();
        this.leaf = Tensor.wrap(shape, initial.storage());
        this.storage = leaf.storage();
    }

    /** The dotted name, stable over runs: the key in checkpoints. */
    public String name() {
        return name;
    }

    /** The shape. */
    public Shape shape() {
        return shape;
    }

    /** The element type. */
    public DType dtype() {
        return storage.dtype();
    }

    /** The current numbers as a leaf. */
    public Tensor tensor() {
        Tensor current = leaf;
        if (current == null) {
            current = Tensor.wrap(shape, storage);
            leaf = current;
        }
        return current;
    }

    /**
     * Computes {@code value} and makes it the current numbers.
     *
     * @throws IllegalArgumentException if shape or element type differ
     */
    public void assign(Tensor value) {
        if (!value.shape().equals(shape) || value.dtype() != dtype()) {
            throw new IllegalArgumentException(
                    "parameter " + name + " is " + new TensorType(shape, dtype()) + ", cannot hold " + value.type());
        }
        storage = value.storage();
        leaf = Tensor.wrap(shape, storage);
    }

    Storage storage() {
        return storage;
    }

    /** Whether nobody else can see the current numbers. */
    boolean isUnseen() {
        return leaf == null;
    }

    /** Takes {@code next} as the current numbers; returns the old ones if nobody else can see them. */
    @Nullable
    Storage replace(Storage next) {
        Storage old = leaf == null ? storage : null;
        storage = next;
        leaf = null;
        return old;
    }

    @Override
    public String toString() {
        return name + " : " + new TensorType(shape, dtype());
    }
}
