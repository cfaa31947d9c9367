package org.gaspard.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScatterGridTest {

    private static final int FIRST_COLOR = 0x0072b2;
    private static final int SECOND_COLOR = 0xd55e00;
    private static final int BEHIND = 0xd8dee4;
    private static final ScatterGrid GRID =
            new ScatterGrid("Two clouds", List.of("left", "right"), List.of("a row", "another"), 2, 100);
    private static final ScatterGrid.Panel EMPTY = new ScatterGrid.Panel(new double[0], new double[0], new int[0], "");

    private static ScatterGrid.Panel panel(double... points) {
        int[] groups = new int[points.length / 2];
        Arrays.setAll(groups, i -> i);
        return new ScatterGrid.Panel(new double[] {0, 0}, points, groups, "a note");
    }

    @Test
    void pointsAndWhatIsBehindThemAreDrawnInTheirColours() {
        Picture picture = GRID.draw(List.of(panel(1, 1), panel(1, 1, -1, 1), EMPTY, EMPTY));
        long first = PicturesAssert.count(picture.image(), FIRST_COLOR);
        long second = PicturesAssert.count(picture.image(), SECOND_COLOR);
        assertThat(second).isPositive();
        assertThat(first).isEqualTo(2 * second);
        assertThat(PicturesAssert.count(picture.image(), BEHIND)).isEqualTo(first);
        PicturesAssert.hasInkAndCleanBorder(picture.image(), 4);
    }

    /** Upwards is up, and a point outside is at the edge. */
    @Test
    void pointsAreWhereTheyBelong() {
        Picture picture = new ScatterGrid("", List.of(""), List.of(""), 2, 100).draw(List.of(panel(-9, 1)));
        int x = 0;
        int y = 0;
        int count = 0;
        for (int row = 0; row < picture.image().getHeight(); row++) {
            for (int column = 0; column < picture.image().getWidth(); column++) {
                if ((picture.image().getRGB(column, row) & 0xffffff) == FIRST_COLOR) {
                    x += column;
                    y += row;
                    count++;
                }
            }
        }
        // The panel begins at (20, 32), and a unit on the page is two pixels.
        assertThat(x / (double) count / 2).isBetween(19.0, 21.0);
        assertThat(y / (double) count / 2).isBetween(32 + 24.0, 32 + 26.0);
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        assertThatThrownBy(() -> GRID.draw(List.of(EMPTY)))
                .hasMessageContaining("2 × 2")
                .hasMessageContaining("found 1");
        assertThatThrownBy(() -> new ScatterGrid.Panel(new double[1], new double[0], new int[0], ""))
                .hasMessageContaining("found 1 behind");
        assertThatThrownBy(() -> new ScatterGrid.Panel(new double[0], new double[2], new int[2], ""))
                .hasMessageContaining("2 for 2 groups");
        assertThatThrownBy(() -> new ScatterGrid("", List.of(), List.of("a"), 1, 100))
                .hasMessageContaining("0 and 1");
        assertThatThrownBy(() -> new ScatterGrid("", List.of("a"), List.of("a"), 0, 100))
                .hasMessageContaining("extent");
        assertThatThrownBy(() -> new ScatterGrid("", List.of("a"), List.of("a"), 1, 10))
                .hasMessageContaining("side");
        assertThatThrownBy(() -> new ScatterGrid.Panel(new double[0], new double[2], new int[] {-1}, ""))
                .hasMessageContaining("groups[0] is -1");
    }
}
