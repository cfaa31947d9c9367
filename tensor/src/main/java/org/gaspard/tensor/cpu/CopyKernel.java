package org.gaspard.tensor.cpu;

/** Writes what a load sees into an array. */
record CopyKernel<T>(Spans<T> spans, WorkerPool pool, Load load, int size, int slot, String label) implements Kernel {

    private static final int PIECE = 1 << 15;

    @Override
    @SuppressWarnings("unchecked") // a slot of this kernel's type
    public void run(Object[] arrays) {
        T to = (T) arrays[slot];
        Frame frame = Frame.whole(arrays);
        pool.pieces(size, PIECE, (start, end) -> load.fill(spans, frame, start, to, start, end - start));
    }
}
