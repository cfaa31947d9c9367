package org.gaspard.datasets.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.List;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.images.PixelGrid;
import org.gaspard.datasets.sequences.FactorSequencesTest.Numbers;
import org.gaspard.datasets.sequences.TransformationSequencesTest.Digits;
import org.junit.jupiter.api.Test;

class ComposableSequencesTest {

    private static final Numbers NUMBERS = new Numbers(new FactorGrid(List.of(
            Factor.linear("a", 0, 1, 3),
            Factor.linear("b", 0, 1, 6),
            Factor.linear("c", 0, 1, 4),
            Factor.linear("d", 0, 1, 5))));

    private static TransformationSequences digits() {
        return PublishedSequences.mnist(new Digits(7, 8, 1), PixelGrid.AREAS);
    }

    private static FactorSequences factors(FactorSequences.Start start) {
        return FactorSequences.of(NUMBERS, new int[] {3, 1, 2}, 4, start);
    }

    private static float[] composed(ComposableSequences sequences, int index, int[][] steps) {
        float[] out = new float[steps.length * sequences.values() / sequences.frames() + 1];
        sequences.readComposed(index, steps, out, 1);
        return Arrays.copyOfRange(out, 1, out.length);
    }

    private static float[] read(ImageSequences sequences, int index, int transformation) {
        float[] out = new float[sequences.values()];
        sequences.read(index, transformation, out, 0);
        return out;
    }

    private static List<ComposableSequences> all() {
        return List.of(
                digits(), factors(new FactorSequences.Start.First()), factors(new FactorSequences.Start.Uniform(3)));
    }

    @Test
    void oneTransformationAloneIsItsSequence() {
        for (ComposableSequences sequences : all()) {
            for (int k = 0; k < 3; k++) {
                int[][] steps =
                        Composition.of(3).then(sequences.frames() - 1, k).done();
                assertThat(composed(sequences, 17, steps)).isEqualTo(read(sequences, 17, k));
            }
        }
    }

    @Test
    void framesAreThoseOfTheirSequences() {
        for (ComposableSequences sequences : all()) {
            int pixels = sequences.values() / sequences.frames();
            float[] frame = new float[pixels + 2];
            for (int k = 0; k < 3; k++) {
                float[] sequence = read(sequences, 11, k);
                for (int t = 0; t < sequences.frames(); t++) {
                    sequences.readFrame(11, k, t, frame, 2);
                    assertThat(Arrays.copyOfRange(frame, 2, frame.length))
                            .isEqualTo(Arrays.copyOfRange(sequence, t * pixels, (t + 1) * pixels));
                }
            }
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> sequences.readFrame(0, 0, sequences.frames(), frame, 0));
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> sequences.readFrame(0, 3, 0, frame, 0));
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> sequences.readFrame(0, 0, 0, frame, 3));
        }
    }

    /** Maps are applied in the order of the transformations, whichever began to act first. */
    @Test
    void pixelsAreMovedByOneTransformationAfterTheOther() {
        TransformationSequences sequences = digits();
        int[][] steps = {{0, 0, 0}, {0, 2, 0}, {3, 2, 0}, {3, 2, 5}, {0, 0, 5}};
        float[] found = composed(sequences, 4, steps);
        int pixels = 7 * 8 * 3;
        float[] rotated = Arrays.copyOfRange(read(sequences, 4, 1), 2 * pixels, 3 * pixels);
        float[] hue = Arrays.copyOfRange(read(sequences, 4, 2), 5 * pixels, 6 * pixels);
        float[] scaled = Arrays.copyOfRange(read(sequences, 4, 0), 3 * pixels, 4 * pixels);
        float[] both = apply(Transformation.rotation(PixelGrid.AREAS, 0, 20), scaled);
        float[] three = apply(Transformation.hue(0, 100), both);
        float[] first = Arrays.copyOf(read(sequences, 4, 0), pixels);
        List<float[]> expected = List.of(first, rotated, both, three, hue);
        for (int t = 0; t < steps.length; t++) {
            assertThat(Arrays.copyOfRange(found, t * pixels, (t + 1) * pixels))
                    .as("frame %d", t)
                    .isEqualTo(expected.get(t));
        }
        assertThat(both).isNotEqualTo(scaled);
        assertThat(three).isNotEqualTo(both);
    }

    private static float[] apply(Transformation transformation, float[] image) {
        float[] out = new float[image.length];
        transformation.frame(1, 7, 8, 3).apply(image, out, 0);
        return out;
    }

    /** Factors that are used go from the starts of their own sequences; c is not used and stays where it is. */
    @Test
    void factorsGoTogether() {
        int[][] steps = Composition.of(3).then(2, 0).then(1, 0, 1).then(1, 1).done();
        int image = NUMBERS.index(2, 4, 3, 4);
        float[] zero = composed(factors(new FactorSequences.Start.First()), image, steps);
        int[][] expected = {{2, 0, 3, 0}, {2, 0, 3, 1}, {2, 0, 3, 2}, {2, 1, 3, 3}, {2, 2, 3, 3}};
        for (int t = 0; t < 5; t++) {
            assertThat(NUMBERS.factors((int) zero[t])).containsExactly(expected[t]);
        }
        boolean late = false;
        for (int index = 0; index < 40; index++) {
            FactorSequences uniform = factors(new FactorSequences.Start.Uniform(5));
            int b = NUMBERS.factor(uniform.indices(index, 1)[0], 1);
            int d = NUMBERS.factor(uniform.indices(index, 0)[0], 3);
            late |= b > 0 && d > 0;
            float[] found = composed(uniform, index, steps);
            for (int t = 0; t < 5; t++) {
                assertThat(NUMBERS.factors((int) found[t]))
                        .containsExactly(
                                NUMBERS.factor(index, 0),
                                b + expected[t][1],
                                NUMBERS.factor(index, 2),
                                d + expected[t][3]);
            }
        }
        assertThat(late).isTrue();
    }

    @Test
    void compositionsSwitchAndSuperpose() {
        Composition composition =
                Composition.of(3).then(2, 2).then(1).then(1, 0, 2).then(0, 1);
        assertThat(composition.frames()).isEqualTo(5);
        assertThat(composition.active()).isDeepEqualTo(new int[][] {{2}, {2}, {}, {0, 2}});
        assertThat(composition.done())
                .isDeepEqualTo(new int[][] {{0, 0, 0}, {0, 0, 1}, {0, 0, 2}, {0, 0, 2}, {1, 0, 3}});
        assertThat(Composition.of(2).done()).isDeepEqualTo(new int[][] {{0, 0}});
        composition.done()[4][2] = 9;
        composition.active()[0][0] = 1;
        assertThat(composition.done()[4][2]).isEqualTo(3);
        assertThat(composition.active()[0][0]).isEqualTo(2);
    }

    @Test
    void badArgumentsAreNamed() {
        TransformationSequences sequences = digits();
        float[] out = new float[sequences.values()];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sequences.readComposed(0, new int[][] {{0, 0, 0}, {0, 9, 0}}, out, 0))
                .withMessageContaining("steps of transformation 1 in frame 1 must be from 0 to 8, found 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sequences.readComposed(0, new int[][] {{-1, 0, 0}}, out, 0))
                .withMessageContaining("steps of transformation 0 in frame 0 must be from 0 to 8, found -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sequences.readComposed(0, new int[][] {{0, 0, 0}, {0, 0}}, out, 0))
                .withMessageContaining("frame 1 must be of the 3 transformations, found 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sequences.readComposed(0, new int[0][], out, 0))
                .withMessageContaining("at least one frame");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> sequences.readComposed(20, new int[1][3], out, 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> sequences.readComposed(0, new int[10][3], out, 0));
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        factors(new FactorSequences.Start.Carrying()).readComposed(0, new int[1][3], new float[1], 0))
                .withMessageContaining("carry");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Composition.of(0))
                .withMessageContaining("transformations is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Composition.of(2).then(3, 1).then(1, 2))
                .withMessageContaining("step 4 are [2], expected different ones from 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Composition.of(2).then(1, 1, 1))
                .withMessageContaining("step 1 are [1, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Composition.of(2).then(-1, 1))
                .withMessageContaining("count is -1");
    }
}
