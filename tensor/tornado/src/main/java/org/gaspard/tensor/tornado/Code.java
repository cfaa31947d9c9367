package org.gaspard.tensor.tornado;

import java.util.List;

/**
 * The language of kernels: assignments to variables, stores into arrays, counted loops and conditional blocks. Operands
 * are variables and literals only, so a program is a list of simple instructions that translate one by one to bytecode.
 * Everything is a record: two kernels of equal structure are equal, the key under which classes are kept.
 */
final class Code {

    private Code() {}

    /** An operand. */
    sealed interface Value {
        Kind kind();
    }

    /** A variable, assigned before it is read. */
    record Variable(Kind kind, int number) implements Value {}

    /** An {@link Integer}, {@link Float} or {@link Double}. */
    record Literal(Kind kind, Number number) implements Value {
        static Literal of(int number) {
            return new Literal(Kind.INT, number);
        }

        static Literal of(Kind kind, double number) {
            return switch (kind) {
                case INT -> new Literal(kind, (int) number);
                case FLOAT -> new Literal(kind, (float) number);
                case DOUBLE -> new Literal(kind, number);
            };
        }
    }

    /** Arithmetic of two operands of one kind. */
    enum Operator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        REMAINDER
    }

    /** What is asked of two operands; false where one is NaN. */
    enum Relation {
        LESS,
        LESS_EQUAL,
        EQUAL
    }

    /** {@code a relation b}. */
    record Condition(Relation relation, Value a, Value b) {}

    /** What a variable is assigned. */
    sealed interface Operation {

        /** The position of the thread in the grid. */
        record Thread() implements Operation {}

        record Copy(Value from) implements Operation {}

        record Load(int array, Kind kind, Value index) implements Operation {}

        record Arithmetic(Operator operator, Value a, Value b) implements Operation {}

        record Convert(Kind to, Value from) implements Operation {}

        record Choose(Condition condition, Value yes, Value no) implements Operation {}

        /** A function of {@link org.gaspard.tensor.tornado.device.DeviceMath}. */
        record Call(String function, Kind result, List<Value> arguments) implements Operation {}
    }

    /** A step of a program. */
    sealed interface Instruction {

        record Assign(Variable to, Operation from) implements Instruction {}

        record Store(int array, Kind kind, Value index, Value value) implements Instruction {}

        /** {@code count} times, with the counter from 0. */
        record Loop(Variable counter, int count, List<Instruction> body) implements Instruction {}

        /** If all conditions hold. */
        record When(List<Condition> conditions, List<Instruction> body) implements Instruction {}
    }

    /**
     * A kernel.
     *
     * @param arrays the kinds of the arrays it takes
     * @param body what each thread does
     */
    record Kernel(List<Kind> arrays, List<Instruction> body) {}
}
