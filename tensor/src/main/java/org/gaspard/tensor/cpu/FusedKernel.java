package org.gaspard.tensor.cpu;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gaspard.tensor.Ints;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.Shape;

/**
 * Runs a {@link TileProgram} over all elements, stores what is stored and joins what is reduced. Elements are cut into
 * fixed pieces by their number alone; partial results of a reduction are joined in the order of the pieces, so results do
 * not depend on the threads. Sums over rows are taken in the element type over a few rows only, and joined in double
 * precision beyond: their relative error does not grow with the number of rows.
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

        /** The reduction of axes that follow each other, but for axes of extent 1. */
        static Domain ofBlock(Ints axes, Shape shape) {
            int outer = 1;
            int reduced = 1;
            int inner = 1;
            boolean passed = false;
            for (int axis = 0; axis < shape.rank(); axis++) {
                int extent = shape.extent(axis);
                if (axes.contains(axis)) {
                    reduced *= extent;
                    passed |= extent != 1;
                } else if (passed) {
                    inner *= extent;
                } else {
                    outer *= extent;
                }
            }
            return new Domain(outer, reduced, inner);
        }
    }

    /** The elements of a piece of work. */
    private static final int PIECE = 16 * TileProgram.TILE;

    /** The rows that are joined in the element type. */
    private static final int BLOCK_ROWS = 64;

    /** The most pieces that a reduction of rows is cut into, as each keeps a row of its own. */
    private static final int MOST_COLUMN_PIECES = 256;

    /** The longest row that is joined by one task. */
    static final int LONGEST_ROW = PIECE;

    private final TileProgram<T> program;
    private final Spans<T> spans;
    private final WorkerPool pool;
    private final Domain domain;
    private final List<Sink> sinks;
    private final String label;
    private final FreeList<TileProgram.Workspace<T>> workspaces;
    private final double[][] rowPartials;
    private final double[][] columnPartials;

    FusedKernel(TileProgram<T> program, WorkerPool pool, Domain domain, List<Sink> sinks, String label) {
        this.program = program;
        this.spans = program.spans();
        this.pool = pool;
        this.domain = domain;
        this.sinks = List.copyOf(sinks);
        this.label = label;
        this.workspaces = new FreeList<>(program::workspace);
        boolean longRows = domain.inner() == 1 && domain.reduced() > PIECE;
        this.rowPartials = new double[longRows ? sinks.size() : 0][domain.outer() * rowPieces()];
        boolean narrow = domain.inner() > 1 && domain.inner() <= TileProgram.TILE;
        this.columnPartials =
                narrow ? new double[sinks.size()][domain.outer() * columnPieces() * domain.inner()] : new double[0][];
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public long bytes() {
        return Stream.of(rowPartials, columnPartials)
                .flatMap(Arrays::stream)
                .mapToLong(partials -> (long) Double.BYTES * partials.length)
                .sum();
    }

    @Override
    public void run(Object[] arrays) {
        run(Frame.whole(arrays));
    }

    private void run(Frame frame) {
        if (domain.size() == 0) {
            for (Sink sink : sinks) {
                spans.fill(result(sink, frame), 0, domain.outer() * domain.inner(), spans.neutral(sink.kind()));
            }
        } else if (sinks.isEmpty()) {
            pieces(domain.size(), piece(), (workspace, from, end) -> compute(frame, workspace, from, end));
        } else if (domain.inner() > TileProgram.TILE) {
            reduceWideColumns(frame);
        } else if (domain.inner() > 1) {
            reduceColumns(frame);
        } else if (domain.reduced() > PIECE) {
            reduceLongRows(frame);
        } else {
            reduceRows(frame);
        }
    }

    private int piece() {
        return PIECE / TileProgram.TILE * program.tile();
    }

    private interface Piece<T> {
        void run(TileProgram.Workspace<T> workspace, int from, int end);
    }

    private void pieces(int n, int size, Piece<T> piece) {
        pool.pieces(n, size, (from, end) -> {
            TileProgram.Workspace<T> workspace = take();
            try {
                piece.run(workspace, from, end);
            } finally {
                workspaces.giveBack(workspace);
            }
        });
    }

    private TileProgram.Workspace<T> take() {
        TileProgram.Workspace<T> workspace = workspaces.take();
        workspace.reset();
        return workspace;
    }

    @SuppressWarnings("unchecked") // slots of the group's type
    private T result(Sink sink, Frame frame) {
        return (T) frame.array(sink.slot());
    }

    /** Rows of at most {@link #PIECE} elements: many in a tile, or one in several tiles. */
    private void reduceRows(Frame frame) {
        int rowsInPiece = Math.max(1, PIECE / domain.reduced());
        pieces(domain.outer(), rowsInPiece, (workspace, first, end) -> reduceRows(frame, workspace, first, end));
    }

    private void reduceRows(Frame frame, TileProgram.Workspace<T> workspace, int first, int end) {
        int length = domain.reduced();
        int rowsInTile = length <= TileProgram.TILE ? program.tile() / length : 1;
        for (int row = first; row < end; row += rowsInTile) {
            if (length > TileProgram.TILE) {
                double[] sums = joinSpan(frame, workspace, row * length, length);
                for (int s = 0; s < sums.length; s++) {
                    Sink sink = sinks.get(s);
                    spans.set(result(sink, frame), frame.place(sink.slot(), row), sums[s]);
                }
            } else {
                int rows = Math.min(rowsInTile, end - row);
                program.compute(frame, workspace, row * length, rows * length);
                for (Sink sink : sinks) {
                    T from = program.array(sink.operand(), frame, workspace);
                    int at = program.offset(sink.operand(), frame, row * length);
                    T to = result(sink, frame);
                    int place = frame.place(sink.slot(), row);
                    for (int r = 0; r < rows; r++) {
                        spans.set(to, place + r, spans.reduce(sink.kind(), from, at + r * length, length));
                    }
                }
            }
        }
    }

    /** The elements of one of {@code rows} equal rows. */
    int rowLength(int rows) {
        return domain.size() / rows;
    }

    /** Computes the rows {@code first … end - 1} of {@code rows}; those of a reduction are the rows that it joins. */
    void runRows(Frame frame, int rows, int first, int end) {
        TileProgram.Workspace<T> workspace = take();
        try {
            if (sinks.isEmpty()) {
                compute(frame, workspace, first * rowLength(rows), end * rowLength(rows));
            } else {
                reduceRows(frame, workspace, first, end);
            }
        } finally {
            workspaces.giveBack(workspace);
        }
    }

    private void compute(Frame frame, TileProgram.Workspace<T> workspace, int from, int end) {
        // The difference, not start < end: beyond the last tile of the longest array, start has wrapped around.
        for (int start = from; end - start > 0; start += program.tile()) {
            program.compute(frame, workspace, start, Math.min(program.tile(), end - start));
        }
    }

    /** The joined elements of a span of any length, one number for each sink. */
    private double[] joinSpan(Frame frame, TileProgram.Workspace<T> workspace, int start, int length) {
        double[] joined = new double[sinks.size()];
        for (int s = 0; s < joined.length; s++) {
            joined[s] = spans.neutral(sinks.get(s).kind());
        }
        for (int done = 0; done < length; done += program.tile()) {
            int n = Math.min(program.tile(), length - done);
            program.compute(frame, workspace, start + done, n);
            for (int s = 0; s < joined.length; s++) {
                Sink sink = sinks.get(s);
                T from = program.array(sink.operand(), frame, workspace);
                int at = program.offset(sink.operand(), frame, start + done);
                joined[s] = spans.join(sink.kind(), joined[s], spans.reduce(sink.kind(), from, at, n));
            }
        }
        return joined;
    }

    private int rowPieces() {
        return Math.ceilDiv(domain.reduced(), PIECE);
    }

    /** Few long rows: pieces of them into partial results, which are joined in order. */
    private void reduceLongRows(Frame frame) {
        int count = rowPieces();
        int length = domain.reduced();
        pieces(domain.outer() * count, 1, (workspace, p, next) -> {
            int start = p % count * PIECE;
            int n = Math.min(PIECE, length - start);
            double[] joined = joinSpan(frame, workspace, p / count * length + start, n);
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
                spans.set(result(sink, frame), row, joined);
            }
        }
    }

    private int rowsInColumnPiece() {
        int rows = Math.max(1, PIECE / domain.inner());
        return Math.max(rows, Math.ceilDiv(domain.reduced(), MOST_COLUMN_PIECES));
    }

    private int columnPieces() {
        return Math.ceilDiv(domain.reduced(), rowsInColumnPiece());
    }

    /** Rows of inner elements joined downwards: pieces of rows into partial rows, which are joined in order. */
    private void reduceColumns(Frame frame) {
        int inner = domain.inner();
        int count = columnPieces();
        int rowsInTile = program.tile() / inner;
        int piecesInTask = Math.max(1, PIECE / (Math.min(domain.reduced(), rowsInColumnPiece()) * inner));
        pieces(domain.outer() * count, piecesInTask, (workspace, firstPiece, endPiece) -> {
            for (int p = firstPiece; p < endPiece; p++) {
                RowSums sums = new RowSums(inner, columnPartials, p * inner);
                int from = p % count * rowsInColumnPiece();
                int end = Math.min(domain.reduced(), from + rowsInColumnPiece());
                for (int row = from; row < end; row += rowsInTile) {
                    int rows = Math.min(rowsInTile, end - row);
                    int start = (p / count * domain.reduced() + row) * inner;
                    program.compute(frame, workspace, start, rows * inner);
                    sums.add(frame, workspace, start, rows);
                }
                sums.close();
            }
        });
        pool.pieces(domain.outer(), Math.max(1, PIECE / (count * inner)), (first, end) -> {
            double[] joined = new double[inner];
            for (int row = first; row < end; row++) {
                for (int s = 0; s < sinks.size(); s++) {
                    Sink sink = sinks.get(s);
                    Arrays.fill(joined, spans.neutral(sink.kind()));
                    for (int p = row * count; p < (row + 1) * count; p++) {
                        for (int i = 0; i < inner; i++) {
                            joined[i] = spans.join(sink.kind(), joined[i], columnPartials[s][p * inner + i]);
                        }
                    }
                    store(joined, sink, frame, row * inner);
                }
            }
        });
    }

    /** Long rows of inner elements joined downwards: each task has a strip of columns to itself. */
    private void reduceWideColumns(Frame frame) {
        int inner = domain.inner();
        int tile = program.tile();
        int strips = Math.ceilDiv(inner, tile);
        pieces(domain.outer() * strips, 1, (workspace, p, next) -> {
            int column = p % strips * tile;
            int n = Math.min(tile, inner - column);
            double[][] joined = new double[sinks.size()][n];
            RowSums sums = new RowSums(n, joined, 0);
            for (int row = 0; row < domain.reduced(); row++) {
                int start = (p / strips * domain.reduced() + row) * inner + column;
                program.compute(frame, workspace, start, n);
                sums.add(frame, workspace, start, 1);
            }
            sums.close();
            for (int s = 0; s < joined.length; s++) {
                store(joined[s], sinks.get(s), frame, p / strips * inner + column);
            }
        });
    }

    private void store(double[] row, Sink sink, Frame frame, int to) {
        T result = result(sink, frame);
        for (int i = 0; i < row.length; i++) {
            spans.set(result, to + i, row[i]);
        }
    }

    /** Rows joined downwards for each sink: a few at a time in the element type, blocks in double precision. */
    private final class RowSums {

        private final int n;
        private final double[][] joined;
        private final int offset;
        private final T block;
        private int rowsInBlock;

        /** Joins rows of {@code n} elements into {@code joined[sink]}, from {@code offset} on. */
        RowSums(int n, double[][] joined, int offset) {
            this.n = n;
            this.joined = joined;
            this.offset = offset;
            this.block = spans.allocate(sinks.size() * n);
            for (int s = 0; s < sinks.size(); s++) {
                double neutral = spans.neutral(sinks.get(s).kind());
                Arrays.fill(joined[s], offset, offset + n, neutral);
                spans.fill(block, s * n, n, neutral);
            }
        }

        /** Joins the rows that were computed for the elements from {@code start} on. */
        void add(Frame frame, TileProgram.Workspace<T> workspace, int start, int rows) {
            for (int done = 0; done < rows; ) {
                int some = Math.min(rows - done, BLOCK_ROWS - rowsInBlock);
                for (int s = 0; s < sinks.size(); s++) {
                    Sink sink = sinks.get(s);
                    T array = program.array(sink.operand(), frame, workspace);
                    int at = program.offset(sink.operand(), frame, start) + done * n;
                    spans.accumulate(sink.kind(), array, at, some, block, s * n, n);
                }
                done += some;
                rowsInBlock += some;
                if (rowsInBlock == BLOCK_ROWS) {
                    joinBlock();
                }
            }
        }

        /** Joins what is left. */
        void close() {
            joinBlock();
        }

        private void joinBlock() {
            for (int s = 0; s < sinks.size(); s++) {
                Reduction.Kind kind = sinks.get(s).kind();
                spans.accumulate(kind, block, s * n, joined[s], offset, n);
                spans.fill(block, s * n, n, spans.neutral(kind));
            }
            rowsInBlock = 0;
        }
    }
}
