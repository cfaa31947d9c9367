package org.gaspard.tensor;

import java.util.List;

/** Operations that make numbers from no floating-point input. */
public sealed interface Generator extends Op permits Generator.Full, Generator.Iota, Generator.RandomBits {

    /** Every element is {@code value}, rounded to the type. */
    record Full(TensorType type, double value) implements Generator {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 0);
            return type;
        }

        @Override
        public String label() {
            return "full " + value;
        }
    }

    /** The position along {@code axis}: {@code 0, 1, 2, …}. */
    record Iota(TensorType type, int axis) implements Generator {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 0);
            Check.axis(this, axis, type.shape());
            return type;
        }

        @Override
        public String label() {
            return "iota[" + axis + "]";
        }
    }

    /**
     * Random int32 numbers from a key, int32 [2], by the counter-based generator Philox4x32-10: element i holds the top
     * {@code width} bits (32: all, signed; fewer: not negative) of word {@code i mod 4} of the block with counter
     * {@code (i / 4 low, i / 4 high, stream, domain)}; a second input, an int32 scalar, is added to the stream. Nothing else matters, so every backend and any number of threads
     * gives the same.
     *
     * <p>Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3. SC 2011.
     */
    record RandomBits(Shape shape, int width, int domain, int stream) implements Generator {
        /** Checks the width. */
        public RandomBits {
            if (width < 1 || width > 32) {
                throw new IllegalArgumentException("random bits of width " + width + ", expected 1 to 32");
            }
        }

        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.that(
                    !inputs.isEmpty() && inputs.getFirst().equals(new TensorType(Shape.of(2), DType.INT32)),
                    this,
                    "a key int32[2] expected",
                    inputs);
            Check.that(
                    inputs.size() == 1
                            || inputs.size() == 2 && inputs.get(1).equals(new TensorType(Shape.scalar(), DType.INT32)),
                    this,
                    "no more than an int32 scalar beside the key expected",
                    inputs);
            return new TensorType(shape, DType.INT32);
        }

        @Override
        public String label() {
            return "random-bits " + width + " " + domain + "/" + stream;
        }
    }
}
