package org.gaspard.datasets;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file of a data set is truncated, corrupted or of another kind than expected. The message names the file, the byte at
 * which reading failed where one is known, what was found there and what was expected.
 */
public final class DataFileException extends IOException {

    private static final long serialVersionUID = 1L;

    /** A failure at a byte of a file, counted from 0; of the unpacked contents if the file is compressed. */
    public DataFileException(Path file, long offset, String found, String expected) {
        super(file + " at byte " + offset + ": " + found + ", expected " + expected);
    }

    /** A failure of a file as a whole. */
    public DataFileException(Path file, String found, String expected) {
        super(file + ": " + found + ", expected " + expected);
    }

    /** A failure of a file as a whole that another exception explains. */
    public DataFileException(Path file, String found, String expected, Throwable cause) {
        super(file + ": " + found + ", expected " + expected, cause);
    }
}
