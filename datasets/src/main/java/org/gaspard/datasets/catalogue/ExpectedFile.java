package org.gaspard.datasets.catalogue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file, or files of one kind, that a folder is to hold, in one of several forms: packed, unpacked, under another name.
 *
 * @param forms the forms, of which one is enough
 * @param count how many files of the form there are
 * @param required whether the set cannot be opened without it
 */
public record ExpectedFile(List<Form> forms, int count, boolean required) {

    /**
     * One form.
     *
     * @param pattern the name in the folder; {@code *} stands for any characters, {@code /} for a folder inside
     * @param bytes the size of each file, where it follows from the format; 0 where it does not
     * @param md5 the checksum in hexadecimal digits, where one is published
     */
    public record Form(String pattern, long bytes, Optional<String> md5) {

        static Form of(String pattern) {
            return new Form(pattern, 0, Optional.empty());
        }

        static Form sized(String pattern, long bytes) {
            return new Form(pattern, bytes, Optional.empty());
        }

        static Form summed(String pattern, String md5) {
            return new Form(pattern, 0, Optional.of(md5));
        }

        /** The files of a folder that have this form, by name; those whose names start with a dot are left out. */
        List<Path> in(Path folder) throws IOException {
            int slash = pattern.lastIndexOf('/');
            Path place = slash < 0 ? folder : folder.resolve(pattern.substring(0, slash));
            if (!Files.isDirectory(place)) {
                return List.of();
            }
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(slash + 1));
            try (Stream<Path> files = Files.list(place)) {
                return files.filter(file -> !file.getFileName().toString().startsWith("."))
                        .filter(file -> matcher.matches(file.getFileName()) && Files.isRegularFile(file))
                        .sorted()
                        .toList();
            }
        }
    }

    /** Copies the forms. */
    public ExpectedFile {
        forms = List.copyOf(forms);
    }

    static ExpectedFile one(Form... forms) {
        return new ExpectedFile(List.of(forms), 1, true);
    }

    static ExpectedFile many(int count, String pattern) {
        return new ExpectedFile(List.of(Form.of(pattern)), count, true);
    }

    ExpectedFile optional() {
        return new ExpectedFile(forms, count, false);
    }

    /** The names of the forms: {@code a or b}. */
    String names() {
        return forms.stream().map(Form::pattern).collect(Collectors.joining(" or "));
    }

    /** The file in words. */
    @Override
    public String toString() {
        String size = forms.stream()
                .filter(form -> form.bytes() > 0)
                .findFirst()
                .map(form -> " (" + Extent.number(form.bytes()) + " bytes" + (forms.size() > 1 ? " unpacked)" : ")"))
                .orElse("");
        return (count > 1 ? Extent.number(count) + " files " : "") + names() + size + (required ? "" : ", if there");
    }
}
