package org.gaspard.tensor.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files give an {@link IOException} or a valid read; any other throwable fails the test. */
class CorruptionTest {

    private static final List<String> FILES =
            List.of("f4.npy", "f8_fortran.npy", "i8_big.npy", "deflated.npz", "stored.npz", "mixed.safetensors");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0xff})
    void flippedBitsOfAnyByte(int mask) throws IOException {
        for (String name : FILES) {
            byte[] bytes = Fixture.bytes(name);
            int refused = 0;
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] ^= (byte) mask;
                refused += reads(name, bytes) ? 0 : 1;
                bytes[at] ^= (byte) mask;
            }
            assertThat(refused).as(name).isPositive();
            assertThat(reads(name, bytes)).as(name).isTrue();
        }
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void everyTruncationIsRefused(String name) throws IOException {
        byte[] bytes = Fixture.bytes(name);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(reads(name, Arrays.copyOf(bytes, length)))
                    .as("%s cut to %d bytes", name, length)
                    .isFalse();
        }
        assertThat(name.endsWith("npz") || !reads(name, Arrays.copyOf(bytes, bytes.length + 1)))
                .isTrue();
    }

    private boolean reads(String name, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        try {
            if (name.endsWith(".npy")) {
                Npy.read(file);
            } else if (name.endsWith(".npz")) {
                Npz.readAll(file);
            } else {
                readKnown(file);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void readKnown(Path file) throws IOException {
        try (Safetensors tensors = Safetensors.open(file)) {
            for (String name : tensors.names()) {
                if (!name.equals("short")) {
                    tensors.read(name);
                }
            }
        }
    }
}
