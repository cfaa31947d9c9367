package org.gaspard.datasets.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HsvTest {

    @Test
    void valuesAreThoseOfPython() throws IOException {
        List<String> lines;
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(HsvTest.class.getResourceAsStream("hues.csv")), StandardCharsets.UTF_8))) {
            lines = in.lines().filter(line -> !line.startsWith("#")).toList();
        }
        assertThat(lines).hasSize(125);
        for (String line : lines) {
            String[] words = line.split(",");
            float[] v = new float[9];
            for (int i = 0; i < 9; i++) {
                v[i] = Float.parseFloat(words[i]);
            }
            float[] rgb = {v[0], v[1], v[2]};
            float[] hsv = {v[3], v[4], v[5]};
            assertThat(Hsv.ofRgb(rgb)).as(line).containsExactly(hsv, within(1e-6f));
            assertThat(Hsv.toRgb(hsv)).as(line).containsExactly(rgb, within(1e-6f));
            float[] turned = new float[4];
            Hsv.turnHues(rgb, 0.3, turned, 1);
            assertThat(turned).as(line).containsExactly(new float[] {0, v[6], v[7], v[8]}, within(1e-6f));
        }
    }

    @Test
    void thereAndBackIsTheSame() {
        SplittableRandom random = new SplittableRandom(4);
        float[] image = new float[3000];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextDouble();
        }
        float[] back = Hsv.toRgb(Hsv.ofRgb(image));
        float[] whole = new float[3000];
        Hsv.turnHues(image, -2, whole, 0);
        for (int i = 0; i < image.length; i++) {
            assertThat(back[i]).isCloseTo(image[i], within(2e-6f));
            assertThat(whole[i]).isCloseTo(image[i], within(2e-6f));
        }
    }

    /** A third of a turn takes red to green and green to blue; grey has no hue. */
    @Test
    void aThirdOfATurnMovesChannels() {
        float[] out = new float[6];
        Hsv.turnHues(new float[] {0.8f, 0.2f, 0.4f, 0.3f, 0.3f, 0.3f}, 1.0 / 3, out, 0);
        assertThat(out).containsExactly(new float[] {0.4f, 0.8f, 0.2f, 0.3f, 0.3f, 0.3f}, within(1e-6f));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Hsv.ofRgb(new float[4]))
                .withMessageContaining("4 values");
    }
}
