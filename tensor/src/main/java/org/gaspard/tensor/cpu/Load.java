package org.gaspard.tensor.cpu;

import org.gaspard.tensor.DType;

/**
 * An operand of a fused group: a run of consecutive elements of a view is brought into a tile. Axes that follow each other
 * evenly in memory are joined first.
 */
final class Load {

    private final int slot;
    private final int offset;
    private final int[] extents;
    private final int[] strides;
    private final boolean converts;

    /** The view, read from a slot, as elements of type {@code wanted}. */
    Load(View view, int slot, DType wanted) {
        this.slot = slot;
        this.offset = view.offset();
        this.converts = view.stored() != wanted;
        int rank = view.shape().rank();
        int[] e = new int[rank + 1];
        int[] s = new int[rank + 1];
        int count = 0;
        for (int axis = 0; axis < rank; axis++) {
            int extent = view.shape().extent(axis);
            int stride = view.strides()[axis];
            if (extent == 1) {
                continue;
            }
            if (count > 0 && s[count - 1] == stride * extent) {
                e[count - 1] *= extent;
                s[count - 1] = stride;
            } else {
                e[count] = extent;
                s[count++] = stride;
            }
        }
        if (count == 0) {
            e[0] = Math.min(1, view.shape().size());
            s[0] = 1;
            count = 1;
        }
        this.extents = java.util.Arrays.copyOf(e, count);
        this.strides = java.util.Arrays.copyOf(s, count);
    }

    int slot() {
        return slot;
    }

    /** Whether tiles can be read where they are. */
    boolean isDirect() {
        return !converts && extents.length == 1 && strides[0] == 1;
    }

    /** Where element 0 of a direct load is. */
    int offset() {
        return offset;
    }

    /** If the elements repeat from a position on that is a multiple of a period, the period; else 0. */
    int period() {
        if (strides[0] != 0) {
            return 0;
        }
        int period = 1;
        for (int i = 1; i < extents.length; i++) {
            period *= extents[i];
        }
        return period;
    }

    /** How many elements in a row are the same one, from positions on that are multiples of this number. */
    int repeats() {
        int last = extents.length - 1;
        return converts || strides[last] != 0 ? 1 : extents[last];
    }

    /** Where the element lies that is seen at {@code index}. */
    int place(Frame frame, int index) {
        int last = extents.length - 1;
        return frame.place(slot, rowStart(index / extents[last]) + index % extents[last] * strides[last]);
    }

    private int rowStart(int row) {
        int at = offset;
        int rest = row;
        for (int axis = extents.length - 2; axis >= 0; axis--) {
            at += rest % extents[axis] * strides[axis];
            rest /= extents[axis];
        }
        return at;
    }

    /**
     * Whether row r of the elements, all cut into {@code rows} equal parts, comes from part r of an array of
     * {@code size} elements cut the same way.
     */
    boolean staysInRows(int rows, int size) {
        if (offset != 0 || rows == 0 || extents[0] % rows != 0 || size % rows != 0) {
            return false;
        }
        long reach = 0;
        for (int axis = 1; axis < extents.length; axis++) {
            if (strides[axis] < 0) {
                return false;
            }
            reach += (extents[axis] - 1L) * strides[axis];
        }
        return reach < strides[0] && strides[0] * (long) (extents[0] / rows) == size / rows;
    }

    /** Copies the elements {@code start … start + n - 1}, in row-major order, into a tile. */
    <T> void fill(Spans<T> spans, Frame frame, int start, T tile, int to, int n) {
        Object source = frame.array(slot);
        int last = extents.length - 1;
        int inner = extents[last];
        int row = start / inner;
        int column = start % inner;
        int done = 0;
        while (done < n) {
            int run = Math.min(inner - column, n - done);
            int from = frame.place(slot, rowStart(row) + column * strides[last]);
            copy(spans, source, from, strides[last], tile, to + done, run);
            done += run;
            column = 0;
            row++;
        }
    }

    @SuppressWarnings("unchecked") // a slot that is not converted holds the group's type
    private <T> void copy(Spans<T> spans, Object source, int from, int stride, T tile, int to, int n) {
        if (converts) {
            if (stride == 0) {
                spans.convert(source, from, 1, tile, to, 1);
                spans.fill(tile, to, n, spans.get(tile, to));
            } else {
                spans.convert(source, from, stride, tile, to, n);
            }
        } else if (stride == 1) {
            System.arraycopy(source, from, tile, to, n);
        } else if (stride == 0) {
            spans.fill(tile, to, n, spans.get((T) source, from));
        } else {
            spans.copyStrided((T) source, from, stride, tile, to, n);
        }
    }
}
