package org.gaspard.examples;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import picocli.CommandLine;

/**
 * How the programs end: with the code 0, 1 or 2, and where something went wrong with one line that says what.
 *
 * @param err where the line goes
 * @param program whose name begins it
 */
record Ending(PrintStream err, String program) {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int REFUSED = 2;

    /** Runs a program whose options have been declared; what its parser refuses ends here. */
    int execute(CommandLine line, PrintStream out, String... args) {
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler((e, arguments) -> refused(e));
        return line.execute(args);
    }

    /** An option, a word or a file that is no good: says so, and returns {@link #REFUSED}. */
    int refused(Exception e) {
        err.println(program + ": " + words(e) + " (see --help)");
        return REFUSED;
    }

    /** Something that went wrong on the way: says so, and returns {@link #FAILED}. */
    int failed(Exception e) {
        err.println(program + ": " + words(e));
        return FAILED;
    }

    /** The message on one line; that of a file system's exception is often no more than a path and needs its name. */
    static String words(Exception e) {
        String message = e.getMessage();
        String words = message == null || e instanceof FileSystemException
                ? e.toString().replaceFirst("^[\\w.]*\\.", "")
                : message;
        return words.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /**
     * Refuses an option.
     *
     * @throws IllegalArgumentException with {@code message} if {@code holds} is false
     */
    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
