package org.gaspard.tensor.cpu;

/**
 * An epilogue on pixels that follow one another. Where their channels do not fill vectors, as many pixels as a vector
 * has lanes are taken for one row, with the bias repeated: then they do.
 *
 * @param <T> the type of array: {@code float[]} or {@code double[]}
 */
final class ChannelEpilogue<T> {

    private final TileKernels<T> tiles;
    private final Epilogue<T> epilogue;
    private final Epilogue<T> repeated;
    private final int channels;
    private final int together;

    /** The epilogue for pixels of some channels. */
    ChannelEpilogue(TileKernels<T> tiles, Epilogue<T> epilogue, int channels) {
        this.tiles = tiles;
        this.epilogue = epilogue;
        this.channels = channels;
        this.together = channels % tiles.lanes() == 0 ? 1 : tiles.lanes();
        this.repeated = together > 1 && epilogue.bias().isPresent()
                ? epilogue.plus(repeated(epilogue.bias().get(), epilogue.biasOffset()), 0)
                : epilogue;
    }

    private T repeated(T bias, int offset) {
        T all = tiles.allocate(channels * together);
        tiles.merge(bias, offset, 0, all, 0, channels, together, channels, false);
        return all;
    }

    /** Applies it to {@code pixels} pixels that lie at {@code at}. */
    void apply(T c, int at, int pixels) {
        if (epilogue.isNone()) {
            return;
        }
        int row = channels * together;
        int rows = pixels / together;
        tiles.finish(c, at, row, rows, row, repeated, 0);
        int rest = pixels - rows * together;
        tiles.finish(c, at + rows * row, channels, rest, channels, epilogue, 0);
    }
}
