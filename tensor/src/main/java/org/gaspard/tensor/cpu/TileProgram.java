package org.gaspard.tensor.cpu;

import java.util.Arrays;
import java.util.List;
import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.Elementwise;
import org.gaspard.tensor.UnaryOp;

/**
 * The elementwise operations of a fused group, as a short list of instructions that each run over one tile of elements
 * inside the first-level cache.
 *
 * <p>An operand is a load, a constant or the result of an earlier instruction. Results live in registers, tiles of one
 * scratch array, unless they are stored: then they are written straight to their array and read from there.
 *
 * @param <T> the type of array
 */
final class TileProgram<T> {

    /** The elements of a tile, before it is adjusted to a period. */
    static final int TILE = 1024;

    /** The number of equal elements from which on they are given to a kernel as one number. */
    private static final int LONG_REPEAT = 64;

    /** Where an operand comes from. */
    enum Kind {
        LOAD,
        CONSTANT,
        RESULT
    }

    /** An operand: the number of a load, a constant or an instruction. */
    record Operand(Kind kind, int number) {}

    /**
     * One operation.
     *
     * @param register the scratch tile of the result, or -1 if it is stored
     * @param store the slot that the result is stored in, or -1
     */
    record Instruction(Elementwise op, List<Operand> operands, int register, int store) {}

    private final Spans<T> spans;
    private final Load[] loads;
    private final double[] constants;
    private final Instruction[] instructions;
    private final int registers;
    private final int tile;

    /** For each instruction the operand that is one number for long stretches of a tile, or -1. */
    private final int[] single;

    /** For each load whether its elements are needed one beside the other. */
    private final boolean[] spread;

    /**
     * The instructions in order.
     *
     * @param read the operands that are read from outside when a tile is done
     * @param rowLength the elements that belong together, 1 if none do
     */
    TileProgram(
            Spans<T> spans,
            List<Load> loads,
            double[] constants,
            List<Instruction> instructions,
            List<Operand> read,
            int rowLength) {
        this.spans = spans;
        this.loads = loads.toArray(Load[]::new);
        this.constants = constants;
        this.instructions = instructions.toArray(Instruction[]::new);
        this.registers =
                instructions.stream().mapToInt(Instruction::register).max().orElse(-1) + 1;
        this.tile = tileFor(rowLength);
        this.spread = new boolean[loads.size()];
        this.single = instructions.stream().mapToInt(this::findSingle).toArray();
        read.forEach(this::needSpread);
        for (int at = 0; at < single.length; at++) {
            List<Operand> operands = instructions.get(at).operands();
            for (int i = 0; i < operands.size(); i++) {
                if (i != single[at]) {
                    needSpread(operands.get(i));
                }
            }
        }
    }

    private void needSpread(Operand operand) {
        if (operand.kind() == Kind.LOAD) {
            spread[operand.number()] |= !loads[operand.number()].isDirect();
        }
    }

    private int findSingle(Instruction instruction) {
        if (instruction.op() instanceof BinaryOp) {
            for (int i = 1; i >= 0; i--) {
                Operand operand = instruction.operands().get(i);
                if (operand.kind() == Kind.LOAD && loads[operand.number()].repeats() >= LONG_REPEAT) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** Whole rows where they fit; else whole periods of the longest repeated operand, so that it is loaded once. */
    private int tileFor(int rowLength) {
        if (rowLength > 1 && rowLength <= TILE) {
            return TILE / rowLength * rowLength;
        }
        int period = 1;
        for (Load load : loads) {
            period = load.period() <= TILE ? Math.max(period, load.period()) : period;
        }
        return TILE / period * period;
    }

    Spans<T> spans() {
        return spans;
    }

    /** The number of elements that are best computed at once. */
    int tile() {
        return tile;
    }

    int instructionCount() {
        return instructions.length;
    }

    int loadCount() {
        return loads.length;
    }

    /** The working memory of one task at a time. */
    Workspace<T> workspace() {
        T scratch = spans.allocate((constants.length + loads.length + registers) * TILE);
        for (int i = 0; i < constants.length; i++) {
            spans.fill(scratch, i * TILE, TILE, constants[i]);
        }
        return new Workspace<>(scratch, new int[loads.length]);
    }

    /** A scratch array of tiles, and for each repeated load how many elements of its tile are valid. */
    record Workspace<T>(T scratch, int[] loaded) {

        /** Forgets what was loaded: the arrays have changed. */
        void reset() {
            Arrays.fill(loaded, 0);
        }
    }

    /** Computes the elements {@code start … start + n - 1} of every result; n is at most {@link #TILE}. */
    void compute(Frame frame, Workspace<T> workspace, int start, int n) {
        for (int i = 0; i < loads.length; i++) {
            Load load = loads[i];
            if (spread[i]) {
                load(frame, workspace, i, load, start, n);
            }
        }
        for (int i = 0; i < instructions.length; i++) {
            Instruction instruction = instructions[i];
            int one = single[i];
            T to = destination(instruction, frame, workspace);
            int at = destinationOffset(instruction, frame, start);
            List<Operand> in = instruction.operands();
            Operand a = in.getFirst();
            T x = array(a, frame, workspace);
            int xo = offset(a, frame, start);
            switch (instruction.op()) {
                case UnaryOp unary -> spans.unary(unary, x, xo, to, at, n);
                case BinaryOp binary when one >= 0 -> stretches(binary, in, one, frame, workspace, start, n, to, at);
                case BinaryOp binary -> {
                    Operand b = in.get(1);
                    spans.binary(binary, x, xo, array(b, frame, workspace), offset(b, frame, start), to, at, n);
                }
                case Elementwise.Select select -> {
                    Operand b = in.get(1);
                    Operand c = in.get(2);
                    spans.select(
                            x,
                            xo,
                            array(b, frame, workspace),
                            offset(b, frame, start),
                            array(c, frame, workspace),
                            offset(c, frame, start),
                            to,
                            at,
                            n);
                }
                case Elementwise.Cast cast -> throw new IllegalStateException("a cast is a load");
            }
        }
    }

    /** A binary operation, one operand of which is the same number for many elements. */
    @SuppressWarnings("unchecked") // slots of the group's type
    private void stretches(
            BinaryOp op,
            List<Operand> in,
            int single,
            Frame frame,
            Workspace<T> workspace,
            int start,
            int n,
            T to,
            int at) {
        Load load = loads[in.get(single).number()];
        T source = (T) frame.array(load.slot());
        Operand other = in.get(1 - single);
        T x = array(other, frame, workspace);
        int xo = offset(other, frame, start);
        for (int done = 0; done < n; ) {
            int run = Math.min(load.repeats() - (start + done) % load.repeats(), n - done);
            double value = spans.get(source, load.place(frame, start + done));
            if (single == 1) {
                spans.binaryScalar(op, x, xo + done, value, to, at + done, run);
            } else {
                spans.scalarBinary(op, value, x, xo + done, to, at + done, run);
            }
            done += run;
        }
    }

    private void load(Frame frame, Workspace<T> workspace, int i, Load load, int start, int n) {
        int period = load.period();
        boolean aligned = period > 0 && start % period == 0;
        if (aligned && workspace.loaded[i] >= n) {
            return;
        }
        load.fill(spans, frame, start, workspace.scratch, (constants.length + i) * TILE, n);
        workspace.loaded[i] = aligned ? n : 0;
    }

    /** The array that holds an operand's elements of the tile computed last. */
    @SuppressWarnings("unchecked") // slots of the group's type
    T array(Operand operand, Frame frame, Workspace<T> workspace) {
        return switch (operand.kind()) {
            case LOAD -> {
                Load load = loads[operand.number()];
                yield load.isDirect() ? (T) frame.array(load.slot()) : workspace.scratch;
            }
            case CONSTANT -> workspace.scratch;
            case RESULT -> destination(instructions[operand.number()], frame, workspace);
        };
    }

    /** Where in it they start, for the tile that starts at element {@code start}. */
    int offset(Operand operand, Frame frame, int start) {
        return switch (operand.kind()) {
            case LOAD -> {
                Load load = loads[operand.number()];
                yield load.isDirect()
                        ? frame.place(load.slot(), load.offset() + start)
                        : (constants.length + operand.number()) * TILE;
            }
            case CONSTANT -> operand.number() * TILE;
            case RESULT -> destinationOffset(instructions[operand.number()], frame, start);
        };
    }

    @SuppressWarnings("unchecked") // slots of the group's type
    private T destination(Instruction instruction, Frame frame, Workspace<T> workspace) {
        return instruction.store() >= 0 ? (T) frame.array(instruction.store()) : workspace.scratch;
    }

    private int destinationOffset(Instruction instruction, Frame frame, int start) {
        return instruction.store() >= 0
                ? frame.place(instruction.store(), start)
                : (constants.length + loads.length + instruction.register()) * TILE;
    }
}
