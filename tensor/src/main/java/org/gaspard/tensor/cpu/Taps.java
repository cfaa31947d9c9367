package org.gaspard.tensor.cpu;

/**
 * Along one axis, which source positions each position of a grid reads: position q reads the sources
 * {@code q · step + offsets[i]}, through the taps {@code taps[i]} of the window. Sources outside the image are zeros.
 *
 * <p>A convolution is one such grid. Its adjoint is one grid for each residue r of the image position modulo the
 * stride, because position r + s q meets only the taps t with r + pad ≡ t · dilation (mod s):
 *
 * <pre>{@code
 * forward   source = q s + t d − pad            grid = output, source = image
 * adjoint   source = q + (r + pad − t d) / s    grid = every s-th image position, source = output
 * }</pre>
 *
 * @param first the image or output position of the grid's position 0
 * @param stride the distance between neighbouring grid positions there
 * @param count the number of grid positions
 * @param step the distance between the sources of neighbouring grid positions
 * @param taps the indices in the window
 * @param offsets the sources of grid position 0, rising
 */
record Taps(int first, int stride, int count, int step, int[] taps, int[] offsets) {

    /** The taps of a convolution along an axis with {@code outputs} results. */
    static Taps forward(int outputs, int kernel, int stride, int pad, int dilation) {
        int[] taps = new int[kernel];
        int[] offsets = new int[kernel];
        for (int t = 0; t < kernel; t++) {
            taps[t] = t;
            offsets[t] = t * dilation - pad;
        }
        return new Taps(0, 1, outputs, stride, taps, offsets);
    }

    /**
     * The taps of the adjoint for the image positions ≡ {@code residue} modulo the stride, of {@code size} positions.
     */
    static Taps adjoint(int residue, int size, int kernel, int stride, int pad, int dilation) {
        int count = 0;
        for (int t = 0; t < kernel; t++) {
            if (Math.floorMod(residue + pad - t * dilation, stride) == 0) {
                count++;
            }
        }
        int[] taps = new int[count];
        int[] offsets = new int[count];
        for (int t = 0, i = count; t < kernel; t++) {
            int distance = residue + pad - t * dilation;
            if (Math.floorMod(distance, stride) == 0) {
                i--;
                taps[i] = t;
                offsets[i] = Math.floorDiv(distance, stride);
            }
        }
        return new Taps(residue, stride, Math.ceilDiv(Math.max(0, size - residue), stride), 1, taps, offsets);
    }

    /** How many taps there are. */
    int size() {
        return taps.length;
    }

    /** Whether neighbouring taps read neighbouring sources. */
    boolean isDense() {
        return offsets.length < 2 || offsets[1] - offsets[0] == 1;
    }
}
