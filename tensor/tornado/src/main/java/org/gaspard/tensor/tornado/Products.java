package org.gaspard.tensor.tornado;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.Product;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.tornado.Code.Condition;
import org.gaspard.tensor.tornado.Code.Literal;
import org.gaspard.tensor.tornado.Code.Relation;
import org.gaspard.tensor.tornado.Code.Value;
import org.gaspard.tensor.tornado.Code.Variable;
import org.gaspard.tensor.tornado.KernelWriter.Place;

/** Writes one element of a matrix product or of a convolution, straight from its definition: each is a sum of products. */
final class Products {

    /** The value of a node at a place. */
    interface Source {
        Value value(int node, Place place);
    }

    /** The rows and the columns of the part of a matrix product that a thread keeps in registers. */
    static final int TILE = 4;

    private final Graph graph;
    private final KernelWriter out;
    private final Source source;

    Products(Graph graph, KernelWriter out, Source source) {
        this.graph = graph;
        this.out = out;
        this.source = source;
    }

    Value value(Product op, Node node, Place place) {
        int a = node.inputs().get(0);
        int b = node.inputs().get(1);
        List<Value> at = out.axes(place);
        Variable sum = out.variable(Literal.of(Kind.of(node.type().dtype()), 0));
        switch (op) {
            case Product.MatMul matmul -> matmul(matmul, a, b, at, sum);
            case Product.Conv2d conv -> forward(conv.geometry(), a, b, at, sum);
            case Product.Conv2dInputGradient conv -> inputGradient(conv.geometry(), a, b, at, sum);
            case Product.Conv2dWeightGradient conv -> weightGradient(conv.geometry(), a, b, at, sum);
        }
        return sum;
    }

    private Shape shape(int node) {
        return graph.node(node).type().shape();
    }

    private void addProduct(Variable sum, int a, List<Value> atA, int b, List<Value> atB) {
        Value left = source.value(a, new Place.Axes(shape(a), List.copyOf(atA)));
        Value right = source.value(b, new Place.Axes(shape(b), List.copyOf(atB)));
        out.assign(sum, out.add(sum, out.multiply(left, right)));
    }

    /** The elements of a tile of a matrix product with their positions: each number that is loaded is used four times. */
    Map<Value, Value> tile(Node node, Value thread) {
        Product.MatMul op = (Product.MatMul) node.op();
        int[] extents = node.type().shape().toArray();
        int rank = extents.length;
        int[] tiles = extents.clone();
        tiles[rank - 2] /= TILE;
        tiles[rank - 1] /= TILE;
        List<Value> at = out.split(thread, tiles);
        Literal size = Literal.of(TILE);
        List<Value> rows = along(out.multiply(at.get(rank - 2), size));
        List<Value> columns = along(out.multiply(at.get(rank - 1), size));
        Variable[] sums = new Variable[TILE * TILE];
        for (int s = 0; s < sums.length; s++) {
            sums[s] = out.variable(Literal.of(Kind.of(node.type().dtype()), 0));
        }
        int a = node.inputs().get(0);
        int b = node.inputs().get(1);
        List<Value> batch = at.subList(0, rank - 2);
        out.loop(shape(a).extent(op.transposeA() ? -2 : -1), k -> {
            List<Value> left = loaded(a, batch, rows, k, op.transposeA());
            List<Value> right = loaded(b, batch, columns, k, !op.transposeB());
            for (int s = 0; s < sums.length; s++) {
                out.assign(sums[s], out.add(sums[s], out.multiply(left.get(s / TILE), right.get(s % TILE))));
            }
        });
        Map<Value, Value> elements = new LinkedHashMap<>();
        for (int s = 0; s < sums.length; s++) {
            List<Value> place = new ArrayList<>(batch);
            place.add(rows.get(s / TILE));
            place.add(columns.get(s % TILE));
            elements.put(out.flat(new Place.Axes(node.type().shape(), place)), sums[s]);
        }
        return elements;
    }

    private List<Value> along(Value first) {
        List<Value> positions = new ArrayList<>();
        for (int i = 0; i < TILE; i++) {
            positions.add(out.add(first, Literal.of(i)));
        }
        return positions;
    }

    /** One element for each of {@code lines} at position k of the inner axis, which is the first of the two if asked. */
    private List<Value> loaded(int node, List<Value> batch, List<Value> lines, Value k, boolean innerFirst) {
        List<Value> values = new ArrayList<>();
        for (Value line : lines) {
            List<Value> at = new ArrayList<>(batch);
            at.addAll(innerFirst ? List.of(k, line) : List.of(line, k));
            values.add(source.value(node, new Place.Axes(shape(node), List.copyOf(at))));
        }
        return values;
    }

    private void matmul(Product.MatMul op, int a, int b, List<Value> at, Variable sum) {
        int rank = at.size();
        int inner = shape(a).extent(op.transposeA() ? -2 : -1);
        Value i = at.get(rank - 2);
        Value j = at.get(rank - 1);
        out.loop(inner, k -> {
            List<Value> left = new ArrayList<>(at.subList(0, rank - 2));
            left.addAll(op.transposeA() ? List.of(k, i) : List.of(i, k));
            List<Value> right = new ArrayList<>(at.subList(0, rank - 2));
            right.addAll(op.transposeB() ? List.of(j, k) : List.of(k, j));
            addProduct(sum, a, left, b, right);
        });
    }

    private void forward(ConvolutionGeometry g, int x, int w, List<Value> at, Variable sum) {
        taps(shape(w), at, (a, b) -> {
            Value row = read(at.get(1), g.strideH(), a, g.dilationH(), g.padTop());
            Value column = read(at.get(2), g.strideW(), b, g.dilationW(), g.padLeft());
            List<Condition> inside = new ArrayList<>(within(row, shape(x).extent(1)));
            inside.addAll(within(column, shape(x).extent(2)));
            out.when(
                    inside,
                    () -> out.loop(
                            shape(x).extent(3),
                            c -> addProduct(
                                    sum, x, List.of(at.get(0), row, column, c), w, List.of(a, b, c, at.get(3)))));
        });
    }

    private void inputGradient(ConvolutionGeometry g, int w, int y, List<Value> at, Variable sum) {
        taps(shape(w), at, (a, b) -> {
            Value down = written(at.get(1), a, g.dilationH(), g.padTop());
            Value right = written(at.get(2), b, g.dilationW(), g.padLeft());
            List<Condition> inside = new ArrayList<>(onGrid(down, g.strideH(), shape(y).extent(1)));
            inside.addAll(onGrid(right, g.strideW(), shape(y).extent(2)));
            out.when(inside, () -> {
                Value i = out.divide(down, Literal.of(g.strideH()));
                Value j = out.divide(right, Literal.of(g.strideW()));
                out.loop(
                        shape(y).extent(3),
                        o -> addProduct(sum, w, List.of(a, b, at.get(3), o), y, List.of(at.get(0), i, j, o)));
            });
        });
    }

    private void weightGradient(ConvolutionGeometry g, int x, int y, List<Value> at, Variable sum) {
        out.loop(
                shape(y).extent(0),
                n -> out.loop(shape(y).extent(1), i -> {
                    Value row = read(i, g.strideH(), at.get(0), g.dilationH(), g.padTop());
                    out.when(
                            within(row, shape(x).extent(1)),
                            () -> out.loop(shape(y).extent(2), j -> {
                                Value column = read(j, g.strideW(), at.get(1), g.dilationW(), g.padLeft());
                                out.when(
                                        within(column, shape(x).extent(2)),
                                        () -> addProduct(
                                                sum,
                                                x,
                                                List.of(n, row, column, at.get(2)),
                                                y,
                                                List.of(n, i, j, at.get(3))));
                            }));
                }));
    }

    private interface Tap {
        void write(Value a, Value b);
    }

    /** Visits the taps of a window. Where a place is known now, so must the tap be: then no condition is left to TornadoVM. */
    private void taps(Shape window, List<Value> at, Tap tap) {
        taps(window.extent(0), at.get(1), a -> taps(window.extent(1), at.get(2), b -> tap.write(a, b)));
    }

    private void taps(int count, Value place, Consumer<Value> body) {
        if (place instanceof Literal) {
            for (int k = 0; k < count; k++) {
                body.accept(Literal.of(k));
            }
        } else {
            out.loop(count, body);
        }
    }

    /** The row that output row i reads with row a of the window. */
    private Value read(Value i, int stride, Value a, int dilation, int pad) {
        Value forward = out.add(out.multiply(i, Literal.of(stride)), out.multiply(a, Literal.of(dilation)));
        return out.subtract(forward, Literal.of(pad));
    }

    /** The stride times the output row that reads input row h with row a of the window. */
    private Value written(Value h, Value a, int dilation, int pad) {
        return out.subtract(out.add(h, Literal.of(pad)), out.multiply(a, Literal.of(dilation)));
    }

    private List<Condition> within(Value position, int extent) {
        return List.of(
                new Condition(Relation.LESS_EQUAL, Literal.of(0), position),
                new Condition(Relation.LESS, position, Literal.of(extent)));
    }

    private List<Condition> onGrid(Value scaled, int stride, int extent) {
        List<Condition> conditions = new ArrayList<>(within(scaled, (extent - 1) * stride + 1));
        if (stride > 1) {
            Value rest = out.remainder(scaled, Literal.of(stride));
            conditions.add(new Condition(Relation.EQUAL, rest, Literal.of(0)));
        }
        return conditions;
    }
}
