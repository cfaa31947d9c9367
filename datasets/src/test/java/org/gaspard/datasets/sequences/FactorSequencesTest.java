package org.gaspard.datasets.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.files.NumberedFolder;
import org.gaspard.datasets.rendered.RobotArm;
import org.gaspard.datasets.rendered.Shapes3D;
import org.junit.jupiter.api.Test;

class FactorSequencesTest {

    /** Images of one pixel whose value is their index. */
    record Numbers(FactorGrid grid) implements FactoredDataset {

        @Override
        public String name() {
            return "numbers";
        }

        @Override
        public int height() {
            return 1;
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public void read(int index, float[] out, int offset) {
            out[offset] = index;
        }
    }

    private static boolean changesOnly(FactorGrid grid, int[] sequence, int factor) {
        for (int t = 0; t < sequence.length; t++) {
            if (grid.with(sequence[t], factor, 0) != grid.with(sequence[0], factor, 0)
                    || grid.position(sequence[t], factor) != grid.position(sequence[0], factor) + t) {
                return false;
            }
        }
        return true;
    }

    /** The share of all sequences of a transformation in which another factor than its own changes. */
    private static double spoilt(FactorSequences sequences, int transformation) {
        FactorGrid grid = sequences.source().grid();
        int count = 0;
        for (int index = 0; index < grid.size(); index++) {
            boolean good =
                    changesOnly(grid, sequences.indices(index, transformation), sequences.factor(transformation));
            count += good ? 0 : 1;
        }
        return (double) count / grid.size();
    }

    @Test
    void shapesStartAtZeroAndNeverChangeTheirShape() {
        Shapes3D shapes = new Shapes3D();
        FactorSequences sequences = PublishedSequences.shapes3d(shapes);
        assertThat(sequences.transformations())
                .containsExactly("floor_hue", "wall_hue", "object_hue", "scale", "orientation");
        assertThat(sequences.frames()).isEqualTo(8);
        int base = shapes.index(3, 9, 4, 7, 2, 11);
        int[] orientation = sequences.indices(base, 4);
        for (int t = 0; t < 8; t++) {
            assertThat(shapes.factors(orientation[t])).containsExactly(3, 9, 4, 7, 2, t);
            assertThat(shapes.factors(sequences.indices(base, 1)[t])).containsExactly(3, t, 4, 7, 2, 11);
        }
        float[] pixels = new float[sequences.values() + 1];
        sequences.read(base, 4, pixels, 1);
        float[] image = new float[shapes.pixels()];
        shapes.read(orientation[5], image, 0);
        for (int i = 0; i < image.length; i++) {
            assertThat(pixels[1 + 5 * image.length + i]).isEqualTo(image[i]);
        }
    }

    /** (F − 1)/n of the sequences along a factor of n positions, and none along the first. */
    @Test
    void twoThirdsOfThePublishedFalcorSequencesChangeTwoFactors() {
        Numbers falcor = new Numbers(NumberedFolder.falcor3dGrid());
        FactorSequences published = PublishedSequences.falcor3d(falcor, new FactorSequences.Start.Carrying());
        assertThat(spoilt(published, 0)).isZero();
        assertThat(spoilt(published, 1)).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(spoilt(published, 6)).isCloseTo(2.0 / 3, within(1e-12));
        // Position 4 of camera_z goes on to 5, then 0, 1, 2 with camera_y one up; the first factor is always 0.
        int[] carried = published.indices(falcor.index(3, 1, 2, 3, 4, 0, 4), 6);
        int[][] expected = {
            {0, 1, 2, 3, 4, 0, 4},
            {0, 1, 2, 3, 4, 0, 5},
            {0, 1, 2, 3, 4, 1, 0},
            {0, 1, 2, 3, 4, 1, 1},
            {0, 1, 2, 3, 4, 1, 2}
        };
        for (int t = 0; t < 5; t++) {
            assertThat(falcor.factors(carried[t])).containsExactly(expected[t]);
        }
        assertThat(falcor.factor(published.indices(falcor.index(4, 5, 0, 0, 0, 0, 0), 1)[1], 0))
                .isEqualTo(1);
    }

    @Test
    void otherModesChangeOneFactorOnly() {
        Numbers falcor = new Numbers(NumberedFolder.falcor3dGrid());
        for (FactorSequences.Start start :
                List.of(new FactorSequences.Start.First(), new FactorSequences.Start.Uniform(6))) {
            assertThat(spoilt(PublishedSequences.falcor3d(falcor, start), 4)).isZero();
        }
        FactorSequences uniform = PublishedSequences.falcor3d(falcor, new FactorSequences.Start.Uniform(6));
        int late = 0;
        for (int index = 0; index < 10_000; index++) {
            late += falcor.factor(uniform.indices(index, 4)[0], 4);
        }
        // Starts 0 and 1 are equally likely; four standard deviations are 200.
        assertThat(late).isBetween(4800, 5200);
        assertThat(uniform.indices(77, 4)).containsExactly(uniform.indices(77, 4));
    }

    @Test
    void isaacSequencesSpoilThreeEighthsToThreeQuarters() {
        RobotArm arm = new RobotArm(16);
        FactorSequences published = PublishedSequences.isaac3d(arm, new FactorSequences.Start.Carrying());
        assertThat(published.transformations()).hasSize(8);
        assertThat(published.factor(0)).isEqualTo(1);
        assertThat(spoilt(published, 0)).isCloseTo(3.0 / 8, within(1e-12));
        assertThat(spoilt(published, 1)).isCloseTo(3.0 / 5, within(1e-12));
        assertThat(spoilt(published, 7)).isCloseTo(3.0 / 4, within(1e-12));
    }

    @Test
    void badArgumentsAreNamed() {
        Numbers some = new Numbers(
                new FactorGrid(List.of(Factor.of("one", 0), Factor.linear("a", 0, 1, 3), Factor.linear("b", 0, 1, 4))));
        FactorSequences.Start first = new FactorSequences.Start.First();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactorSequences.of(some, new int[] {2, 1}, 4, first))
                .withMessageContaining("expected 1 to 3, the positions of a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactorSequences.of(some, new int[] {3}, 1, first))
                .withMessageContaining("factor 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactorSequences.of(some, new int[] {1, 1}, 2, first))
                .withMessageContaining("[1, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactorSequences.of(some, new int[] {1}, 2, new FactorSequences.Start.Carrying()))
                .withMessageContaining("may carry into one(1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublishedSequences.shapes3d(some))
                .withMessageContaining("[1, 3, 4], expected [10, 10, 10, 8, 4, 15]");
        FactorSequences sequences = FactorSequences.of(some, new int[] {2}, 4, first);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> sequences.indices(12, 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> sequences.indices(0, 1));
    }
}
