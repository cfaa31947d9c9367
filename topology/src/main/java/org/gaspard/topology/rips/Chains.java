package org.gaspard.topology.rips;

/** Makes {@link Chain}s of terms. */
final class Chains {

    private Chains() {}

    /** The chain without simplices. */
    static Chain empty(int dimension) {
        return new Chain(dimension, new int[0], new int[0]);
    }

    /** The chain of some terms of one dimension, in their order. */
    static Chain of(LongList terms, FlagComplex complex, int dimension) {
        Keys keys = complex.keys();
        int count = dimension + 1;
        int[] vertices = new int[Math.multiplyExact(count, terms.size())];
        int[] coefficients = new int[terms.size()];
        for (int i = 0; i < coefficients.length; i++) {
            int[] descending = complex.vertices(keys.key(terms.get(i)), dimension);
            for (int j = 0; j < count; j++) {
                vertices[i * count + j] = descending[dimension - j];
            }
            coefficients[i] = keys.coefficient(terms.get(i));
        }
        return new Chain(dimension, vertices, coefficients);
    }
}
