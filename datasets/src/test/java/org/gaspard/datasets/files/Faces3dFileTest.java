package org.gaspard.datasets.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files are made by PyTorch; see {@code src/test/oracles/mat_torch_png.py}. */
class Faces3dFileTest {

    static final FactorGrid GRID = new FactorGrid(List.of(
            Factor.of("identity", 0, 1),
            Factor.of("azimuth", 0, 1, 2),
            Factor.of("elevation", 0, 1),
            Factor.of("lighting", 0, 1)));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"faces_zip.pth", "faces_legacy.pth"})
    void aSavedTensorIsRead(String name) throws IOException {
        Path file = Files.write(folder.resolve(name), Layouts.resource(name));
        FactoredDataset faces = Faces3dFile.read(file, GRID, 4, 3);
        float[] out = new float[12];
        for (int i = 0; i < 24; i++) {
            faces.read(i, out, 0);
            for (int k = 0; k < 12; k++) {
                assertThat(out[k]).isEqualTo((i * 37 + k / 3 * 11 + k % 3 * 5 & 255) / 255f);
            }
        }
        byte[] good = Layouts.resource(name);
        for (int length = 0; length < good.length; length += 11) {
            refused(Arrays.copyOf(good, length), name);
        }
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        assertThat(Faces3dFile.publishedGrid().size()).isEqualTo(127_050);
        refused(Layouts.resource("faces_float.pth"), "elements");
        refused(new byte[2000], "at byte 0: another start");
        byte[] type = Layouts.resource("faces_legacy.pth");
        int at = new String(type, StandardCharsets.ISO_8859_1).indexOf("ByteStorage");
        type[at] = 'C';
        refused(type, "uint8");
        // As many bytes of another type; the filling makes up for what is compressed.
        byte[] filling = new byte[400];
        new SplittableRandom(1).nextBytes(filling);
        byte[] zipped = Layouts.zip(Map.of(
                "x/data/0", new byte[288], "x/data.pkl", Layouts.ascii("torch FloatStorage"), "x/filling", filling));
        refused(zipped, "no ByteStorage in x/data.pkl, expected a tensor of type uint8");
    }

    private void refused(byte[] bytes, String message) throws IOException {
        Path file = Files.write(folder.resolve("bad-faces_zip.pth-faces_legacy.pth"), bytes);
        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> Faces3dFile.read(file, GRID, 4, 3))
                .withMessageContaining(message);
    }
}
