package org.gaspard.datasets.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file beside its target and moves it there when it is complete, so that no reader sees half a file. */
public final class AtomicOutput {

    /** What writes the bytes. */
    @FunctionalInterface
    public interface Body {

        /** Writes; the channel is open for reading and writing. */
        void write(FileChannel channel) throws IOException;
    }

    private AtomicOutput() {}

    /** Writes {@code target}, replacing it if it exists; on failure it is left as it was. */
    public static void write(Path target, Body body) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path part = absolute.resolveSibling("." + absolute.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                body.write(channel);
                channel.force(true);
            }
            Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Writes all bytes at the position of a channel. */
    public static void all(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }
}
