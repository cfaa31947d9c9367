package org.gaspard.tensor.io;

import java.io.IOException;

/** An array file is malformed, truncated, inconsistent, or holds a type that cannot be read. */
public final class ArrayFileException extends IOException {

    private static final long serialVersionUID = 1L;

    ArrayFileException(String message) {
        super(message);
    }

    ArrayFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
