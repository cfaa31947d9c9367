package org.gaspard.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatentScatterTest {

    private static final int FIRST = 0x0072b2;
    private static final int SECOND = 0xd55e00;
    private static final int BEHIND = 0xd8dee4;
    private static final double[][] CODES = {{1, 0.5, 0.2}, {-1, 0.3, -0.4}, {0.2, -0.9, 0.8}};
    private static final double[][] DRAWS = {{0.6, -0.6, 0.6}};

    /** Three dimensions are three pairs: each code is in three panels. */
    @Test
    void eachPairHasAPanel() {
        LatentScatter scatter = new LatentScatter("Codes", List.of(), 120);
        int[] labels = {0, 1, 1};
        Picture pair = scatter.draw(CODES, labels, DRAWS, 0, 2);
        Picture all = scatter.draw(CODES, labels, DRAWS, 0, 1, 2);
        assertThat(all.width()).isGreaterThan(pair.width());
        assertThat(PicturesAssert.count(pair.image(), SECOND)).isPositive();
        assertThat(PicturesAssert.count(all.image(), SECOND))
                .isGreaterThan(2 * PicturesAssert.count(pair.image(), SECOND));
        assertThat(PicturesAssert.count(all.image(), BEHIND))
                .isGreaterThan(2 * PicturesAssert.count(pair.image(), BEHIND));
        PicturesAssert.hasInkAndCleanBorder(all.image(), 4);
    }

    @Test
    void namesOfLabelsAreBelow() {
        Picture without = new LatentScatter("Codes", List.of(), 120).draw(CODES, new int[3], DRAWS, 0, 1);
        Picture with = new LatentScatter("Codes", List.of("zero", "one"), 120).draw(CODES, new int[3], DRAWS, 0, 1);
        assertThat(with.height()).isGreaterThan(without.height());
        assertThat(PicturesAssert.count(without.image(), SECOND)).isZero();
        assertThat(PicturesAssert.count(with.image(), SECOND)).isPositive();
        assertThat(PicturesAssert.count(with.image(), FIRST))
                .isGreaterThan(PicturesAssert.count(without.image(), FIRST));
        PicturesAssert.hasInkAndCleanBorder(with.image(), 4);
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        LatentScatter scatter = new LatentScatter("Codes", List.of(), 120);
        assertThatThrownBy(() -> scatter.draw(CODES, new int[3], DRAWS, 0)).hasMessageContaining("at least 2, found 1");
        assertThatThrownBy(() -> scatter.draw(CODES, new int[2], DRAWS, 0, 1))
                .hasMessageContaining("one for each of 3 codes, found 2");
        assertThatThrownBy(() -> scatter.draw(CODES, new int[3], DRAWS, 0, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
