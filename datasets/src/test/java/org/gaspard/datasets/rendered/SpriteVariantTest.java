package org.gaspard.datasets.rendered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.gaspard.datasets.DSprites;
import org.gaspard.datasets.FactoredDataset;
import org.junit.jupiter.api.Test;

class SpriteVariantTest {

    private static final int IMAGE = 345_678;
    private final DSprites sprites = new DSprites();

    private static float[] image(FactoredDataset data, int index) {
        float[] image = new float[data.pixels()];
        data.read(index, image, 0);
        return image;
    }

    @Test
    void aColouredSpriteHasOneBrightColourOnBlack() {
        SpriteVariant colored = SpriteVariant.colored(sprites, 7);
        double[] mean = new double[3];
        for (int n = 0; n < 300; n++) {
            float[] sprite = image(sprites, n * 2400);
            float[] image = image(colored, n * 2400);
            int inside = firstInside(sprite);
            for (int i = 0; i < image.length; i++) {
                assertThat(image[i]).isEqualTo(sprite[i / 3] * image[3 * inside + i % 3]);
            }
            for (int c = 0; c < 3; c++) {
                assertThat(image[3 * inside + c]).isBetween(0.5f, 1f);
                mean[c] += image[3 * inside + c] / 300;
            }
        }
        for (double channel : mean) {
            // Uniform on [½, 1): mean ¾, standard error 0.0083.
            assertThat(channel).isCloseTo(0.75, within(0.03));
        }
        assertThat(colored.name()).isEqualTo("dsprites-rendered-color");
        assertThat(colored.grid()).isEqualTo(sprites.grid());
    }

    private static int firstInside(float[] sprite) {
        int i = 0;
        while (sprite[i] == 0) {
            i++;
        }
        return i;
    }

    @Test
    void noiseIsUniformAroundTheSprite() {
        float[] sprite = image(sprites, IMAGE);
        float[] image = image(SpriteVariant.noisy(sprites, 7), IMAGE);
        int[] counts = new int[10];
        int background = 0;
        for (int i = 0; i < image.length; i++) {
            if (sprite[i / 3] == 1) {
                assertThat(image[i]).isEqualTo(1);
            } else {
                counts[(int) (10 * image[i])]++;
                background++;
            }
        }
        double chi = 0;
        for (int count : counts) {
            double expected = background / 10.0;
            chi += (count - expected) * (count - expected) / expected;
        }
        // The 0.999 quantile of χ² with 9 degrees of freedom.
        assertThat(chi).isLessThan(27.9);
    }

    @Test
    void theSpriteInvertsThePicture() {
        float[] values = new float[70 * 66 * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 37 % 101) / 101f;
        }
        Picture picture = new Picture(70, 66, values);
        SpriteVariant variant = SpriteVariant.onPicture(sprites, picture, 3);
        float[] sprite = image(sprites, IMAGE);
        float[] image = image(variant, IMAGE);
        int matches = 0;
        for (int top = 0; top < 6; top++) {
            for (int left = 0; left < 2; left++) {
                matches += isPatch(picture, top, left, sprite, image) ? 1 : 0;
            }
        }
        assertThat(matches).as("places of the patch").isEqualTo(1);
    }

    /** Whether the image is {@code (patch + colour)/2} of this patch, inverted in the sprite, with one colour. */
    private static boolean isPatch(Picture picture, int top, int left, float[] sprite, float[] image) {
        float[] colour = {Float.NaN, Float.NaN, Float.NaN};
        for (int i = 0; i < image.length; i++) {
            int pixel = i / 3;
            float background = sprite[pixel] == 1 ? 1 - image[i] : image[i];
            float found = 2 * background - picture.value(top + pixel / 64, left + pixel % 64, i % 3);
            if (Float.isNaN(colour[i % 3])) {
                colour[i % 3] = found;
            }
            if (Math.abs(found - colour[i % 3]) > 1e-5 || found < -1e-5 || found > 1) {
                return false;
            }
        }
        return true;
    }

    @Test
    void drawsDependOnSeedAndImageAlone() {
        Picture picture = Picture.painted();
        for (int kind = 0; kind < 3; kind++) {
            FactoredDataset one = variant(kind, picture, 1);
            assertThat(image(one, IMAGE)).isEqualTo(image(variant(kind, picture, 1), IMAGE));
            assertThat(image(one, IMAGE)).isNotEqualTo(image(variant(kind, picture, 2), IMAGE));
            float[] batch = new float[4 * one.pixels()];
            one.readBatch(new int[] {5, IMAGE, 6, IMAGE}, batch);
            assertThat(Arrays.copyOfRange(batch, one.pixels(), 2 * one.pixels()))
                    .isEqualTo(image(one, IMAGE));
            assertThat(Arrays.copyOfRange(batch, 3 * one.pixels(), 4 * one.pixels()))
                    .isEqualTo(image(one, IMAGE));
        }
    }

    private FactoredDataset variant(int kind, Picture picture, long seed) {
        return switch (kind) {
            case 0 -> SpriteVariant.colored(sprites, seed);
            case 1 -> SpriteVariant.noisy(sprites, seed);
            default -> SpriteVariant.onPicture(sprites, picture, seed);
        };
    }

    /** It is drawn with exact sums and StrictMath, so this sum holds on every machine. */
    @Test
    void thePaintedPictureIsTheSameEverywhere() {
        Picture picture = Picture.painted();
        assertThat(picture.height()).isEqualTo(274);
        assertThat(picture.width()).isEqualTo(221);
        CRC32 sum = new CRC32();
        for (int y = 0; y < 274; y++) {
            for (int x = 0; x < 221; x++) {
                for (int c = 0; c < 3; c++) {
                    sum.update(Math.round(255 * picture.value(y, x, c)));
                }
            }
        }
        assertThat(sum.getValue()).isEqualTo(1318392401L);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpriteVariant.colored(new XYSquares(), 1))
                .withMessageContaining("3 channels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpriteVariant.onPicture(sprites, new Picture(64, 90, new float[64 * 90 * 3]), 1))
                .withMessageContaining("64×90");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Picture(2, 2, new float[11]))
                .withMessageContaining("12");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Picture(1, 1, new float[] {0, Float.NaN, 0}))
                .withMessageContaining("values[1]");
        assertThatIllegalArgumentException().isThrownBy(() -> new Picture(0, 1, new float[0]));
    }
}
