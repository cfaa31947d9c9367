package org.gaspard.datasets.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.images.Filter;
import org.gaspard.datasets.images.Preprocessing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files are made by SciPy; see {@code src/test/oracles/mat_torch_png.py}. */
class Cars3dFilesTest {

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        for (int k = 1; k <= 3; k++) {
            String name = "car_00" + k + "_mesh.mat";
            Files.write(folder.resolve(name), Layouts.resource(name));
        }
    }

    private static void check(FactoredDataset cars) {
        assertThat(cars.factors().toString()).isEqualTo("[elevation(2), azimuth(3), object(3)]");
        assertThat(cars.value(1, 2)).isEqualTo(240);
        assertThat(new int[] {cars.height(), cars.width(), cars.channels()}).containsExactly(4, 5, 3);
        float[] out = new float[60];
        for (int e = 0; e < 2; e++) {
            for (int a = 0; a < 3; a++) {
                for (int car = 0; car < 3; car++) {
                    cars.read(cars.index(e, a, car), out, 0);
                    for (int i = 0; i < 60; i++) {
                        int sample = car * 91 + i / 15 * 13 + i / 3 % 5 * 29 + i % 3 * 53 + a * 7 + e * 111 & 255;
                        assertThat(out[i]).isEqualTo(sample / 255f);
                    }
                }
            }
        }
    }

    @Test
    void aFolderIsRead() throws IOException {
        FactoredDataset cars = Cars3dFiles.read(folder);
        check(cars);
        FactoredDataset small =
                Preprocessing.none().resize(2, 2, Filter.LANCZOS3).applyTo(cars);
        assertThat(small.grid()).isSameAs(cars.grid());
        check(Cars3dFiles.read(folder, folder.resolve("cars.npy")));
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        for (int k = 1; k <= 3; k++) {
            Path file = folder.resolve("car_00" + k + "_mesh.mat");
            byte[] good = Files.readAllBytes(file);
            for (int length = 0; length < good.length - 8; length += 7) {
                Files.write(file, Arrays.copyOf(good, length));
                refused(file.getFileName().toString());
            }
            Files.write(file, good);
        }
        Path second = folder.resolve("car_002_mesh.mat");
        byte[] later = Files.readAllBytes(second);
        later[124] = 0;
        later[125] = 2;
        Files.write(second, later);
        refused("level 5");
        Files.write(second, Layouts.resource("tiny_3dshapes.h5"));
        refused("at byte 124");
    }

    /** A file of the other byte order, with a short element that is packed into its tag, made by hand. */
    @Test
    void aBigEndianFileIsRead() throws IOException {
        ByteBuffer out = ByteBuffer.allocate(128 + 8 + 16 + 32 + 8 + 32);
        out.put(124, (byte) 1).put(126, (byte) 'M').put(127, (byte) 'I').position(128);
        out.putInt(14).putInt(16 + 32 + 8 + 32);
        out.putInt(6).putInt(8).putInt(9).putInt(0);
        out.putInt(5)
                .putInt(20)
                .putInt(1)
                .putInt(2)
                .putInt(3)
                .putInt(1)
                .putInt(4)
                .putInt(0);
        out.putInt(2 << 16 | 1).put((byte) 'i').put((byte) 'm').putShort((short) 0);
        out.putInt(2).putInt(24);
        for (int i = 0; i < 24; i++) {
            out.put((byte) (i * 10));
        }
        byte[] bytes = out.array();
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.write(other.resolve("car.mat"), bytes);
        FactoredDataset cars = Cars3dFiles.read(other);
        assertThat(cars.factors().toString()).isEqualTo("[elevation(4), azimuth(1), object(1)]");
        float[] image = new float[6];
        for (int e = 0; e < 4; e++) {
            cars.read(e, image, 0);
            for (int i = 0; i < 6; i++) {
                assertThat(image[i]).isEqualTo((e * 6 + i % 3 * 2 + i / 3) * 10 / 255f);
            }
        }
    }

    @Test
    void anEmptyFolderIsRefused() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> Cars3dFiles.read(empty))
                .withMessageContaining("*.mat");
    }

    private void refused(String message) {
        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> Cars3dFiles.read(folder))
                .withMessageContaining(message);
    }
}
