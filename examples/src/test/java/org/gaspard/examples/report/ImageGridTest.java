package org.gaspard.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageGridTest {

    private static final int MARGIN = 8;
    private static final int WHITE = 0xffffffff;

    @Test
    void everyValueIsASquareAtItsPlace() {
        float[] grey = {0, 0.2f, 0.4f, 1, 0.6f, 0.8f, -3, 7};
        BufferedImage sheet = ImageGrid.ofColumns(2)
                .zoom(3)
                .padding(5)
                .draw(new Images(grey, 2, 2, 2, 1))
                .image();
        assertThat(sheet.getWidth()).isEqualTo(MARGIN + 6 + 5 + 6 + MARGIN);
        assertThat(sheet.getHeight()).isEqualTo(MARGIN + 6 + MARGIN);
        for (int image = 0; image < 2; image++) {
            for (int y = 0; y < 6; y++) {
                for (int x = 0; x < 6; x++) {
                    float value = Math.clamp(grey[4 * image + y / 3 * 2 + x / 3], 0f, 1f);
                    int level = Math.round(255 * value);
                    assertThat(sheet.getRGB(MARGIN + image * 11 + x, MARGIN + y))
                            .isEqualTo(0xff000000 | level * 0x010101);
                }
            }
        }
    }

    @Test
    void channelsAreRedGreenBlueAndNanIsMagenta() {
        float[] values = {1, 0.2f, 0, Float.NaN, 0, 0};
        BufferedImage sheet = ImageGrid.ofColumns(1)
                .padding(0)
                .draw(new Images(values, 1, 1, 2, 3))
                .image();
        assertThat(sheet.getRGB(MARGIN, MARGIN)).isEqualTo(0xffff3300);
        assertThat(sheet.getRGB(MARGIN + 1, MARGIN)).isEqualTo(0xffff00ff);
    }

    @Test
    void theLastRowMayBeIncomplete() {
        float[] black = new float[3 * 4 * 4];
        BufferedImage sheet = ImageGrid.ofColumns(2)
                .padding(1)
                .draw(new Images(black, 3, 4, 4, 1))
                .image();
        assertThat(sheet.getHeight()).isEqualTo(MARGIN + 4 + 1 + 4 + MARGIN);
        assertThat(sheet.getRGB(MARGIN, MARGIN + 5)).isEqualTo(0xff000000);
        assertThat(sheet.getRGB(MARGIN + 5, MARGIN + 5)).isEqualTo(WHITE);
    }

    @Test
    void captionsTakeTheirOwnRoom() {
        var images = new Images(new float[4 * 64], 4, 8, 8, 1);
        var plain = ImageGrid.ofColumns(2).zoom(4);
        var captioned = plain.title("Title")
                .rowCaptions(List.of("input", "output"))
                .columnCaptions(List.of("first", "a caption wider than its column"));
        BufferedImage sheet = captioned.draw(images).image();
        assertThat(sheet.getWidth()).isGreaterThan(plain.draw(images).image().getWidth() + 100);
        assertThat(sheet.getHeight()).isGreaterThan(plain.draw(images).image().getHeight() + 30);
        PicturesAssert.hasInkAndCleanBorder(sheet, 3);
    }

    @Test
    void refusesCaptionsAndShapesThatDoNotFit() {
        var images = new Images(new float[12], 3, 2, 2, 1);
        assertThatThrownBy(
                        () -> ImageGrid.ofColumns(2).rowCaptions(List.of("one")).draw(images))
                .hasMessageContaining("2 rows, found 1");
        assertThatThrownBy(() -> ImageGrid.ofColumns(2).columnCaptions(List.of("one")))
                .hasMessageContaining("2 columns, found 1");
        assertThatThrownBy(() -> new Images(new float[5], 1, 2, 2, 1)).hasMessageContaining("found 5 values");
        assertThatThrownBy(() -> new Images(new float[8], 1, 2, 2, 2)).hasMessageContaining("[1, 2, 2, 2]");
    }
}
