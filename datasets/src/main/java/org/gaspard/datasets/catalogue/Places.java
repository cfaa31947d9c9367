package org.gaspard.datasets.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaspard.datasets.DataFileException;

/** Where the files of a set are. */
final class Places {

    private Places() {}

    /** A file itself, or the only one of a folder with a suffix. */
    static Path file(Path at, String suffix) throws IOException {
        if (!Files.isDirectory(at)) {
            return at;
        }
        List<Path> files = ExpectedFile.Form.of("*" + suffix).in(at);
        if (files.size() != 1) {
            throw new DataFileException(at, files.size() + " files *" + suffix, "one");
        }
        return files.getFirst();
    }

    /** The npy file beside a packed one that holds its images unpacked. */
    static Path unpacked(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return file.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".npy");
    }
}
