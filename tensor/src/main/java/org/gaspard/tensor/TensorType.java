package org.gaspard.tensor;

/** What is known of a tensor before it is computed: its shape and its element type. */
public record TensorType(Shape shape, DType dtype) {

    /** This type with another shape. */
    public TensorType withShape(Shape other) {
        return new TensorType(other, dtype);
    }

    /** This type with another element type. */
    public TensorType withDType(DType other) {
        return new TensorType(shape, other);
    }

    @Override
    public String toString() {
        return dtype.name().toLowerCase(java.util.Locale.ROOT) + shape;
    }
}
