package org.gaspard.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchesTest {

    @ParameterizedTest
    @CsvSource({"10, 4", "7, 7", "5, 13", "1, 3", "64, 1"})
    void everyEpochVisitsEveryImageOnce(int size, int batchSize) {
        Batches batches = new Batches(size, batchSize, 5);
        List<Integer> visited = new ArrayList<>();
        for (long step = 0; visited.size() < 6 * size; step++) {
            assertThat(batches.epoch(step)).isEqualTo(visited.size() / size);
            assertThat(batches.position(step)).isEqualTo(visited.size() % size);
            for (int index : batches.indices(step)) {
                visited.add(index);
            }
        }
        Integer[] all = IntStream.range(0, size).boxed().toArray(Integer[]::new);
        for (int epoch = 0; epoch < 6; epoch++) {
            assertThat(visited.subList(epoch * size, (epoch + 1) * size)).containsExactlyInAnyOrder(all);
        }
    }

    @Test
    void epochsAndSeedsDiffer() {
        Batches batches = new Batches(1000, 1000, 5);
        assertThat(batches.indices(0)).isNotEqualTo(batches.indices(1));
        assertThat(batches.indices(0)).isNotEqualTo(new Batches(1000, 1000, 6).indices(0));
        assertThat(batches.indices(3)).isEqualTo(new Batches(1000, 1000, 5).indices(3));
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Batches(0, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Batches(1, 0, 0));
        Batches batches = new Batches(10, 4, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> batches.indices(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> batches.epoch(-1)).withMessageContaining("step -1");
        assertThatIllegalArgumentException().isThrownBy(() -> batches.position(-1));
    }
}
