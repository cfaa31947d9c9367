package org.gaspard.tensor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "deflated.npz"})
    void archivesOfNumpyAreRead(String name) throws IOException {
        List<NamedArray> arrays = Npz.readAll(Fixture.copy(name, folder));
        assertThat(arrays)
                .containsExactlyInAnyOrder(
                        new NamedArray("a", Shape.of(2, 3, 4), new Storage.Floats(Fixture.ramp())),
                        new NamedArray("flags", Shape.of(3), new Storage.Int32s(new int[] {1, 0, 1})),
                        new NamedArray("bytes", Shape.of(4), new Storage.Int32s(new int[] {0, 1, 128, 255})),
                        new NamedArray("scalar", Shape.scalar(), new Storage.Doubles(new double[] {2.5})),
                        new NamedArray("empty", Shape.of(0, 3), new Storage.Floats(new float[0])),
                        new NamedArray("ints", Shape.of(2, 1), new Storage.Int32s(new int[] {-1, 5})));
    }

    @Test
    void writingThenReadingGivesTheArraysAndTheSameBytes() throws IOException {
        List<NamedArray> arrays = List.of(
                new NamedArray("w", Shape.of(2, 3, 4), new Storage.Floats(Fixture.ramp())),
                new NamedArray("sub/b", Shape.of(2), new Storage.Doubles(new double[] {1, 2})));
        Path one = folder.resolve("one.npz");
        Path two = folder.resolve("two.npz");
        Npz.write(one, arrays);
        Npz.write(two, arrays);
        assertThat(Npz.readAll(one)).containsExactlyInAnyOrderElementsOf(arrays);
        assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(two));
    }

    @Test
    void namesAreChecked() throws IOException {
        NamedArray array = new NamedArray("w", Shape.scalar(), new Storage.Floats(new float[1]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npz.write(folder.resolve("x.npz"), List.of(array, array)))
                .withMessageContaining("'w'");
        try (Npz npz = Npz.open(Fixture.copy("stored.npz", folder))) {
            assertThatIllegalArgumentException().isThrownBy(() -> npz.open("b")).withMessageContaining("flags");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-4, -1, 1, 1_000_000})
    void anEntryThatInflatesToAnotherSizeThanItsHeaderAnnouncesIsRefused(int surplus) throws IOException {
        byte[] head = NpyHeader.write(ElementType.F32, Shape.of(2));
        Path file = zip("x.npy", head, 8 + surplus);
        try (Npz npz = Npz.open(file)) {
            assertThatExceptionOfType(ArrayFileException.class).isThrownBy(() -> npz.read("x"));
        }
    }

    @Test
    void aHugeClaimIsRefusedBeforeMemoryIsTaken() throws IOException {
        Path file = zip("x.npy", NpyHeader.write(ElementType.F64, Shape.of(250_000_000)), 64);
        byte[] bytes = Files.readAllBytes(file);
        int size = 128 + 2_000_000_000;
        int directory = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        for (int i = 0; i < 4; i++) {
            bytes[directory + 24 + i] = (byte) (size >> 8 * i);
        }
        Files.write(file, bytes);
        try (Npz npz = Npz.open(file)) {
            assertThatExceptionOfType(ArrayFileException.class)
                    .isThrownBy(() -> npz.read("x"))
                    .withMessageContaining("inflate");
        }
    }

    @Test
    void archivesOfOtherFilesAreRefused() throws IOException {
        Path file = zip("x.txt", new byte[3], 0);
        assertThatExceptionOfType(ArrayFileException.class)
                .isThrownBy(() -> Npz.open(file))
                .withMessageContaining("x.txt");
    }

    private Path zip(String name, byte[] head, int zeros) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(head);
            zip.write(new byte[zeros]);
        }
        return Files.write(folder.resolve("made.npz"), out.toByteArray());
    }
}
