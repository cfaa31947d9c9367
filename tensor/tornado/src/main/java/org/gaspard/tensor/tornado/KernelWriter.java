package org.gaspard.tensor.tornado;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.tornado.Code.Condition;
import org.gaspard.tensor.tornado.Code.Instruction;
import org.gaspard.tensor.tornado.Code.Literal;
import org.gaspard.tensor.tornado.Code.Operation;
import org.gaspard.tensor.tornado.Code.Operator;
import org.gaspard.tensor.tornado.Code.Value;
import org.gaspard.tensor.tornado.Code.Variable;

/**
 * Writes a kernel instruction by instruction. Arithmetic on literals is done here and now, and what was computed in this
 * block or one around it is not computed again.
 */
final class KernelWriter {

    /** Where an element lies in a tensor of a shape. */
    sealed interface Place {
        Shape shape();

        /** By its row-major position. */
        record Flat(Shape shape, Value position) implements Place {}

        /** By its position along each axis. */
        record Axes(Shape shape, List<Value> positions) implements Place {}
    }

    private record Block(List<Instruction> instructions, Map<Object, Value> known) {
        Block() {
            this(new ArrayList<>(), new HashMap<>());
        }
    }

    private final Map<Integer, Integer> arrays = new LinkedHashMap<>();
    private final List<Kind> kinds = new ArrayList<>();
    private final Deque<Block> blocks = new ArrayDeque<>();
    private int variables;

    KernelWriter() {
        blocks.push(new Block());
    }

    /** What was written. */
    Code.Kernel kernel() {
        return new Code.Kernel(List.copyOf(kinds), List.copyOf(top().instructions()));
    }

    /** The numbers of the buffers that the kernel takes, in the order of its arguments. */
    List<Integer> buffers() {
        return List.copyOf(arrays.keySet());
    }

    private Block top() {
        return blocks.element();
    }

    /** The value of {@code key}, computed unless it is known. */
    Value once(Object key, Supplier<Value> compute) {
        return known(key).orElseGet(() -> {
            Value value = compute.get();
            top().known().put(key, value);
            return value;
        });
    }

    /** States the value of {@code key} for the rest of this block. */
    void know(Object key, Value value) {
        top().known().put(key, value);
    }

    private Optional<Value> known(Object key) {
        for (Block block : blocks) {
            Value value = block.known().get(key);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private int array(int buffer, Kind kind) {
        return arrays.computeIfAbsent(buffer, b -> {
            kinds.add(kind);
            return kinds.size() - 1;
        });
    }

    /** A new variable with a first value, which may be assigned again. */
    Variable variable(Value first) {
        Variable variable = new Variable(first.kind(), variables++);
        assign(variable, first);
        return variable;
    }

    void assign(Variable variable, Value value) {
        top().instructions().add(new Instruction.Assign(variable, new Operation.Copy(value)));
    }

    private Value let(Kind kind, Operation operation) {
        Variable variable = new Variable(kind, variables++);
        top().instructions().add(new Instruction.Assign(variable, operation));
        return variable;
    }

    /** The position of this thread. */
    Value thread() {
        return let(Kind.INT, new Operation.Thread());
    }

    /** A number; one that is not finite comes from an array, since not every device's language can write it. */
    Value number(Kind kind, double number) {
        if (!kind.isFloating() || Double.isFinite(number)) {
            return Literal.of(kind, number);
        }
        int buffer = NonFinite.buffer(kind);
        Value position = Literal.of(NonFinite.position(number));
        return once(List.of(buffer, position), () -> load(buffer, kind, position));
    }

    /** An element of a buffer. */
    Value load(int buffer, Kind kind, Value position) {
        return let(kind, new Operation.Load(array(buffer, kind), kind, position));
    }

    void store(int buffer, Value position, Value value) {
        top().instructions().add(new Instruction.Store(array(buffer, value.kind()), value.kind(), position, value));
    }

    Value choose(Condition condition, Value yes, Value no) {
        return let(yes.kind(), new Operation.Choose(condition, yes, no));
    }

    Value convert(Kind to, Value from) {
        if (from.kind() == to) {
            return from;
        }
        return to == Kind.INT ? call("toInt", to, from) : let(to, new Operation.Convert(to, from));
    }

    Value call(String function, Kind result, Value... arguments) {
        return let(result, new Operation.Call(function, result, List.of(arguments)));
    }

    /** {@code count} times what {@code body} writes for a counter. */
    void loop(int count, Consumer<Value> body) {
        if (count == 1) {
            body.accept(Literal.of(0));
        } else if (count > 1) {
            Variable counter = new Variable(Kind.INT, variables++);
            blocks.push(new Block());
            body.accept(counter);
            Block block = blocks.pop();
            top().instructions().add(new Instruction.Loop(counter, count, List.copyOf(block.instructions())));
        }
    }

    /** What {@code body} writes, done where all conditions hold. */
    void when(List<Condition> conditions, Runnable body) {
        // What is known now must not be asked: TornadoVM does not compile a condition that is always true or never.
        List<Condition> open = new ArrayList<>();
        for (Condition condition : conditions) {
            if (condition.a() instanceof Literal(Kind kind, Number a)
                    && condition.b() instanceof Literal(Kind same, Number b)
                    && kind == Kind.INT) {
                if (!holds(condition.relation(), a.intValue(), b.intValue())) {
                    return;
                }
            } else {
                open.add(condition);
            }
        }
        if (open.isEmpty()) {
            body.run();
            return;
        }
        blocks.push(new Block());
        body.run();
        Block block = blocks.pop();
        top().instructions().add(new Instruction.When(List.copyOf(open), List.copyOf(block.instructions())));
    }

    private static boolean holds(Code.Relation relation, int a, int b) {
        return switch (relation) {
            case LESS -> a < b;
            case LESS_EQUAL -> a <= b;
            case EQUAL -> a == b;
        };
    }

    Value add(Value a, Value b) {
        return isNumber(a, 0) && a.kind() == Kind.INT ? b : arithmetic(Operator.ADD, a, b);
    }

    Value subtract(Value a, Value b) {
        return arithmetic(Operator.SUBTRACT, a, b);
    }

    Value multiply(Value a, Value b) {
        return arithmetic(Operator.MULTIPLY, a, b);
    }

    Value divide(Value a, Value b) {
        return arithmetic(Operator.DIVIDE, a, b);
    }

    Value remainder(Value a, Value b) {
        return arithmetic(Operator.REMAINDER, a, b);
    }

    private Value arithmetic(Operator operator, Value a, Value b) {
        if (a.kind() == Kind.INT) {
            if (a instanceof Literal(Kind kind, Number left) && b instanceof Literal(Kind same, Number right)) {
                return Literal.of(fold(operator, left.intValue(), right.intValue()));
            }
            if (operator == Operator.MULTIPLY && (isNumber(a, 0) || isNumber(b, 0))) {
                return Literal.of(0);
            }
            if (operator == Operator.MULTIPLY && isNumber(a, 1)) {
                return b;
            }
            boolean neutral = switch (operator) {
                case ADD, SUBTRACT -> isNumber(b, 0);
                case MULTIPLY, DIVIDE -> isNumber(b, 1);
                case REMAINDER -> false;
            };
            if (neutral) {
                return a;
            }
        }
        Operation operation = new Operation.Arithmetic(operator, a, b);
        return a.kind() == Kind.INT ? once(operation, () -> let(Kind.INT, operation)) : let(a.kind(), operation);
    }

    private static int fold(Operator operator, int a, int b) {
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case REMAINDER -> a % b;
        };
    }

    static boolean isNumber(Value value, int number) {
        return value instanceof Literal(Kind kind, Number found) && kind == Kind.INT && found.intValue() == number;
    }

    /** The positions along the axes. */
    List<Value> axes(Place place) {
        return switch (place) {
            case Place.Axes(Shape shape, List<Value> positions) -> positions;
            case Place.Flat(Shape shape, Value position) -> split(position, shape.toArray());
        };
    }

    /** The positions along axes of the given extents, of a row-major position. */
    List<Value> split(Value position, int... extents) {
        Value[] found = new Value[extents.length];
        Value rest = position;
        int left = 1;
        for (int extent : extents) {
            left *= extent;
        }
        for (int axis = extents.length - 1; axis >= 0; axis--) {
            int extent = extents[axis];
            left /= Math.max(extent, 1);
            if (extent <= 1) {
                found[axis] = Literal.of(0);
            } else if (left == 1) {
                found[axis] = rest;
                rest = Literal.of(0);
            } else {
                found[axis] = remainder(rest, Literal.of(extent));
                rest = divide(rest, Literal.of(extent));
            }
        }
        return List.of(found);
    }

    /** The row-major position. */
    Value flat(Place place) {
        return switch (place) {
            case Place.Flat(Shape shape, Value position) -> position;
            case Place.Axes(Shape shape, List<Value> positions) -> {
                Value sum = Literal.of(0);
                int[] strides = shape.strides();
                for (int axis = 0; axis < strides.length; axis++) {
                    sum = add(sum, multiply(positions.get(axis), Literal.of(strides[axis])));
                }
                yield sum;
            }
        };
    }
}
