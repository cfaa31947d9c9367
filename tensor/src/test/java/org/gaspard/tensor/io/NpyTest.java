package org.gaspard.tensor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {

    @TempDir
    Path folder;

    static Stream<NamedArray> arrays() {
        float[] big = new float[40_000];
        for (int i = 0; i < big.length; i++) {
            big[i] = (float) Math.sin(i);
        }
        return Stream.of(
                new NamedArray("x.npy", Shape.of(200, 200), new Storage.Floats(big)),
                new NamedArray("x.npy", Shape.scalar(), new Storage.Doubles(new double[] {Math.PI})),
                new NamedArray("x.npy", Shape.of(3), new Storage.Doubles(new double[] {Double.NaN, -0.0, 1e-310})),
                new NamedArray("x.npy", Shape.of(2, 0), new Storage.Floats(new float[0])),
                new NamedArray("x.npy", Shape.of(1, 2, 1), new Storage.Int32s(new int[] {Integer.MIN_VALUE, 9})));
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void writingThenReadingGivesTheArray(NamedArray array) throws IOException {
        Path file = folder.resolve("x.npy");
        Npy.write(file, array.shape(), array.storage());
        assertThat(Npy.read(file)).isEqualTo(array);
    }

    @Test
    void aFileOfNumpyIsWrittenByteForByte() throws IOException {
        Path file = folder.resolve("f4.npy");
        Npy.write(file, Shape.of(2, 3, 4), new Storage.Floats(Fixture.ramp()));
        assertThat(Files.readAllBytes(file)).isEqualTo(Fixture.bytes("f4.npy"));
    }

    @Test
    void writingReplacesAndLeavesNothingElse() throws IOException {
        Path file = folder.resolve("x.npy");
        Files.writeString(file, "old");
        Npy.write(file, Shape.scalar(), new Storage.Floats(new float[] {1}));
        try (Stream<Path> list = Files.list(folder)) {
            assertThat(list.toList()).containsExactly(file);
        }
        assertThat(Npy.read(file).storage().get(0)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"f4.npy", "f8_fortran.npy", "f4_big_fortran.npy"})
    void byteAndAxisOrdersAreRead(String name) throws IOException {
        NamedArray array = Npy.read(Fixture.copy(name, folder));
        assertThat(array.shape()).isEqualTo(Shape.of(2, 3, 4));
        float[] ramp = Fixture.ramp();
        for (int i = 0; i < 24; i++) {
            assertThat(array.storage().get(i)).isEqualTo(ramp[i]);
        }
    }

    @Test
    void halvesAndLongsAreConverted() throws IOException {
        assertThat(Npy.read(Fixture.copy("f2_big.npy", folder)).storage())
                .isEqualTo(new Storage.Floats(new float[] {1, -0.5f, 65504, 0x1p-24f, Float.POSITIVE_INFINITY}));
        assertThat(Npy.read(Fixture.copy("i8_big.npy", folder)))
                .isEqualTo(new NamedArray("i8_big.npy", Shape.of(2, 2), new Storage.Int32s(new int[] {
                    Integer.MAX_VALUE, Integer.MIN_VALUE, 0, 7
                })));
    }

    @ParameterizedTest
    @CsvSource({
        "i8_wide.npy, 2147483648",
        "complex.npy, <c16",
        "object.npy, |O",
    })
    void whatCannotBeReadIsNamed(String name, String found) throws IOException {
        Path file = Fixture.copy(name, folder);
        assertThatExceptionOfType(ArrayFileException.class)
                .isThrownBy(() -> Npy.read(file))
                .withMessageContainingAll(name, found);
    }

    @Test
    void rowsComeInBlocks() throws IOException {
        Path file = folder.resolve("x.npy");
        int[] data = new int[7 * 6];
        Arrays.setAll(data, i -> i);
        Npy.write(file, Shape.of(7, 2, 3), new Storage.Int32s(data));
        try (NpyReader reader = Npy.open(file)) {
            assertThat(reader.extents()).containsExactly(7, 2, 3);
            assertThat(reader.dtype()).isEqualTo(DType.INT32);
            assertThat(reader.rowElements()).isEqualTo(6);
            assertThat(reader.readRows(3).storage()).isEqualTo(new Storage.Int32s(Arrays.copyOf(data, 18)));
            assertThatIllegalStateException().isThrownBy(reader::readAll);
            assertThat(reader.readRows(3).shape()).isEqualTo(Shape.of(3, 2, 3));
            assertThat(reader.remainingRows()).isEqualTo(1);
            assertThat(reader.readRows(3).storage()).isEqualTo(new Storage.Int32s(Arrays.copyOfRange(data, 36, 42)));
            assertThat(reader.readRows(3).shape()).isEqualTo(Shape.of(0, 2, 3));
        }
    }

    @Test
    void aScalarIsOneRow() throws IOException {
        Path file = folder.resolve("x.npy");
        Npy.write(file, Shape.scalar(), new Storage.Floats(new float[] {3}));
        try (NpyReader reader = Npy.open(file)) {
            assertThat(reader.readRows(0).shape()).isEqualTo(Shape.of(0));
            assertThat(reader.readRows(2))
                    .isEqualTo(new NamedArray("x.npy", Shape.of(1), new Storage.Floats(new float[] {3})));
            assertThat(reader.readRows(2).shape()).isEqualTo(Shape.of(0));
            assertThatIllegalArgumentException().isThrownBy(() -> reader.readRows(-1));
        }
    }

    @Test
    void rowsOfFortranOrderAreRefused() throws IOException {
        try (NpyReader reader = Npy.open(Fixture.copy("f8_fortran.npy", folder))) {
            assertThatExceptionOfType(ArrayFileException.class)
                    .isThrownBy(() -> reader.readRows(1))
                    .withMessageContaining("Fortran");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)",
                "{'descr': '<f4', 'fortran_order': False}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'shape': (2,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,,)}",
                "{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': '(2,)'}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296, 4294967296)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (999999999999999999,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999999999,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 999999999999)}",
                "",
            })
    void malformedHeadersAreRefused(String dict) throws IOException {
        Path file = npy(dict, 8);
        assertThatExceptionOfType(ArrayFileException.class).isThrownBy(() -> Npy.read(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }",
                "{\t'shape':(1,2),'fortran_order':True,'descr':'>f4'}\n",
                "{'descr': '<f8', 'fortran_order': False, 'shape': ()}",
                "{'descr': '|u1', 'fortran_order': False, 'shape': (8L,)}",
            })
    void unusualHeadersAreRead(String dict) throws IOException {
        assertThat(Npy.read(npy(dict, 8)).storage().get(0)).isZero();
    }

    private Path npy(String dict, int payload) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) dict.length(), 0});
        out.writeBytes(dict.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[payload]);
        return Files.write(folder.resolve("made.npy"), out.toByteArray());
    }

    @Test
    void bytesAreReadOnlyFromByteArrays() throws IOException {
        try (NpyReader reader = Npy.open(Fixture.copy("f4.npy", folder))) {
            assertThatExceptionOfType(ArrayFileException.class).isThrownBy(() -> reader.readBytes(new byte[99]));
        }
        try (Npz npz = Npz.open(Fixture.copy("stored.npz", folder));
                NpyReader reader = npz.open("bytes")) {
            assertThatIllegalArgumentException().isThrownBy(() -> reader.readBytes(new byte[0]));
            byte[] three = new byte[3];
            assertThat(List.of(reader.readBytes(three), reader.readBytes(three), reader.readBytes(three)))
                    .containsExactly(3, 1, 0);
            assertThat(three[0]).isEqualTo((byte) 255);
        }
    }
}
