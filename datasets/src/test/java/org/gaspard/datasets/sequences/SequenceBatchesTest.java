package org.gaspard.datasets.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.gaspard.datasets.BatchPipeline;
import org.gaspard.datasets.Batches;
import org.gaspard.datasets.rendered.Shapes3D;
import org.junit.jupiter.api.Test;

class SequenceBatchesTest {

    private static final SequenceBatches.Start EPOCHS = SequenceBatches.Start.EPOCHS;
    private static final SequenceBatches.Start INDEPENDENT = SequenceBatches.Start.INDEPENDENT;

    @Test
    void transformationsAreUniformAndPureFunctionsOfTheStep() {
        SequenceBatches batches = new SequenceBatches(new Batches(10, 4, 3), 5, EPOCHS);
        int[] counts = new int[5];
        int repeats = 0;
        for (int step = 0; step < 10_000; step++) {
            int k = batches.transformation(step);
            counts[k]++;
            repeats += step > 0 && k == batches.transformation(step - 1) ? 1 : 0;
        }
        // Four standard deviations of the binomial with p = 1/5 are 160.
        for (int count : counts) {
            assertThat(count).isBetween(1840, 2160);
        }
        assertThat(repeats).isBetween(1840, 2160);
        assertThat(batches.indices(3)).containsExactly(new Batches(10, 4, 3).indices(3));
    }

    @Test
    void independentImagesAreUniform() {
        SequenceBatches batches = new SequenceBatches(new Batches(10, 4, 3), 5, INDEPENDENT);
        int[] counts = new int[10];
        int doubled = 0;
        for (int step = 0; step < 5000; step++) {
            int[] indices = batches.indices(step);
            assertThat(indices).hasSize(4).containsExactly(batches.indices(step));
            for (int index : indices) {
                counts[index]++;
            }
            doubled += indices[0] == indices[1] ? 1 : 0;
        }
        // Four standard deviations are 170 of 2000 and 85 of 500.
        for (int count : counts) {
            assertThat(count).isBetween(1830, 2170);
        }
        assertThat(doubled).isBetween(415, 585);
    }

    @Test
    void pixelsAreThoseOfTheStepAndMayBeReadAhead() {
        FactorSequences shapes =
                FactorSequences.of(new Shapes3D(), new int[] {0, 3}, 2, new FactorSequences.Start.First());
        SequenceBatches batches = SequenceBatches.of(shapes, 3, 8);
        assertThat(batches.transformations()).isEqualTo(2);
        try (BatchPipeline pipeline = new BatchPipeline(shapes.name(), batches.reading(shapes), 4, 2)) {
            for (long step = 4; step < 7; step++) {
                float[] expected = new float[3 * shapes.values()];
                shapes.readBatch(batches.indices(step), batches.transformation(step), expected);
                assertThat(Arrays.equals(pipeline.next(), expected)).isTrue();
            }
        }
    }

    @Test
    void badArgumentsAreNamed() {
        Batches ten = new Batches(10, 4, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SequenceBatches(ten, 0, EPOCHS))
                .withMessageContaining("transformations is 0");
        SequenceBatches batches = new SequenceBatches(ten, 5, INDEPENDENT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batches.indices(-1))
                .withMessageContaining("step -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batches.transformation(-2))
                .withMessageContaining("step -2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batches.reading(PublishedSequences.shapes3d(new Shapes3D())))
                .withMessageContaining("480000 images under 5 transformations, expected 10 and 5");
    }
}
