package org.gaspard.datasets.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.gaspard.datasets.DSprites;
import org.gaspard.datasets.images.Subset;
import org.junit.jupiter.api.Test;

class SubsetTest {

    private final DSprites sprites = new DSprites();

    @Test
    void aSubsetIsAGridOfItsOwn() {
        FactoredSubset hearts = FactoredSubset.of(sprites).keeping(1, 2).keeping(4, 31, 5, 0);
        assertThat(hearts.factors().toString())
                .isEqualTo("[color(1), shape(1), scale(6), orientation(40), posX(3), posY(32)]");
        assertThat(hearts.size()).isEqualTo(6 * 40 * 3 * 32);
        assertThat(hearts.value(1, 0)).isEqualTo(3);
        assertThat(hearts.value(4, 1)).isEqualTo(sprites.value(4, 5));
        float[] ours = new float[hearts.pixels()];
        float[] theirs = new float[hearts.pixels()];
        for (int index = 0; index < hearts.size(); index += 997) {
            int[] f = hearts.factors(index);
            int expected = sprites.index(0, 2, f[2], f[3], new int[] {31, 5, 0}[f[4]], f[5]);
            assertThat(hearts.sourceIndex(index)).isEqualTo(expected);
            hearts.read(index, ours, 0);
            sprites.read(expected, theirs, 0);
            assertThat(ours).isEqualTo(theirs);
        }
    }

    @Test
    void cutsFollowEachOther() {
        FactoredSubset twice = FactoredSubset.of(sprites).keeping(2, 5, 3, 1).keeping(2, 2, 0);
        assertThat(twice.value(2, 0)).isEqualTo(sprites.value(2, 1));
        assertThat(twice.value(2, 1)).isEqualTo(sprites.value(2, 5));
        assertThat(twice.sourceIndex(twice.index(0, 0, 1, 0, 0, 0))).isEqualTo(sprites.index(0, 0, 5, 0, 0, 0));
        assertThat(FactoredSubset.of(sprites).sourceIndex(4711)).isEqualTo(4711);
    }

    @Test
    void chosenImagesKeepTheirFactors() {
        Subset some = Subset.of(sprites, 700_000, 3, 700_000);
        assertThat(some.size()).isEqualTo(3);
        assertThat(some.factors(0)).isEqualTo(sprites.factors(700_000));
        assertThat(some.factors(1)).isEqualTo(sprites.factors(3));
        float[] batch = new float[2 * some.pixels()];
        some.readBatch(new int[] {2, 1}, batch);
        float[] expected = new float[batch.length];
        sprites.readBatch(new int[] {700_000, 3}, expected);
        assertThat(batch).isEqualTo(expected);
    }

    @Test
    void whatIsOutsideIsRefused() {
        FactoredSubset whole = FactoredSubset.of(sprites);
        assertThatIllegalArgumentException().isThrownBy(() -> whole.keeping(6, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> whole.keeping(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> whole.keeping(1, 0, 0))
                .withMessageContaining("[0, 0]");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> whole.keeping(1, 3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Subset.of(sprites, 737_280));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> Subset.of(sprites, 1).sourceIndex(1));
    }
}
