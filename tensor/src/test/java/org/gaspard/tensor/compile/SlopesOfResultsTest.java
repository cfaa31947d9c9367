package org.gaspard.tensor.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Elementwise;
import org.gaspard.tensor.Generator;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Ints;
import org.gaspard.tensor.Node;
import org.gaspard.tensor.Op;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlopesOfResultsTest {

    private static final TensorType ROW = new TensorType(Shape.of(3), DType.FLOAT32);

    /** A leaky ReLU y of a sum x, and a gradient that passes back through it: g times the slope. */
    private static Graph leaky(double slope, boolean inGradient) {
        List<Node> nodes = List.of(
                node(new Op.Leaf(ROW)),
                node(new Op.Leaf(ROW)),
                node(BinaryOp.ADD, 0, 1), // x
                node(new Generator.Full(ROW, 0)),
                node(new Generator.Full(ROW, 1)),
                node(new Generator.Full(ROW, slope)),
                node(BinaryOp.LESS, 3, 2),
                node(new Elementwise.Select(), 6, 4, 5),
                node(BinaryOp.MULTIPLY, 2, 7), // y
                node(BinaryOp.MULTIPLY, 1, inGradient ? 7 : 8));
        return new Graph(nodes, Ints.of(8, 9));
    }

    private static Node node(Op op, int... inputs) {
        return new Node(op, ROW, Ints.of(inputs));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 1})
    void theGradientReadsTheResult(double slope) {
        Graph rewritten = SlopesOfResults.rewrite(leaky(slope, true));
        Node gradient = rewritten.node(rewritten.outputs().get(1));
        Node select = rewritten.node(gradient.inputs().get(1));
        Node less = rewritten.node(select.inputs().get(0));
        assertThat(less.inputs().get(1)).isEqualTo(rewritten.outputs().get(0));
        int y = rewritten.outputs().get(0);
        assertThat(rewritten.node(y).inputs().get(1))
                .isNotEqualTo(gradient.inputs().get(1));
    }

    @Test
    void aNegativeSlopeChangesTheSign() {
        Graph graph = leaky(-0.2, true);
        assertThat(SlopesOfResults.rewrite(graph)).isEqualTo(graph);
    }

    @Test
    void withoutAGradientNothingChanges() {
        Graph graph = leaky(0.2, false);
        assertThat(SlopesOfResults.rewrite(graph)).isEqualTo(graph);
    }
}
