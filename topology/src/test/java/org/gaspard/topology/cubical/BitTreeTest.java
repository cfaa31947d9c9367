package org.gaspard.topology.cubical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BitTreeTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 4096, 4097, 300_000})
    void isASetThatKnowsItsLargestElement(int bound) {
        RandomGenerator random = Images.random(bound);
        BitTree tree = new BitTree(bound);
        TreeSet<Integer> set = new TreeSet<>();
        assertThat(tree.largest()).isEqualTo(-1);
        for (int i = 0; i < 2000 && bound > 0; i++) {
            int element = random.nextInt(3) == 0 && !set.isEmpty() ? set.last() : random.nextInt(bound);
            tree.flip(element);
            if (!set.add(element)) {
                set.remove(element);
            }
            assertThat(tree.largest()).isEqualTo(set.isEmpty() ? -1 : set.last());
        }
        while (!set.isEmpty()) {
            tree.flip(set.pollLast());
            assertThat(tree.largest()).isEqualTo(set.isEmpty() ? -1 : set.last());
        }
    }
}
