package org.gaspard.datasets.rendered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ContactSheetTest {

    private final XYObject data = new XYObject();
    private final int base = data.index(3, 4, 2, 20);

    @Test
    void rowsSweepTheirFactorFromTheFirstToTheLast() {
        int[] swept = ContactSheet.sweep(data.grid(), base, 9);
        assertThat(swept).hasSize(4 * 9);
        for (int i = 0; i < swept.length; i++) {
            int row = i / 9;
            int column = i % 9;
            if (row == 2 && column >= 5) {
                assertThat(swept[i]).isEqualTo(-1);
                continue;
            }
            int[] expected = data.factors(base);
            expected[row] = row == 2 ? column : row == 3 ? 23 * column / 8 : 3 * column;
            assertThat(data.factors(swept[i])).isEqualTo(expected);
        }
    }

    @Test
    void imagesStandOnWhitePaper() {
        ContactSheet sheet = ContactSheet.of(data, base, 5, 3);
        assertThat(sheet.height()).isEqualTo(3 + 4 * 67);
        assertThat(sheet.width()).isEqualTo(3 + 5 * 67);
        float[] image = new float[data.pixels()];
        int[] swept = ContactSheet.sweep(data.grid(), base, 5);
        boolean[] covered = new boolean[sheet.height() * sheet.width()];
        for (int i = 0; i < swept.length; i++) {
            data.read(swept[i], image, 0);
            for (int p = 0; p < 64 * 64; p++) {
                int at = (3 + i / 5 * 67 + p / 64) * sheet.width() + 3 + i % 5 * 67 + p % 64;
                covered[at] = true;
                for (int c = 0; c < 3; c++) {
                    assertThat(sheet.values()[3 * at + c]).isEqualTo(image[3 * p + c]);
                }
            }
        }
        for (int at = 0; at < covered.length; at++) {
            assertThat(covered[at] || sheet.values()[3 * at] == 1).isTrue();
        }
    }

    @Test
    void impossibleSheetsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ContactSheet.of(data, base, 1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> ContactSheet.of(data, base, 4, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> ContactSheet.sweep(data.grid(), base, 0));
    }
}
