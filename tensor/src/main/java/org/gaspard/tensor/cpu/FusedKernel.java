package org.gaspard.tensor.cpu;

import java.util.ArrayDeque;
import java.util.List;
import org.gaspard.tensor.Reduction;

/**
 * Runs a {@link TileProgram} over all elements, stores what is stored and joins what is reduced. Elements are cut into
 * fixed pieces by their number alone; partial results of a reduction are joined in the order of the pieces, so results do
 * not depend on the threads.
 *
 * @param <T> the type of array
 */
final class FusedKernel<T> implements Kernel {

    /** A reduction of an operand into a slot. */
    record Sink(Reduction.Kind kind, TileProgram.Operand operand, int slot) {}

    /**
     * What is reduced: the elements are seen as [outer, reduced, inner], of which the middle is joined. Without a
     * reduction the middle is 1.
     */
    record Domain(int outer, int reduced, int inner) {
        int size() {
            return outer * reduced * inner;
        }
    }

    /** The elements of a piece of work. */
    private static final int PIECE = 16 * TileProgram.TILE;

    private final TileProgram<T> program;
    private final Spans<T> spans;
    private final WorkerPool pool;
    private final Domain domain;
    private final List<Sink> sinks;
    private final String label;
    private final ArrayDeque<TileProgram.Workspace<T>> workspaces = new ArrayDeque<>();
    private final double[][] rowPartials;
    private final List<T> columnPartials;

    FusedKernel(TileProgram<T> program, WorkerPool pool, Domain domain, List<Sink> sinks, String label) {
        this.program = program;
        this.spans = program.spans();
        this.pool = pool;
        this.domain = domain;
        this.sinks = List.copyOf(sinks);
        this.label = label;
        boolean longRows = domain.inner() == 1 && domain.reduced() > PIECE;
        this.rowPartials = new double[longRows ? sinks.size() : 0][domain.outer() * rowPieces()];
        boolean narrow = domain.inner() > 1 && domain.inner() <= TileProgram.TILE;
        this.columnPartials = narrow
                ? sinks.stream()
                        .map(sink -> spans.allocate(domain.outer() * columnPieces() * domain.inner()))
                        .toList()
                : List.of();
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public void run(Object[] arrays) {
        if (domain.size() == 0) {
            for (Sink sink : sinks) {
                spans.fill(result(sink, arrays), 0, domain.outer() * domain.inner(), spans.neutral(sink.kind()));
            }
        } else if (sinks.isEmpty()) {
            int n = domain.size();
            pieces(Math.ceilDiv(n, piece()), (workspace, p) -> {
                int end = (int) Math.min(n, (p + 1L) * piece());
                for (int start = p * piece(); start < end; start += program.tile()) {
                    program.compute(arrays, workspace, start, Math.min(program.tile(), end - start));
                }
            });
        } else if (domain.inner() > TileProgram.TILE) {
            reduceWideColumns(arrays);
        } else if (domain.inner() > 1) {
            reduceColumns(arrays);
        } else if (domain.reduced() > PIECE) {
            reduceLongRows(arrays);
        } else {
            reduceRows(arrays);
        }
    }

    private int piece() {
        return PIECE / TileProgram.TILE * program.tile();
    }

    private interface Piece<T> {
        void run(TileProgram.Workspace<T> workspace, int number);
    }

    private void pieces(int count, Piece<T> piece) {
        pool.run(count, number -> {
            TileProgram.Workspace<T> workspace = take();
            try {
                piece.run(workspace, number);
            } finally {
                giveBack(workspace);
            }
        });
    }

    private TileProgram.Workspace<T> take() {
        synchronized (workspaces) {
            TileProgram.Workspace<T> workspace = workspaces.poll();
            if (workspace == null) {
                return program.workspace();
            }
            workspace.reset();
            return workspace;
        }
    }

    private void giveBack(TileProgram.Workspace<T> workspace) {
        synchronized (workspaces) {
            workspaces.push(workspace);
        }
    }

    @SuppressWarnings("unchecked") // slots of the group's type
    private T result(Sink sink, Object[] arrays) {
        return (T) arrays[sink.slot()];
    }

    /** Rows of at most {@link #PIECE} elements: many in a tile, or one in several tiles. */
    private void reduceRows(Object[] arrays) {
        int length = domain.reduced();
        int rowsInPiece = Math.max(1, PIECE / length);
        int rowsInTile = length <= TileProgram.TILE ? program.tile() / length : 1;
        pieces(Math.ceilDiv(domain.outer(), rowsInPiece), (workspace, p) -> {
            int end = Math.min(domain.outer(), (p + 1) * rowsInPiece);
            for (int row = p * rowsInPiece; row < end; row += rowsInTile) {
                if (length > TileProgram.TILE) {
                    double[] sums = joinSpan(arrays, workspace, row * length, length);
                    for (int s = 0; s < sums.length; s++) {
                        spans.set(result(sinks.get(s), arrays), row, sums[s]);
                    }
                } else {
                    int rows = Math.min(rowsInTile, end - row);
                    program.compute(arrays, workspace, row * length, rows * length);
                    for (Sink sink : sinks) {
                        T from = program.array(sink.operand(), arrays, workspace);
                        int at = program.offset(sink.operand(), row * length);
                        T to = result(sink, arrays);
                        for (int r = 0; r < rows; r++) {
                            spans.set(to, row + r, spans.reduce(sink.kind(), from, at + r * length, length));
                        }
                    }
                }
            }
        });
    }

    /** The joined elements of a span of any length, one number for each sink. */
    private double[] joinSpan(Object[] arrays, TileProgram.Workspace<T> workspace, int start, int length) {
        double[] joined = new double[sinks.size()];
        for (int s = 0; s < joined.length; s++) {
            joined[s] = spans.neutral(sinks.get(s).kind());
        }
        for (int done = 0; done < length; done += program.tile()) {
            int n = Math.min(program.tile(), length - done);
            program.compute(arrays, workspace, start + done, n);
            for (int s = 0; s < joined.length; s++) {
                Sink sink = sinks.get(s);
                T from = program.array(sink.operand(), arrays, workspace);
                int at = program.offset(sink.operand(), start + done);
                joined[s] = spans.join(sink.kind(), joined[s], spans.reduce(sink.kind(), from, at, n));
            }
        }
        return joined;
    }

    private int rowPieces() {
        return Math.ceilDiv(domain.reduced(), PIECE);
    }

    /** Few long rows: pieces of them into partial results, which are joined in order. */
    private void reduceLongRows(Object[] arrays) {
        int count = rowPieces();
        int length = domain.reduced();
        pieces(domain.outer() * count, (workspace, p) -> {
            int start = p % count * PIECE;
            int n = Math.min(PIECE, length - start);
            double[] joined = joinSpan(arrays, workspace, p / count * length + start, n);
            for (int s = 0; s < joined.length; s++) {
                rowPartials[s][p] = joined[s];
            }
        });
        for (int s = 0; s < sinks.size(); s++) {
            Sink sink = sinks.get(s);
            for (int row = 0; row < domain.outer(); row++) {
                double joined = spans.neutral(sink.kind());
                for (int p = 0; p < count; p++) {
                    joined = spans.join(sink.kind(), joined, rowPartials[s][row * count + p]);
                }
                spans.set(result(sink, arrays), row, joined);
            }
        }
    }

    private int rowsInColumnPiece() {
        return Math.max(1, PIECE / domain.inner());
    }

    private int columnPieces() {
        return Math.ceilDiv(domain.reduced(), rowsInColumnPiece());
    }

    /** Rows of inner elements joined downwards: pieces of rows into partial rows, which are joined in order. */
    private void reduceColumns(Object[] arrays) {
        int inner = domain.inner();
        int count = columnPieces();
        int rowsInTile = program.tile() / inner;
        pieces(domain.outer() * count, (workspace, p) -> {
            for (int s = 0; s < sinks.size(); s++) {
                spans.fill(columnPartials.get(s), p * inner, inner, spans.neutral(sinks.get(s).kind()));
            }
            int from = p % count * rowsInColumnPiece();
            int end = Math.min(domain.reduced(), from + rowsInColumnPiece());
            for (int row = from; row < end; row += rowsInTile) {
                int rows = Math.min(rowsInTile, end - row);
                int start = (p / count * domain.reduced() + row) * inner;
                program.compute(arrays, workspace, start, rows * inner);
                for (int s = 0; s < sinks.size(); s++) {
                    Sink sink = sinks.get(s);
                    T array = program.array(sink.operand(), arrays, workspace);
                    int at = program.offset(sink.operand(), start);
                    for (int r = 0; r < rows; r++) {
                        spans.accumulate(
                                sink.kind(), array, at + r * inner, columnPartials.get(s), p * inner, inner);
                    }
                }
            }
        });
        for (int s = 0; s < sinks.size(); s++) {
            Sink sink = sinks.get(s);
            T to = result(sink, arrays);
            spans.fill(to, 0, domain.outer() * inner, spans.neutral(sink.kind()));
            for (int p = 0; p < domain.outer() * count; p++) {
                spans.accumulate(sink.kind(), columnPartials.get(s), p * inner, to, p / count * inner, inner);
            }
        }
    }

    /** Long rows of inner elements joined downwards: each task has a strip of columns to itself. */
    private void reduceWideColumns(Object[] arrays) {
        int inner = domain.inner();
        int tile = program.tile();
        int strips = Math.ceilDiv(inner, tile);
        pieces(domain.outer() * strips, (workspace, p) -> {
            int column = p % strips * tile;
            int n = Math.min(tile, inner - column);
            int to = p / strips * inner + column;
            for (Sink sink : sinks) {
                spans.fill(result(sink, arrays), to, n, spans.neutral(sink.kind()));
            }
            for (int row = 0; row < domain.reduced(); row++) {
                int start = (p / strips * domain.reduced() + row) * inner + column;
                program.compute(arrays, workspace, start, n);
                for (Sink sink : sinks) {
                    T array = program.array(sink.operand(), arrays, workspace);
                    int at = program.offset(sink.operand(), start);
                    spans.accumulate(sink.kind(), array, at, result(sink, arrays), to, n);
                }
            }
        });
    }
}
