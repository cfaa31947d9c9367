package org.gaspard.tensor;

/**
 * The origin of random numbers: a key of two int32 words, itself a tensor, so a captured step takes a new key at each
 * run. The same key gives the same numbers each time, on every backend and any number of threads; draw from different
 * {@linkplain #child children} to get independent ones. There is no hidden state.
 *
 * <p>Random bits and uniform numbers are equal to the last bit everywhere. Normal and Gumbel numbers go through
 * {@code erfinv} and {@code log}, whose last digits differ between backends.
 *
 * @param words int32 [2]
 */
public record RandomKey(Tensor words) {

    private static final int DRAW = 0;
    private static final int CHILD = 1;

    /** Checks the type. */
    public RandomKey {
        if (!words.type().equals(type())) {
            throw new IllegalArgumentException("a random key is " + type() + ", found " + words.type());
        }
    }

    /** The type of a key's words: int32 [2]. */
    public static TensorType type() {
        return new TensorType(Shape.of(2), DType.INT32);
    }

    /** The key of a seed. */
    public static RandomKey of(long seed) {
        return new RandomKey(Tensor.of(new int[] {(int) seed, (int) (seed >>> 32)}));
    }

    /** The i-th of 2³² keys that follow from this one, independent of it and of each other. */
    public RandomKey child(int i) {
        // The number is a leaf, so that all children are computed by one plan.
        Tensor number = Tensor.wrap(Shape.scalar(), new Storage.Int32s(new int[] {i}));
        return new RandomKey(Tensor.apply(new Generator.RandomBits(Shape.of(2), 32, CHILD, 0), words, number));
    }

    /** Int32 numbers made of {@code width} random bits, not negative below 32. */
    public Tensor bits(int width, int... shape) {
        return draw(Shape.of(shape), width, 0);
    }

    private Tensor draw(Shape shape, int width, int stream) {
        return Tensor.apply(new Generator.RandomBits(shape, width, DRAW, stream), words);
    }

    /**
     * Uniform numbers in the open interval (0, 1): the midpoints of 2²³ equal cells for float32, of 2⁵² for float64.
     */
    public Tensor uniform(DType dtype, int... shape) {
        Shape extents = Shape.of(shape);
        return switch (dtype) {
            case FLOAT32 -> draw(extents, 23, 0).cast(dtype).add(0.5).multiply(0x1p-23);
            case FLOAT64 ->
                draw(extents, 26, 0)
                        .cast(dtype)
                        .multiply(0x1p26)
                        .add(draw(extents, 26, 1).cast(dtype))
                        .add(0.5)
                        .multiply(0x1p-52);
            case INT32 -> throw new IllegalArgumentException("uniform numbers are float32 or float64, found int32");
        };
    }

    /** Standard normal numbers, {@code √2 erf⁻¹(2u - 1)}; float32 ones end at ±5.2. */
    public Tensor normal(DType dtype, int... shape) {
        return uniform(dtype, shape).multiply(2).subtract(1).erfinv().multiply(Math.sqrt(2));
    }

    /** 1 with {@code probability}, else 0, element by element. */
    public Tensor bernoulli(Tensor probability) {
        return uniform(probability.dtype(), probability.shape().toArray()).less(probability);
    }

    /** Standard Gumbel numbers, {@code -ln(-ln u)}. */
    public Tensor gumbel(DType dtype, int... shape) {
        return uniform(dtype, shape).log().negate().log().negate();
    }

    /** Int32 classes drawn with probabilities softmax(logits) along the last axis, by the Gumbel-max trick. */
    public Tensor categorical(Tensor logits) {
        return logits.add(gumbel(logits.dtype(), logits.shape().toArray())).argMax(-1);
    }

    /** An int32 permutation of {@code 0, …, n - 1}. */
    public Tensor permutation(int n) {
        return uniform(DType.FLOAT64, n).argSort(0);
    }
}
