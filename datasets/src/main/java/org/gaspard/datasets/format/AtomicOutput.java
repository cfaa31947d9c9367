package org.gaspard.datasets.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file beside its target and moves it there when it is complete, so that no reader sees half a file. Symbolic links
 * stay: what they lead to is written, on its own disk.
 */
public final class AtomicOutput {

    /** What writes the bytes. */
    @FunctionalInterface
    public interface Body {

        /** Writes; the channel is open for reading and writing. */
        void write(FileChannel channel) throws IOException;
    }

    private static final int MAX_LINKS = 40;

    private AtomicOutput() {}

    /** Writes {@code target}, replacing it if it exists; on failure it is left as it was. */
    public static void write(Path target, Body body) throws IOException {
        Path absolute = linked(target.toAbsolutePath());
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

    private static Path linked(Path target) throws IOException {
        Path path = target;
        for (int hop = 0; hop < MAX_LINKS && Files.isSymbolicLink(path); hop++) {
            path = path.resolveSibling(Files.readSymbolicLink(path));
        }
        return path;
    }

    /** Writes all bytes at the position of a channel. */
    public static void all(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }
}
