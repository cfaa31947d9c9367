package org.gaspard.tensor.cpu;

/** Writes one number everywhere in an array. */
record FillKernel<T>(Spans<T> spans, int slot, int size, double value, String label) implements Kernel {

    @Override
    @SuppressWarnings("unchecked") // a slot of this kernel's type
    public void run(Object[] arrays) {
        spans.fill((T) arrays[slot], 0, size, value);
    }
}
