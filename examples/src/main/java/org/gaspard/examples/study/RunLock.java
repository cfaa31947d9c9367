package org.gaspard.examples.study;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The right to write into the folder of a run, which one process has at a time. It ends with the process, however that ends, so
 * a run that goes on after the program that started it was killed is not disturbed.
 */
public final class RunLock implements AutoCloseable {

    private static final String FILE = ".lock";

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the right, if nobody has it.
     *
     * @throws IOException if the folder cannot be written
     */
    public static Optional<RunLock> tryToTake(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            FileLock lock = channel.tryLock();
            taken = lock != null;
        } catch (OverlappingFileLockException e) {
            taken = false; // another thread of this process has it
        } finally {
            if (!taken) {
                channel.close();
            }
        }
        return taken ? Optional.of(new RunLock(channel)) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
