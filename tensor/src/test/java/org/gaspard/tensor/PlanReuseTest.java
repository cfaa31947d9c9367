package org.gaspard.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Expressions of equal structure share one plan, whatever their numbers. */
class PlanReuseTest {

    private static Tensor expression(float a, float b, Tensor scale) {
        Tensor x = Tensor.of(new float[] {a, b});
        return x.multiply(scale).add(x).sum().add(1);
    }

    private static Executable compiled(Tensor y) {
        return Engine.current().plan(Plan.of(y).graph());
    }

    @Test
    void equalStructureIsCompiledOnce() {
        Tensor first = expression(1, 2, Tensor.scalar(3f));
        Tensor second = expression(5, 6, Tensor.scalar(7f));
        assertThat(Plan.of(first).graph())
                .isEqualTo(Plan.of(second).graph())
                .hasSameHashCodeAs(Plan.of(second).graph());
        assertThat(compiled(first)).isSameAs(compiled(second));
        assertThat(first.item()).isEqualTo(3 * 3 + 3 + 1);
        assertThat(second.item()).isEqualTo(7 * 11 + 11 + 1);
    }

    @Test
    void constantsAndTypesArePartOfTheStructure() {
        Tensor x = Tensor.of(new float[] {1, 2});
        Tensor doubles = Tensor.of(new double[] {1, 2});
        Tensor longer = Tensor.of(new float[] {1, 2, 3});
        assertThat(Plan.of(x.add(1)).graph()).isNotEqualTo(Plan.of(x.add(2)).graph());
        assertThat(Plan.of(x.add(x)).graph())
                .isNotEqualTo(Plan.of(doubles.add(doubles)).graph());
        assertThat(Plan.of(x.add(x)).graph())
                .isNotEqualTo(Plan.of(longer.add(longer)).graph());
    }

    @Test
    void sharedAndSeparateLeavesAreDifferentStructures() {
        Tensor x = Tensor.of(new float[] {1, 2});
        Tensor y = Tensor.of(new float[] {1, 2});
        assertThat(Plan.of(x.multiply(x)).graph())
                .isNotEqualTo(Plan.of(x.multiply(y)).graph());
        assertThat(x.multiply(y).toFloatArray()).containsExactly(1, 4);
    }

    @Test
    void orderOfInputsIsPartOfTheStructure() {
        Tensor x = Tensor.of(new float[] {1, 2});
        Tensor y = Tensor.of(new float[] {3, 5});
        Tensor z = x.exp();
        assertThat(Plan.of(z.subtract(y)).graph())
                .isNotEqualTo(Plan.of(y.subtract(z)).graph());
    }

    @Test
    void computedTensorsBecomeLeaves() {
        Tensor x = Tensor.of(new float[] {1, 2});
        Tensor inner = x.square().computedNow();
        Graph graph = Plan.of(inner.add(x)).graph();
        assertThat(graph.leaves().size()).isEqualTo(2);
        assertThat(graph.nodes()).hasSize(3);
    }

    @Test
    void sharedNodesAreLaidOutOnce() {
        Tensor x = Tensor.scalar(1f);
        Tensor y = x;
        for (int i = 0; i < 60; i++) {
            y = y.add(y);
        }
        assertThat(Plan.of(y).graph().nodes()).hasSize(61);
        assertThat(y.item()).isEqualTo(0x1p60);
    }

    @Test
    void manyResultsAreComputedTogether() {
        Tensor x = Tensor.of(new float[] {1, 4});
        Tensor a = x.sqrt();
        Tensor b = a.negate();
        Tensor.evaluate(List.of(a, b, x, a));
        assertThat(a.isComputed()).isTrue();
        assertThat(b.isComputed()).isTrue();
        assertThat(b.toFloatArray()).containsExactly(-1, -2);
    }

    @Test
    void plansAreReadable() {
        Tensor x = Tensor.of(new float[] {1, 4});
        Plan plan = Plan.of(x.sqrt().sum());
        assertThat(plan.graph().toString())
                .contains("%1 = sqrt %0 : float32[2]")
                .contains("results");
        assertThat(plan.explain()).isNotBlank();
    }

    @Test
    void useCountsCountPlacesAndResults() {
        Tensor x = Tensor.of(new float[] {1, 4});
        Tensor y = x.multiply(x);
        Graph graph = Plan.of(y, y.exp()).graph();
        assertThat(graph.useCounts()).containsExactly(2, 2, 1);
        assertThat(graph.outputMarks()).containsExactly(false, true, true);
    }
}
