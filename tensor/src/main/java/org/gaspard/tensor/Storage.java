package org.gaspard.tensor;

import java.util.Arrays;

/** The numbers of a tensor: an array on the Java heap, one class for each {@link DType}. */
public sealed interface Storage {

    /** The number of elements. */
    int size();

    /** The element type. */
    DType dtype();

    /** Element {@code i} as a double; exact for every type. */
    double get(int i);

    /** The array itself: {@code float[]}, {@code double[]} or {@code int[]}. */
    Object array();

    /** A copy that shares nothing with this one. */
    Storage copy();

    /** A storage of {@code size} zeros. */
    static Storage allocate(DType dtype, int size) {
        return switch (dtype) {
            case FLOAT32 -> new Floats(new float[size]);
            case FLOAT64 -> new Doubles(new double[size]);
            case INT32 -> new Int32s(new int[size]);
        };
    }

    /** Float32 numbers. */
    record Floats(float[] data) implements Storage {
        @Override
        public int size() {
            return data.length;
        }

        @Override
        public DType dtype() {
            return DType.FLOAT32;
        }

        @Override
        public double get(int i) {
            return data[i];
        }

        @Override
        public float[] array() {
            return data;
        }

        @Override
        public Floats copy() {
            return new Floats(data.clone());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Floats that && Arrays.equals(data, that.data);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(data);
        }
    }

    /** Float64 numbers. */
    record Doubles(double[] data) implements Storage {
        @Override
        public int size() {
            return data.length;
        }

        @Override
        public DType dtype() {
            return DType.FLOAT64;
        }

        @Override
        public double get(int i) {
            return data[i];
        }

        @Override
        public double[] array() {
            return data;
        }

        @Override
        public Doubles copy() {
            return new Doubles(data.clone());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Doubles that && Arrays.equals(data, that.data);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(data);
        }
    }

    /** Int32 numbers. */
    record Int32s(int[] data) implements Storage {
        @Override
        public int size() {
            return data.length;
        }

        @Override
        public DType dtype() {
            return DType.INT32;
        }

        @Override
        public double get(int i) {
            return data[i];
        }

        @Override
        public int[] array() {
            return data;
        }

        @Override
        public Int32s copy() {
            return new Int32s(data.clone());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Int32s that && Arrays.equals(data, that.data);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(data);
        }
    }
}
