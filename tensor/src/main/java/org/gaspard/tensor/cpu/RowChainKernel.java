package org.gaspard.tensor.cpu;

import java.util.List;
import java.util.stream.Collectors;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Storage;

/**
 * Fused kernels that follow each other row by row, such as the maximum, the sum and the quotient of a softmax: each task
 * runs all of them on some rows, which stay in the cache between one and the next. What only they read is never stored
 * whole: a task keeps its rows of it, unless it can lie in the array of a later result.
 */
final class RowChainKernel implements Kernel {

    /** The elements of the rows that a task computes at a time. */
    private static final int BLOCK = 1 << 14;

    /**
     * A result that only this chain reads.
     *
     * @param slot its slot, which has no array in the plan
     * @param dtype its element type
     * @param length the elements of a row
     */
    record Local(int slot, DType dtype, int length) {}

    private final WorkerPool pool;
    private final List<FusedKernel<?>> parts;
    private final List<Local> locals;
    private final int rows;
    private final int rowsInTask;
    private final FreeList<Object[]> rowsOfLocals;

    /**
     * The kernels in order.
     *
     * @param rows what all of them are cut into
     */
    RowChainKernel(WorkerPool pool, int rows, List<FusedKernel<?>> parts, List<Local> locals) {
        this.pool = pool;
        this.rows = rows;
        this.parts = List.copyOf(parts);
        this.locals = List.copyOf(locals);
        int longest =
                parts.stream().mapToInt(part -> part.rowLength(rows)).max().orElse(1);
        this.rowsInTask = Math.max(1, BLOCK / Math.max(1, longest));
        this.rowsOfLocals = new FreeList<>(this::allocate);
    }

    @Override
    public void run(Object[] arrays) {
        pool.pieces(rows, rowsInTask, (first, end) -> {
            Object[] own = rowsOfLocals.take();
            try {
                Frame frame = frame(arrays, own, first);
                for (FusedKernel<?> part : parts) {
                    part.runRows(frame, rows, first, end);
                }
            } finally {
                rowsOfLocals.giveBack(own);
            }
        });
    }

    private Frame frame(Object[] arrays, Object[] own, int firstRow) {
        if (own.length == 0) {
            return Frame.whole(arrays);
        }
        Object[] all = arrays.clone();
        int[] origins = new int[all.length];
        for (int i = 0; i < own.length; i++) {
            Local local = locals.get(i);
            all[local.slot()] = own[i];
            origins[local.slot()] = firstRow * local.length();
        }
        return new Frame(all, origins);
    }

    private Object[] allocate() {
        return locals.stream()
                .map(local -> Storage.allocate(local.dtype(), rowsInTask * local.length())
                        .array())
                .toArray();
    }

    @Override
    public long bytes() {
        long local = locals.stream()
                .mapToLong(l -> (long) rowsInTask * l.length() * l.dtype().bytes())
                .sum();
        return parts.stream().mapToLong(Kernel::bytes).sum() + pool.threads() * local;
    }

    @Override
    public String label() {
        return "chain over " + rows + " rows: "
                + parts.stream().map(Kernel::label).collect(Collectors.joining("; "));
    }
}
