package org.gaspard.tensor.tornado;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.tensor.Annotation;
import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.Elementwise;
import org.gaspard.tensor.Generator;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Ints;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.Op;
import org.gaspard.tensor.Ordering;
import org.gaspard.tensor.Product;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.UnaryOp;
import org.gaspard.tensor.tornado.Code.Condition;
import org.gaspard.tensor.tornado.Code.Literal;
import org.gaspard.tensor.tornado.Code.Relation;
import org.gaspard.tensor.tornado.Code.Value;
import org.gaspard.tensor.tornado.Code.Variable;
import org.gaspard.tensor.tornado.KernelWriter.Place;

/**
 * Writes the code that computes one element of a node: the meaning of every operation, as a function from the place of
 * the element to its value. Movements only compute with places; nodes that have an array are loaded from it.
 */
final class Expressions {

    private final Graph graph;
    private final Layout layout;
    private final Failures failures;
    private final KernelWriter out;

    Expressions(Graph graph, Layout layout, Failures failures, KernelWriter out) {
        this.graph = graph;
        this.layout = layout;
        this.failures = failures;
        this.out = out;
    }

    /** The value of a node: loaded if it has an array. */
    Value value(int node, Place place) {
        return out.once(
                List.of(node, place),
                () -> layout.isStored(node) ? out.load(node, kind(node), out.flat(place)) : compute(node, place));
    }

    /** The value of a node that this kernel stores. */
    Value root(int node, Place place) {
        return out.once(List.of(node, place), () -> compute(node, place));
    }

    /** The matrix product whose elements {@code node} is made of, one by one, if its extents fill whole tiles; or -1. */
    int tiledProduct(int node) {
        Node n = graph.node(node);
        if (n.op() instanceof Product.MatMul) {
            boolean whole = n.type().shape().extent(-1) % Products.TILE == 0
                    && n.type().shape().extent(-2) % Products.TILE == 0;
            return whole ? node : -1;
        }
        if (n.op() instanceof Elementwise) {
            for (int input : n.inputs().toArray()) {
                int found = layout.isStored(input) ? -1 : tiledProduct(input);
                if (found >= 0) {
                    return found;
                }
            }
        }
        return -1;
    }

    /** Writes a tile of a node that is made of a matrix product element by element: thread t takes tile t. */
    void tile(int node, int product, Value thread) {
        Shape shape = shape(node);
        new Products(graph, out, this::value).tile(graph.node(product), thread).forEach((position, sum) -> {
            Place place = new Place.Flat(shape, position);
            out.know(List.of(product, place), sum);
            out.store(node, position, node == product ? sum : root(node, place));
        });
    }

    private Kind kind(int node) {
        return Kind.of(graph.node(node).type().dtype());
    }

    private Shape shape(int node) {
        return graph.node(node).type().shape();
    }

    private Value compute(int node, Place place) {
        Node n = graph.node(node);
        return switch (n.op()) {
            case Op.Leaf leaf -> out.load(node, kind(node), out.flat(place));
            case Elementwise op -> elementwise(op, node, n.inputs(), place);
            case Reduction.Reduce op -> reduce(node, op, place);
            case Reduction.ArgReduce op -> argReduce(op, n.inputs().get(0), place);
            case Movement op -> movement(op, node, n.inputs(), place);
            case Product op -> new Products(graph, out, this::value).value(op, n, place);
            case Generator op -> generator(op, node, n.inputs(), place);
            case Annotation annotation -> value(n.inputs().get(0), place);
            case Ordering op -> throw new IllegalStateException(op.label() + " is written by a kernel of its own");
            default -> throw new UnsupportedOperationException(n.op().label());
        };
    }

    private Value elementwise(Elementwise op, int node, Ints inputs, Place place) {
        Value a = value(inputs.get(0), place);
        return switch (op) {
            case UnaryOp unary -> unary(unary, a);
            case BinaryOp binary -> binary(binary, a, value(inputs.get(1), place));
            case Elementwise.Select select ->
                out.choose(
                        new Condition(Relation.EQUAL, a, Literal.of(a.kind(), 0)),
                        value(inputs.get(2), place),
                        value(inputs.get(1), place));
            case Elementwise.Cast cast -> out.convert(kind(node), a);
        };
    }

    private Value unary(UnaryOp op, Value x) {
        Kind kind = x.kind();
        if (kind == Kind.INT) {
            Value zero = Literal.of(0);
            Value minus = out.subtract(zero, x);
            return switch (op) {
                case NEGATE -> minus;
                case ABS -> out.choose(new Condition(Relation.LESS, x, zero), minus, x);
                default ->
                    out.choose(
                            new Condition(Relation.LESS, x, zero),
                            Literal.of(-1),
                            out.choose(new Condition(Relation.LESS, zero, x), Literal.of(1), zero));
            };
        }
        return switch (op) {
            case NEGATE -> out.subtract(Literal.of(kind, -0.0), x);
            case RECIPROCAL -> out.divide(Literal.of(kind, 1), x);
            case ABS -> out.call("abs", kind, x);
            case SIGN -> out.call("sign", kind, x);
            case FLOOR -> out.call("floor", kind, x);
            case ROUND -> out.call("round", kind, x);
            case SQRT -> out.call("sqrt", kind, x);
            case EXP -> out.call("exp", kind, x);
            case EXPM1 -> out.call("expm1", kind, x);
            case LOG -> out.call("log", kind, x);
            case LOG1P -> out.call("log1p", kind, x);
            case SIN -> out.call("sin", kind, x);
            case COS -> out.call("cos", kind, x);
            case ACOS -> out.call("acos", kind, x);
            case RELU -> out.call("relu", kind, x);
            case TANH -> out.call("tanh", kind, x);
            case SIGMOID -> out.call("sigmoid", kind, x);
            case SOFTPLUS -> out.call("softplus", kind, x);
            case ERF -> out.call("erf", kind, x);
            case ERFINV -> out.call("erfInverse", kind, x);
        };
    }

    private Value binary(BinaryOp op, Value a, Value b) {
        Kind kind = a.kind();
        return switch (op) {
            case ADD -> out.add(a, b);
            case SUBTRACT -> out.subtract(a, b);
            case MULTIPLY -> out.multiply(a, b);
            case DIVIDE -> kind == Kind.INT ? quotient(a, b) : out.divide(a, b);
            case POWER -> out.call("power", kind, a, b);
            case MAXIMUM -> out.call("maximum", kind, a, b);
            case MINIMUM -> out.call("minimum", kind, a, b);
            case ATAN2 -> out.call("atan2", kind, a, b);
            case LESS -> truth(Relation.LESS, a, b);
            case LESS_EQUAL -> truth(Relation.LESS_EQUAL, a, b);
            case EQUAL -> truth(Relation.EQUAL, a, b);
        };
    }

    private Value truth(Relation relation, Value a, Value b) {
        if (relation == Relation.LESS_EQUAL && a.kind().isFloating()) {
            Value equal = truth(Relation.EQUAL, a, b);
            return out.choose(new Condition(Relation.LESS, a, b), Literal.of(a.kind(), 1), equal);
        }
        return out.choose(new Condition(relation, a, b), Literal.of(a.kind(), 1), Literal.of(a.kind(), 0));
    }

    private Value quotient(Value a, Value b) {
        failures.report(
                out,
                List.of(new Condition(Relation.EQUAL, b, Literal.of(0))),
                () -> new ArithmeticException("integer division by zero"));
        return out.call("quotient", Kind.INT, a, b);
    }

    private Value reduce(int node, Reduction.Reduce reduce, Place place) {
        int parts = layout.parts(node);
        if (parts > 0) {
            Variable sum = out.variable(neutral(reduce.kind(), kind(node)));
            Value first = out.multiply(out.flat(place), Literal.of(parts));
            out.loop(parts, k -> join(reduce.kind(), sum, out.load(partials(node), kind(node), out.add(first, k))));
            return sum;
        }
        int input = graph.node(node).inputs().get(0);
        Variable sum = out.variable(neutral(reduce.kind(), kind(node)));
        out.loop(reducedSize(node), k -> join(reduce.kind(), sum, value(input, reduced(node, out.flat(place), k))));
        return sum;
    }

    /** The number of the buffer that holds the partial results of a reduction. */
    int partials(int node) {
        return graph.nodes().size() + node;
    }

    /** Writes one partial result: thread t joins chunk {@code t mod parts} of result {@code t / parts}. */
    void partial(Layout.Unit.Partial unit, Value thread) {
        int node = unit.node();
        Reduction.Kind kind = ((Reduction.Reduce) graph.node(node).op()).kind();
        int each = reducedSize(node);
        Value result = out.divide(thread, Literal.of(unit.parts()));
        Value first = out.multiply(out.remainder(thread, Literal.of(unit.parts())), Literal.of(unit.chunk()));
        Variable sum = out.variable(neutral(kind, kind(node)));
        int input = graph.node(node).inputs().get(0);
        out.loop(unit.chunk(), k -> {
            Value at = out.add(first, k);
            List<Condition> inside =
                    each % unit.chunk() == 0 ? List.of() : List.of(new Condition(Relation.LESS, at, Literal.of(each)));
            out.when(inside, () -> join(kind, sum, value(input, reduced(node, result, at))));
        });
        out.store(partials(node), thread, sum);
    }

    private int reducedSize(int node) {
        int results = shape(node).size();
        return results == 0 ? 0 : shape(graph.node(node).inputs().get(0)).size() / results;
    }

    /** Where the k-th element lies that a result of a reduction is made of. */
    private Place reduced(int node, Value result, Value k) {
        Shape shape = shape(graph.node(node).inputs().get(0));
        Ints axes = ((Reduction.Reduce) graph.node(node).op()).axes();
        int[] reduced = new int[shape.rank()];
        boolean trailing = true;
        for (int axis = 0; axis < reduced.length; axis++) {
            reduced[axis] = axes.contains(axis) ? shape.extent(axis) : 1;
            for (int later = axis; later < reduced.length && reduced[axis] > 1; later++) {
                trailing &= axes.contains(later) || shape.extent(later) == 1;
            }
        }
        if (trailing) {
            return new Place.Flat(shape, out.add(out.multiply(result, Literal.of(reducedSize(node))), k));
        }
        List<Value> kept = out.split(result, shape(node).toArray());
        List<Value> along = out.split(k, reduced);
        List<Value> positions = new ArrayList<>();
        for (int axis = 0; axis < reduced.length; axis++) {
            positions.add(axes.contains(axis) ? along.get(axis) : kept.get(axis));
        }
        return new Place.Axes(shape, positions);
    }

    private void join(Reduction.Kind kind, Variable sum, Value x) {
        out.assign(
                sum,
                switch (kind) {
                    case SUM -> out.add(sum, x);
                    case MAX -> out.call("maximum", sum.kind(), sum, x);
                    case MIN -> out.call("minimum", sum.kind(), sum, x);
                });
    }

    private Value neutral(Reduction.Kind kind, Kind type) {
        boolean integer = type == Kind.INT;
        return switch (kind) {
            case SUM -> Literal.of(type, 0);
            case MAX -> out.number(type, integer ? Integer.MIN_VALUE : Double.NEGATIVE_INFINITY);
            case MIN -> out.number(type, integer ? Integer.MAX_VALUE : Double.POSITIVE_INFINITY);
        };
    }

    private Value argReduce(Reduction.ArgReduce op, int input, Place place) {
        int n = shape(input).extent(op.axis());
        List<Value> at = new ArrayList<>(out.axes(place));
        at.set(op.axis(), Literal.of(0));
        Variable champion = out.variable(value(input, new Place.Axes(shape(input), List.copyOf(at))));
        Variable best = out.variable(Literal.of(0));
        out.loop(n, k -> {
            at.set(op.axis(), k);
            Value x = value(input, new Place.Axes(shape(input), List.copyOf(at)));
            String beats = op.kind() == Reduction.Kind.MAX ? "exceeds" : "undercuts";
            Condition wins = new Condition(Relation.EQUAL, out.call(beats, Kind.INT, x, champion), Literal.of(1));
            Value next = out.choose(wins, x, champion);
            out.assign(best, out.choose(wins, k, best));
            out.assign(champion, next);
        });
        return best;
    }

    private Value generator(Generator op, int node, Ints inputs, Place place) {
        return switch (op) {
            case Generator.Full full -> out.number(kind(node), full.value());
            case Generator.Iota iota -> out.convert(kind(node), out.axes(place).get(iota.axis()));
            case Generator.RandomBits random -> {
                Value k0 = value(inputs.get(0), new Place.Flat(Shape.of(2), Literal.of(0)));
                Value k1 = value(inputs.get(0), new Place.Flat(Shape.of(2), Literal.of(1)));
                Value stream = Literal.of(random.stream());
                if (inputs.size() == 2) {
                    Place scalar = new Place.Flat(Shape.scalar(), Literal.of(0));
                    stream = out.add(value(inputs.get(1), scalar), stream);
                }
                yield out.call(
                        "randomBits",
                        Kind.INT,
                        out.flat(place),
                        stream,
                        Literal.of(random.domain()),
                        k0,
                        k1,
                        Literal.of(random.width()));
            }
        };
    }

    private Value movement(Movement op, int node, Ints inputs, Place place) {
        int x = inputs.get(0);
        Shape from = shape(x);
        return switch (op) {
            case Movement.Reshape reshape -> value(x, new Place.Flat(from, out.flat(place)));
            case Movement.Transpose transpose -> {
                Value[] at = new Value[from.rank()];
                for (int axis = 0; axis < at.length; axis++) {
                    at[transpose.permutation().get(axis)] = out.axes(place).get(axis);
                }
                yield value(x, new Place.Axes(from, List.of(at)));
            }
            case Movement.Broadcast broadcast -> {
                List<Value> at = new ArrayList<>(out.axes(place));
                for (int axis = 0; axis < at.size(); axis++) {
                    at.set(axis, from.extent(axis) == 1 ? Literal.of(0) : at.get(axis));
                }
                yield value(x, new Place.Axes(from, List.copyOf(at)));
            }
            case Movement.Slice slice -> {
                List<Value> at = new ArrayList<>();
                for (int axis = 0; axis < from.rank(); axis++) {
                    Value step = out.multiply(
                            out.axes(place).get(axis), Literal.of(slice.step().get(axis)));
                    at.add(out.add(step, Literal.of(slice.start().get(axis))));
                }
                yield value(x, new Place.Axes(from, List.copyOf(at)));
            }
            case Movement.Flip flip -> {
                List<Value> at = new ArrayList<>(out.axes(place));
                for (int axis : flip.axes().toArray()) {
                    at.set(axis, out.subtract(Literal.of(from.extent(axis) - 1), at.get(axis)));
                }
                yield value(x, new Place.Axes(from, List.copyOf(at)));
            }
            case Movement.Pad pad -> pad(pad, x, place);
            case Movement.Concatenate concatenate -> concatenate(concatenate, node, inputs, place);
            case Movement.Gather gather -> gather(gather, inputs, place);
            case Movement.ScatterAdd scatter -> scatterAdd(scatter, inputs, place);
        };
    }

    private Value pad(Movement.Pad pad, int x, Place place) {
        Shape from = shape(x);
        Variable found = out.variable(Literal.of(kind(x), 0));
        if (from.size() == 0) {
            return found;
        }
        List<Value> at = new ArrayList<>();
        List<Condition> inside = new ArrayList<>();
        for (int axis = 0; axis < from.rank(); axis++) {
            int step = 1 + pad.interior().get(axis);
            Value shifted = out.subtract(
                    out.axes(place).get(axis), Literal.of(pad.before().get(axis)));
            int last = (from.extent(axis) - 1) * step;
            inside.add(new Condition(Relation.LESS_EQUAL, Literal.of(0), shifted));
            inside.add(new Condition(Relation.LESS_EQUAL, shifted, Literal.of(last)));
            if (step > 1) {
                inside.add(new Condition(Relation.EQUAL, out.remainder(shifted, Literal.of(step)), Literal.of(0)));
            }
            at.add(out.divide(shifted, Literal.of(step)));
        }
        out.when(inside, () -> out.assign(found, value(x, new Place.Axes(from, List.copyOf(at)))));
        return found;
    }

    private Value concatenate(Movement.Concatenate op, int node, Ints inputs, Place place) {
        Variable found = out.variable(Literal.of(kind(node), 0));
        int offset = 0;
        for (int input : inputs.toArray()) {
            int start = offset;
            int extent = shape(input).extent(op.axis());
            offset += extent;
            if (extent > 0) {
                Value along = out.axes(place).get(op.axis());
                Value shifted = out.subtract(along, Literal.of(start));
                List<Condition> inside = List.of(
                        new Condition(Relation.LESS_EQUAL, Literal.of(0), shifted),
                        new Condition(Relation.LESS, shifted, Literal.of(extent)));
                out.when(inside, () -> {
                    List<Value> at = new ArrayList<>(out.axes(place));
                    at.set(op.axis(), shifted);
                    out.assign(found, value(input, new Place.Axes(shape(input), List.copyOf(at))));
                });
            }
        }
        return found;
    }

    private Value gather(Movement.Gather op, Ints inputs, Place place) {
        Shape from = shape(inputs.get(0));
        Shape indices = shape(inputs.get(1));
        List<Value> positions = out.axes(place);
        List<Value> which = positions.subList(op.axis(), op.axis() + indices.rank());
        Value index = value(inputs.get(1), new Place.Axes(indices, List.copyOf(which)));
        int extent = from.extent(op.axis());
        List<Value> at = new ArrayList<>(positions.subList(0, op.axis()));
        at.add(index);
        at.addAll(positions.subList(op.axis() + indices.rank(), positions.size()));
        failures.outside(out, "gather", index, extent, op.axis(), from);
        Variable found = out.variable(Literal.of(kind(inputs.get(0)), 0));
        List<Condition> inside = List.of(
                new Condition(Relation.LESS_EQUAL, Literal.of(0), index),
                new Condition(Relation.LESS, index, Literal.of(extent)));
        out.when(inside, () -> out.assign(found, value(inputs.get(0), new Place.Axes(from, List.copyOf(at)))));
        return found;
    }

    /** Each element looks through all indices for its own: no two threads write to one place, and the order is fixed. */
    private Value scatterAdd(Movement.ScatterAdd op, Ints inputs, Place place) {
        Shape from = shape(inputs.get(0));
        Shape indices = shape(inputs.get(1));
        List<Value> positions = out.axes(place);
        Shape result = Shape.of(resultExtents(from, indices, op));
        Variable sum = out.variable(Literal.of(kind(inputs.get(0)), 0));
        out.loop(indices.size(), k -> {
            Value index = value(inputs.get(1), new Place.Flat(indices, k));
            failures.outside(out, "gather", index, op.extent(), op.axis(), result);
            out.when(List.of(new Condition(Relation.EQUAL, index, positions.get(op.axis()))), () -> {
                List<Value> at = new ArrayList<>(positions.subList(0, op.axis()));
                at.addAll(out.split(k, indices.toArray()));
                at.addAll(positions.subList(op.axis() + 1, positions.size()));
                out.assign(sum, out.add(sum, value(inputs.get(0), new Place.Axes(from, List.copyOf(at)))));
            });
        });
        return sum;
    }

    private static int[] resultExtents(Shape from, Shape indices, Movement.ScatterAdd op) {
        int[] extents = new int[from.rank() - indices.rank() + 1];
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = axis < op.axis()
                    ? from.extent(axis)
                    : axis == op.axis() ? op.extent() : from.extent(axis - 1 + indices.rank());
        }
        return extents;
    }

    /** Writes a whole line of a cumulative sum: thread t takes line t. */
    void cumulativeSum(int node, Value thread) {
        Ordering.CumulativeSum op = (Ordering.CumulativeSum) graph.node(node).op();
        int input = graph.node(node).inputs().get(0);
        Shape shape = shape(node);
        int n = shape.extent(op.axis());
        List<Value> at =
                new ArrayList<>(out.split(thread, shape.with(op.axis(), 1).toArray()));
        Variable sum = out.variable(Literal.of(kind(node), 0));
        out.loop(n, k -> {
            at.set(op.axis(), op.reverse() ? out.subtract(Literal.of(n - 1), k) : k);
            Place place = new Place.Axes(shape, List.copyOf(at));
            out.assign(sum, out.add(sum, value(input, place)));
            out.store(node, out.flat(place), sum);
        });
    }

    /** Writes the position of one element at its rank, the number of elements that stand before it. */
    void argSort(int node, Value thread) {
        Ordering.ArgSort op = (Ordering.ArgSort) graph.node(node).op();
        int input = graph.node(node).inputs().get(0);
        Shape shape = shape(node);
        List<Value> at = new ArrayList<>(out.split(thread, shape.toArray()));
        Value mine = at.get(op.axis());
        Value x = value(input, new Place.Flat(shape, thread));
        Variable rank = out.variable(Literal.of(0));
        out.loop(shape.extent(op.axis()), k -> {
            at.set(op.axis(), k);
            Value other = value(input, new Place.Axes(shape, List.copyOf(at)));
            Value before = out.call("precedes", Kind.INT, other, x);
            Value after = out.call("precedes", Kind.INT, x, other);
            Value earlier =
                    out.choose(new Condition(Relation.LESS, k, mine), out.subtract(Literal.of(1), after), before);
            out.assign(rank, out.add(rank, earlier));
        });
        at.set(op.axis(), rank);
        out.store(node, out.flat(new Place.Axes(shape, List.copyOf(at))), mine);
    }
}
