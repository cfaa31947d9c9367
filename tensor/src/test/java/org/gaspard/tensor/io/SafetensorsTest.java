package org.gaspard.tensor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

    @TempDir
    Path folder;

    @Test
    void everyTypeIsRead() throws IOException {
        try (Safetensors file = Safetensors.open(Fixture.copy("mixed.safetensors", folder))) {
            assertThat(file.metadata()).isEqualTo(Map.of("format", "pt", "é\n", "\"quoted\""));
            assertThat(file.names())
                    .containsExactly(
                            "double", "long", "single", "int", "half", "brain", "short", "byte", "bool", "scalar",
                            "none");
            assertThat(file.read("double")).isEqualTo(doubles("double", Shape.of(2), 0.1, -3));
            assertThat(file.read("long")).isEqualTo(ints("long", Shape.of(1, 2), -5, Integer.MAX_VALUE));
            assertThat(file.read("single")).isEqualTo(floats("single", Shape.of(2, 2), 1, 2, 3, 4));
            assertThat(file.read("int")).isEqualTo(ints("int", Shape.of(2), -1, Integer.MAX_VALUE));
            assertThat(file.read("half")).isEqualTo(floats("half", Shape.of(3), 1.5f, -0.25f, 65504));
            assertThat(file.read("brain")).isEqualTo(floats("brain", Shape.of(2), 1, -3.5f));
            assertThat(file.read("byte")).isEqualTo(ints("byte", Shape.of(3), 0, 128, 255));
            assertThat(file.read("bool")).isEqualTo(ints("bool", Shape.of(2), 1, 0));
            assertThat(file.read("scalar")).isEqualTo(floats("scalar", Shape.scalar(), 42));
            assertThat(file.read("none")).isEqualTo(floats("none", Shape.of(0, 4)));
            assertThatExceptionOfType(ArrayFileException.class)
                    .isThrownBy(() -> file.read("short"))
                    .withMessageContainingAll("short", "I16");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> file.read("absent"))
                    .withMessageContaining("brain");
        }
    }

    @Test
    void writingThenReadingGivesTheTensors() throws IOException {
        NamedArray weight = floats("w.é\"", Shape.of(3, 1), 1, Float.NaN, -0f);
        NamedArray count = ints("n", Shape.scalar(), 7);
        NamedArray mean = doubles("mean", Shape.of(2), 1e300, -1);
        Path file = folder.resolve("x.safetensors");
        Safetensors.write(file, List.of(weight, count, mean), Map.of("b", "2", "a", "\\\n"));
        assertThat(Safetensors.readAll(file)).containsExactly(mean, weight, count);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getLong(0) % 8).isZero();
        String text = new String(bytes.array(), 8, 60, StandardCharsets.UTF_8);
        assertThat(text).startsWith("{\"__metadata__\":{\"a\":\"\\\\\\u000a\",\"b\":\"2\"},\"mean\":{");
        try (Safetensors tensors = Safetensors.open(file)) {
            assertThat(tensors.metadata()).isEqualTo(Map.of("b", "2", "a", "\\\n"));
        }
    }

    @Test
    void tensorsLargerThanABlockAreTransferred() throws IOException {
        double[] data = new double[20_001];
        Arrays.setAll(data, i -> 1.0 / i);
        NamedArray array = doubles("x", Shape.of(20_001), data);
        Safetensors.write(folder.resolve("x"), List.of(array), Map.of());
        assertThat(Safetensors.readAll(folder.resolve("x"))).containsExactly(array);
    }

    @Test
    void namesAreChecked() {
        NamedArray x = ints("x", Shape.scalar(), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.write(folder.resolve("x"), List.of(x, x), Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.write(
                        folder.resolve("x"), List.of(ints("__metadata__", Shape.scalar(), 1)), Map.of()));
        assertThatExceptionOfType(CharacterCodingException.class)
                .isThrownBy(() -> Safetensors.write(folder.resolve("x"), List.of(x), Map.of("k", "\ud800")));
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{} x",
                "{\"a\":null}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"x\":1}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[02],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[999999999999999999,9],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[8,0]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]},"
                        + "\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,8]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]},"
                        + "\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,8]}}",
                "{\"__metadata__\":{\"a\":1},\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]}}",
            })
    void malformedHeadersAreRefused(String header) throws IOException {
        Path file = file(header.length(), header);
        assertThatExceptionOfType(ArrayFileException.class).isThrownBy(() -> Safetensors.readAll(file));
    }

    @Test
    void trailingSpaceAndAnyOrderOfKeysAreRead() throws IOException {
        String header = "{\"b\":{\"data_offsets\":[4,8],\"shape\":[1],\"dtype\":\"I32\"}, "
                + "\"\\u0061\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]}}   ";
        assertThat(Safetensors.readAll(file(header.length(), header)))
                .containsExactly(floats("a", Shape.of(1, 1), 0), ints("b", Shape.of(1), 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 100, 100_000_001, Long.MAX_VALUE, Long.MIN_VALUE})
    void impossibleHeaderLengthsAreRefused(long length) throws IOException {
        Path file = file(length, "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]}}");
        assertThatExceptionOfType(ArrayFileException.class).isThrownBy(() -> Safetensors.open(file));
    }

    @Test
    void deepNestingIsRefused() throws IOException {
        String header = "{\"a\":" + "[".repeat(100_000);
        Path file = file(header.length(), header);
        assertThatExceptionOfType(ArrayFileException.class)
                .isThrownBy(() -> Safetensors.open(file))
                .withMessageContaining("nests");
    }

    private Path file(long length, String header) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(
                folder.resolve("made"), bytes.putLong(length).put(text).array());
    }

    private static NamedArray floats(String name, Shape shape, float... data) {
        return new NamedArray(name, shape, new Storage.Floats(data));
    }

    private static NamedArray doubles(String name, Shape shape, double... data) {
        return new NamedArray(name, shape, new Storage.Doubles(data));
    }

    private static NamedArray ints(String name, Shape shape, int... data) {
        return new NamedArray(name, shape, new Storage.Int32s(data));
    }
}
