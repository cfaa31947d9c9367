package org.gaspard.datasets.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.images.PixelGrid;
import org.gaspard.datasets.sequences.FactorSequencesTest.Numbers;
import org.gaspard.datasets.sequences.TransformationSequencesTest.Digits;
import org.junit.jupiter.api.Test;

class SequenceFramesTest {

    @Test
    void everyFrameOfEverySequenceIsOneImage() {
        TransformationSequences sequences = PublishedSequences.mnist(new Digits(5, 4, 1), PixelGrid.CORNERS);
        SequenceFrames frames = new SequenceFrames(sequences);
        assertThat(frames.size()).isEqualTo(20 * 3 * 9);
        assertThat(new int[] {frames.height(), frames.width(), frames.channels()})
                .containsExactly(5, 4, 3);
        assertThat(frames.name()).isEqualTo("digits_frames");
        float[] sequence = new float[sequences.values()];
        int[] indices = new int[9];
        float[] batch = new float[sequences.values()];
        int next = 0;
        for (int n = 0; n < 20; n++) {
            for (int k = 0; k < 3; k++) {
                for (int t = 0; t < 9; t++) {
                    assertThat(frames.index(n, k, t)).isEqualTo(next);
                    indices[t] = next++;
                }
                sequences.read(n, k, sequence, 0);
                frames.readBatch(indices, batch);
                assertThat(Arrays.equals(batch, sequence)).isTrue();
            }
        }
    }

    @Test
    void badArgumentsAreNamed() {
        SequenceFrames frames = new SequenceFrames(PublishedSequences.mnist(new Digits(5, 4, 1), PixelGrid.CORNERS));
        float[] out = new float[frames.pixels()];
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> frames.read(540, out, 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> frames.read(-1, out, 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> frames.read(0, out, 1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> frames.index(0, 3, 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> frames.index(0, 0, 9));
        // 500 000 000 images of two frames fit under two transformations, and not under three.
        Numbers many = new Numbers(new FactorGrid(List.of(
                Factor.linear("a", 0, 1, 1000), Factor.linear("b", 0, 1, 1000), Factor.linear("c", 0, 1, 500))));
        FactorSequences.Start first = new FactorSequences.Start.First();
        SequenceFrames two = new SequenceFrames(FactorSequences.of(many, new int[] {0, 1}, 2, first));
        assertThat(two.size()).isEqualTo(2_000_000_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SequenceFrames(FactorSequences.of(many, new int[] {0, 1, 2}, 2, first)))
                .withMessageContaining("500000000 images, 3 transformations and 2 frames");
    }
}
