package org.gaspard.tensor.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Files made by NumPy, or by hand after the format's documentation; see {@code src/test/oracles/array_files.py}. */
final class Fixture {

    private Fixture() {}

    static byte[] bytes(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Fixture.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    static Path copy(String name, Path folder) throws IOException {
        return Files.write(folder.resolve(name), bytes(name));
    }

    static float[] ramp() {
        float[] ramp = new float[24];
        for (int i = 0; i < 24; i++) {
            ramp[i] = i * 0.5f - 1;
        }
        return ramp;
    }
}
