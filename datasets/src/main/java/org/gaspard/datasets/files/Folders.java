package org.gaspard.datasets.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Sorted listings of folders; names that start with a dot are left out. */
final class Folders {

    private Folders() {}

    /** The files of a folder whose names end, in any case, in one of the suffixes, by name. */
    static List<Path> files(Path folder, String... suffixes) throws IOException {
        return list(folder, path -> {
            String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
            return Stream.of(suffixes).anyMatch(name::endsWith) && Files.isRegularFile(path);
        });
    }

    /** The sub-folders of a folder, by name. */
    static List<Path> folders(Path folder) throws IOException {
        return list(folder, Files::isDirectory);
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> !path.getFileName().toString().startsWith(".") && wanted.test(path))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
