package org.gaspard.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeepGraphTest {

    @Test
    void chainsOfAHundredThousandNodesAreComputed() {
        Tensor one = Tensor.scalar(1.0);
        Tensor sum = Tensor.scalar(0.0);
        for (int i = 0; i < 100_000; i++) {
            sum = sum.add(one);
        }
        assertThat(sum.item()).isEqualTo(100_000);
    }

    @Test
    void combsOfSharedNodesAreComputedInLinearTime() {
        Tensor a = Tensor.scalar(1.0);
        Tensor b = Tensor.scalar(1.0);
        for (int i = 0; i < 20_000; i++) {
            Tensor next = a.add(b).multiply(0.5);
            a = b;
            b = next;
        }
        assertThat(b.item()).isEqualTo(1);
    }
}
