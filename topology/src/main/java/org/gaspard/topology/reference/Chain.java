package org.gaspard.topology.reference;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A formal sum of cells with coefficients in the field Z/p: a column of a boundary matrix, or a cycle.
 *
 * @param prime p
 * @param cells the cells with non-zero coefficients, ascending
 * @param coefficients their coefficients, in {@code 1 … p − 1}
 */
public record Chain(int prime, int[] cells, int[] coefficients) {

    /** {@code Σ coefficients[i] · cells[i]} for cells in any order, repeated ones included, and any integers. */
    static Chain sum(int prime, int[] cells, int[] coefficients) {
        Chain sum = new Chain(prime, new int[0], new int[0]);
        for (int i = 0; i < cells.length; i++) {
            sum = sum.plus(coefficients[i], new Chain(prime, new int[] {cells[i]}, new int[] {1}));
        }
        return sum;
    }

    /** Whether this is the empty sum. */
    public boolean isZero() {
        return cells.length == 0;
    }

    /** The youngest cell of a non-zero chain, called "low" in [ELZ02]. */
    public int pivot() {
        return cells[cells.length - 1];
    }

    /** {@code this + factor · that}, by merging. */
    Chain plus(int factor, Chain that) {
        int[] sum = new int[cells.length + that.cells.length];
        int[] sumCoefficients = new int[sum.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < cells.length || j < that.cells.length) {
            int mine = i < cells.length ? cells[i] : Integer.MAX_VALUE;
            int theirs = j < that.cells.length ? that.cells[j] : Integer.MAX_VALUE;
            long coefficient = 0;
            if (mine <= theirs) {
                coefficient += coefficients[i++];
            }
            if (theirs <= mine) {
                coefficient += (long) factor * that.coefficients[j++];
            }
            if (coefficient % prime != 0) {
                sum[size] = Math.min(mine, theirs);
                sumCoefficients[size++] = Math.floorMod(coefficient, prime);
            }
        }
        return new Chain(prime, Arrays.copyOf(sum, size), Arrays.copyOf(sumCoefficients, size));
    }

    /** The factor c for which {@code this + c · that} has lost the common pivot of both. */
    int cancelling(Chain that) {
        BigInteger p = BigInteger.valueOf(prime);
        BigInteger mine = BigInteger.valueOf(coefficients[coefficients.length - 1]);
        BigInteger theirs = BigInteger.valueOf(that.coefficients[that.coefficients.length - 1]);
        return mine.negate().multiply(theirs.modInverse(p)).mod(p).intValueExact();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Chain that
                && prime == that.prime
                && Arrays.equals(cells, that.cells)
                && Arrays.equals(coefficients, that.coefficients);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * prime + Arrays.hashCode(cells)) + Arrays.hashCode(coefficients);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(isZero() ? "0" : "");
        for (int i = 0; i < cells.length; i++) {
            text.append(i == 0 ? "" : " + ").append(coefficients[i]).append('·').append(cells[i]);
        }
        return text.toString();
    }
}
