package org.gaspard.tensor.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.tensor.Annotation;
import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Elementwise;
import org.gaspard.tensor.Generator;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Ints;
import org.gaspard.tensor.Movement;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.Op;
import org.gaspard.tensor.Product;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.TensorType;
import org.gaspard.tensor.UnaryOp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormaliserTest {

    private static final TensorType MATRIX = new TensorType(Shape.of(2, 3), DType.FLOAT32);
    private static final TensorType MATRICES = new TensorType(Shape.of(3, 3, 3), DType.FLOAT32);

    /** A graph under construction. */
    private static final class Sketch {
        private final List<Node> nodes = new ArrayList<>();

        int leaf(TensorType type) {
            nodes.add(new Node(new Op.Leaf(type), type, Ints.of()));
            return nodes.size() - 1;
        }

        int full(TensorType type, double value) {
            return add(new Generator.Full(type, value));
        }

        int add(Op op, int... inputs) {
            List<TensorType> types = new ArrayList<>();
            for (int input : inputs) {
                types.add(nodes.get(input).type());
            }
            nodes.add(new Node(op, op.infer(types), Ints.of(inputs)));
            return nodes.size() - 1;
        }

        Graph normalised(int... outputs) {
            return Normaliser.normalise(new Graph(nodes, Ints.of(outputs)));
        }
    }

    private static List<Op> operations(Graph graph) {
        return graph.nodes().stream()
                .map(Node::op)
                .filter(op -> !(op instanceof Op.Leaf))
                .toList();
    }

    @Test
    void equalNodesBecomeOneAndWhatFollowsToo() {
        Sketch s = new Sketch();
        int x = s.leaf(MATRIX);
        int a = s.add(UnaryOp.EXP, s.add(UnaryOp.SIN, x));
        int b = s.add(UnaryOp.EXP, s.add(UnaryOp.SIN, x));
        Graph graph = s.normalised(a, b, s.add(BinaryOp.SUBTRACT, a, b));
        assertThat(operations(graph)).containsExactly(UnaryOp.SIN, UnaryOp.EXP, BinaryOp.SUBTRACT);
        assertThat(graph.outputs()).isEqualTo(Ints.of(2, 2, 3));
    }

    @Test
    void leavesOfOneTypeStayApart() {
        Sketch s = new Sketch();
        int x = s.leaf(MATRIX);
        int y = s.leaf(MATRIX);
        Graph graph = s.normalised(s.add(UnaryOp.EXP, x), s.add(UnaryOp.EXP, y));
        assertThat(operations(graph)).containsExactly(UnaryOp.EXP, UnaryOp.EXP);
    }

    @Test
    void deadNodesGoAndDeadLeavesKeepTheirPlaces() {
        Sketch s = new Sketch();
        s.leaf(MATRIX);
        int dead = s.leaf(MATRIX.withDType(DType.FLOAT64));
        s.add(UnaryOp.EXP, dead);
        int x = s.leaf(MATRIX.withDType(DType.INT32));
        Graph graph = s.normalised(s.add(UnaryOp.NEGATE, x));
        assertThat(operations(graph)).containsExactly(UnaryOp.NEGATE);
        assertThat(graph.leaves()).isEqualTo(Ints.of(0, 1, 2));
        assertThat(graph.nodes().stream().map(node -> node.type().dtype()))
                .containsExactly(DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT32);
        assertThat(graph.nodes().getLast().inputs()).isEqualTo(Ints.of(2));
    }

    @Test
    void constantsAreFoldedInTheirType() {
        Sketch s = new Sketch();
        int third = s.add(BinaryOp.DIVIDE, s.full(MATRIX, 1), s.full(MATRIX, 3));
        int moved = s.add(new Movement.Reshape(Shape.of(6)), s.add(new Movement.Transpose(Ints.of(1, 0)), third));
        Graph graph = s.normalised(s.add(new Elementwise.Cast(DType.FLOAT64), moved));
        TensorType type = new TensorType(Shape.of(6), DType.FLOAT64);
        assertThat(graph.nodes()).containsExactly(new Node(new Generator.Full(type, 1f / 3f), type, Ints.of()));
    }

    /** The number of a constant counts as rounded to its type: 1 - 2⁻³⁰ is 1 in float32. */
    @Test
    void constantsAreRoundedBeforeTheyAreFolded() {
        double nearOne = 1 - 0x1p-30;
        Sketch s = new Sketch();
        int floor = s.add(UnaryOp.FLOOR, s.full(MATRIX, nearOne));
        int equal = s.add(BinaryOp.EQUAL, s.full(MATRIX, nearOne), s.full(MATRIX, 1));
        int wide = s.add(new Elementwise.Cast(DType.FLOAT64), s.full(MATRIX, nearOne));
        Graph graph = s.normalised(floor, equal, wide);
        for (int output : graph.outputs().toArray()) {
            assertThat(graph.node(output).op())
                    .isInstanceOfSatisfying(
                            Generator.Full.class,
                            full -> assertThat(full.value()).isEqualTo(1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ADD, -0.0, true",
        "ADD, 0.0, false",
        "SUBTRACT, 0.0, true",
        "SUBTRACT, -0.0, false",
        "MULTIPLY, 1, true",
        "MULTIPLY, 0, false",
        "DIVIDE, 1, true",
        "POWER, 1, false",
        "MAXIMUM, 0, false"
    })
    void neutralElementsOnTheRight(BinaryOp op, double value, boolean neutral) {
        Sketch s = new Sketch();
        int x = s.leaf(MATRIX);
        Graph graph = s.normalised(s.add(op, x, s.full(MATRIX, value)));
        assertThat(graph.outputs().equals(Ints.of(0))).isEqualTo(neutral);
    }

    @ParameterizedTest
    @CsvSource({
        "ADD, -0.0, true", "ADD, 0.0, false", "SUBTRACT, 0.0, false",
        "MULTIPLY, 1, true", "MULTIPLY, 0, false", "DIVIDE, 1, false"
    })
    void neutralElementsOnTheLeft(BinaryOp op, double value, boolean neutral) {
        Sketch s = new Sketch();
        int x = s.leaf(MATRIX);
        Graph graph = s.normalised(s.add(op, s.full(MATRIX, value), x));
        assertThat(graph.outputs().equals(Ints.of(0))).isEqualTo(neutral);
    }

    @Test
    void movementsThatUndoEachOtherDisappear() {
        Sketch s = new Sketch();
        int x = s.leaf(new TensorType(Shape.of(2, 3, 4), DType.FLOAT32));
        int there = s.add(new Movement.Transpose(Ints.of(2, 0, 1)), x);
        int back = s.add(new Movement.Transpose(Ints.of(1, 2, 0)), there);
        int flat = s.add(new Movement.Reshape(Shape.of(24)), back);
        int shaped = s.add(new Movement.Reshape(Shape.of(2, 3, 4)), flat);
        int negative = s.add(UnaryOp.NEGATE, s.add(UnaryOp.NEGATE, shaped));
        int same = s.add(new Elementwise.Cast(DType.FLOAT32), negative);
        Graph graph = s.normalised(same, flat);
        assertThat(graph.outputs().get(0)).isZero();
        assertThat(operations(graph)).containsExactly(new Movement.Reshape(Shape.of(24)));
    }

    @Test
    void transpositionsAreComposedInTheRightOrder() {
        Sketch s = new Sketch();
        int x = s.leaf(new TensorType(Shape.of(2, 3, 4, 5), DType.FLOAT32));
        int first = s.add(new Movement.Transpose(Ints.of(2, 0, 1, 3)), x);
        int second = s.add(new Movement.Transpose(Ints.of(3, 1, 0, 2)), first);
        Shape expected = s.nodes.get(second).type().shape();
        Graph graph = s.normalised(second);
        Node only = graph.node(graph.outputs().get(0));
        assertThat(only.inputs()).isEqualTo(Ints.of(0));
        assertThat(only.op().infer(List.of(graph.node(0).type())).shape()).isEqualTo(expected);
        assertThat(only.op()).isEqualTo(new Movement.Transpose(Ints.of(3, 0, 2, 1)));
    }

    @Test
    void reductionsOverSingleElementsDisappear() {
        Sketch s = new Sketch();
        int x = s.leaf(new TensorType(Shape.of(3, 1, 1), DType.FLOAT32));
        Graph graph = s.normalised(s.add(new Reduction.Reduce(Reduction.Kind.SUM, Ints.of(1, 2)), x));
        assertThat(operations(graph)).isEmpty();
    }

    @Test
    void matrixProductsReadTransposedMatrices() {
        Sketch s = new Sketch();
        int a = s.leaf(new TensorType(Shape.of(7, 2, 3), DType.FLOAT32));
        int b = s.leaf(new TensorType(Shape.of(7, 2, 4), DType.FLOAT32));
        Movement.Transpose turn = new Movement.Transpose(Ints.of(0, 2, 1));
        int product = s.add(new Product.MatMul(false, false), s.add(turn, a), b);
        int twice = s.add(new Product.MatMul(true, false), s.add(turn, product), s.add(turn, product));
        int mixed = s.add(new Movement.Transpose(Ints.of(1, 0, 2)), s.leaf(MATRICES));
        int kept = s.add(new Product.MatMul(false, true), mixed, mixed);
        Graph graph = s.normalised(product, twice, kept);
        assertThat(operations(graph))
                .containsExactly(
                        new Product.MatMul(true, false),
                        new Product.MatMul(false, true),
                        new Movement.Transpose(Ints.of(1, 0, 2)),
                        new Product.MatMul(false, true));
    }

    @Test
    void annotationsForDifferentiationDisappear() {
        Sketch s = new Sketch();
        int x = s.leaf(MATRIX);
        int stopped = s.add(new Annotation.StopGradient(), x);
        int custom = s.add(new Annotation.CustomGradient("rule"), stopped, x);
        assertThat(operations(s.normalised(s.add(UnaryOp.EXP, custom), s.add(UnaryOp.EXP, x))))
                .containsExactly(UnaryOp.EXP);
    }

    @Test
    void whatComesAfterATokenIsNotMerged() {
        Sketch s = new Sketch();
        int x = s.leaf(MATRIX);
        int first = s.add(UnaryOp.EXP, x);
        int token = s.add(UnaryOp.SIN, first);
        int again = s.add(UnaryOp.EXP, s.add(new Annotation.After(), x, token));
        assertThat(operations(s.normalised(s.add(BinaryOp.ADD, token, again))))
                .containsExactly(UnaryOp.EXP, UnaryOp.SIN, new Annotation.After(), UnaryOp.EXP, BinaryOp.ADD);
    }

    @Test
    void normalisingTwiceChangesNothing() {
        Sketch s = new Sketch();
        int x = s.leaf(MATRIX);
        int y = s.add(BinaryOp.ADD, s.add(UnaryOp.NEGATE, s.add(UnaryOp.NEGATE, x)), s.full(MATRIX, -0.0));
        int z = s.add(BinaryOp.MULTIPLY, y, s.add(UnaryOp.EXP, s.full(MATRIX, 0)));
        Graph once = s.normalised(s.add(UnaryOp.TANH, z), s.add(UnaryOp.TANH, x));
        assertThat(Normaliser.normalise(once)).isEqualTo(once);
        assertThat(operations(once)).containsExactly(UnaryOp.TANH);
    }
}
