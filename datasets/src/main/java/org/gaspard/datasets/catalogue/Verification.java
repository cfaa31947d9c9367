package org.gaspard.datasets.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.rendered.ImageCache;

/**
 * Whether a folder holds a data set as it was published: its files with their sizes and checksums, as far as these are
 * known; that its reader opens them; the numbers and sizes of images and factors; and whether a sample of images, the
 * first and the last among them, can be read, is in [0, 1] and not blank throughout.
 *
 * @param found what was looked at and is right
 * @param wrong what is not
 */
public record Verification(List<String> found, List<String> wrong) {

    private static final int SAMPLE = 64;
    private static final long SAMPLE_SEED = 1;
    private static final int BUFFER = 1 << 16;

    /** Copies the lists. */
    public Verification {
        found = List.copyOf(found);
        wrong = List.copyOf(wrong);
    }

    /** Whether nothing is wrong. */
    public boolean passed() {
        return wrong.isEmpty();
    }

    /**
     * Looks at a folder, or at the one file that a set consists of. Of an {@link ImageCache}, each image is checked.
     *
     * @throws IllegalArgumentException if the set has no published files and this is no cache
     */
    public static Verification of(CatalogueEntry entry, Path at) {
        Checks cache = new Checks(entry, at);
        if (cache.cache()) {
            return new Verification(cache.found, cache.wrong);
        }
        if (!entry.published()) {
            throw new IllegalArgumentException(entry + " is drawn, expected a set with files");
        }
        Checks checks = new Checks(entry, at);
        if (!Files.exists(at)) {
            checks.wrong.add(at + " does not exist");
        } else if (checks.files()) {
            checks.contents();
        } else {
            checks.wrong.add("not opened: required files are absent");
        }
        return new Verification(checks.found, checks.wrong);
    }

    /** The course of a verification. */
    private static final class Checks {

        private final CatalogueEntry entry;
        private final Path at;
        private final List<String> found = new ArrayList<>();
        private final List<String> wrong = new ArrayList<>();

        Checks(CatalogueEntry entry, Path at) {
            this.entry = entry;
            this.at = at;
        }

        /** Looks at a cache; whether it is one. */
        boolean cache() {
            try {
                Optional<ImageCache> cache = entry.cache(at);
                if (cache.isEmpty()) {
                    return false;
                }
                ImageCache images = cache.get();
                images.verify();
                found.add(at.getFileName() + ": a cache of " + images.name() + ", "
                        + Extent.number(images.size()) + " images of " + images.height() + "×" + images.width() + "×"
                        + images.channels() + ", each with the sum that it was written with");
            } catch (IOException | RuntimeException e) {
                wrong.add(words(e));
            }
            return true;
        }

        /** Whether what is needed to open the set is there. */
        boolean files() {
            boolean complete = true;
            if (Files.isDirectory(at)) {
                for (ExpectedFile file : entry.files()) {
                    try {
                        complete &= file(file);
                    } catch (IOException | UncheckedIOException e) {
                        wrong.add(file.names() + ": " + words(e));
                    }
                }
            }
            return complete;
        }

        private boolean file(ExpectedFile file) throws IOException {
            for (ExpectedFile.Form form : file.forms()) {
                List<Path> files = form.in(at);
                if (!files.isEmpty()) {
                    if (files.size() != file.count()) {
                        wrong.add(Extent.number(files.size()) + " files " + form.pattern() + ", expected "
                                + Extent.number(file.count()));
                    } else if (file.count() > 1) {
                        found.add(Extent.number(files.size()) + " files " + form.pattern());
                    }
                    for (Path each : files) {
                        bytes(form, each, file.count() == 1);
                    }
                    return true;
                }
            }
            (file.required() ? wrong : found)
                    .add(file.names() + (file.required() ? ": absent" : ": absent, which is allowed"));
            return !file.required();
        }

        private void bytes(ExpectedFile.Form form, Path file, boolean told) throws IOException {
            long bytes = Files.size(file);
            String name = file.getFileName() + ": ";
            if (form.bytes() > 0 && bytes != form.bytes()) {
                wrong.add(name + Extent.number(bytes) + " bytes, expected " + Extent.number(form.bytes()));
                return;
            }
            Optional<String> sum = form.md5().isPresent() ? Optional.of(md5(file)) : Optional.empty();
            if (!sum.equals(form.md5())) {
                wrong.add(name + "MD5 " + sum.orElse("") + ", published "
                        + form.md5().orElse(""));
            } else if (told) {
                String known = (form.bytes() > 0 ? ", as its format asks" : "")
                        + (sum.isPresent() ? ", MD5 as published" : "");
                found.add(name + Extent.number(bytes) + " bytes" + known);
            }
        }

        private static String md5(Path file) throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
                MessageDigest digest = MessageDigest.getInstance("MD5");
                byte[] buffer = new byte[BUFFER];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    digest.update(buffer, 0, n);
                }
                return HexFormat.of().formatHex(digest.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this Java runtime has no MD5", e);
            }
        }

        void contents() {
            ImageParts parts;
            try {
                parts = entry.open(Optional.of(at));
            } catch (IOException | RuntimeException e) {
                wrong.add("cannot be opened: " + words(e));
                return;
            }
            Extent extent = entry.extent();
            part("images", parts.training(), extent.training());
            parts.test().ifPresent(test -> part("test images", test, extent.test()));
            factors(parts.training().factors());
        }

        private void part(String what, LabelledDataset images, int count) {
            Extent extent = entry.extent();
            String size = images.height() + "×" + images.width() + "×" + images.channels();
            String all = Extent.number(images.size()) + " " + what + " of " + size;
            boolean numberFits = count == 0 || images.size() == count;
            boolean sizeFits = images.channels() == extent.channels()
                    && (extent.height() == 0 || images.height() == extent.height() && images.width() == extent.width());
            if (numberFits && sizeFits) {
                found.add(all);
            } else {
                String expected = count == 0 ? "any number" : Extent.number(count);
                wrong.add(all + ", expected " + expected + " of " + extent.size());
            }
            sample(what, images);
        }

        private void sample(String what, LabelledDataset images) {
            int[] indices = images.sampleIndices(SAMPLE, new SplittableRandom(SAMPLE_SEED));
            indices[0] = 0;
            indices[1] = images.size() - 1;
            float[] pixels = new float[images.pixels()];
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (int index : indices) {
                try {
                    images.read(index, pixels, 0);
                } catch (RuntimeException e) {
                    wrong.add("image " + index + " of the " + what + " cannot be read: " + words(e));
                    return;
                }
                for (float pixel : pixels) {
                    least = Math.min(least, pixel);
                    most = Math.max(most, pixel);
                }
            }
            if (least >= 0 && most <= 1 && least < most) {
                found.add(SAMPLE + " of the " + what + " read, the first and the last among them");
            } else {
                wrong.add("a sample of the " + what + " has pixels from " + least + " to " + most
                        + ", expected different ones in [0, 1]");
            }
        }

        private void factors(List<Factor> factors) {
            if (entry.factors().isEmpty() || names(factors).equals(names(entry.factors()))) {
                found.add("factors " + factors);
            } else {
                wrong.add("factors " + factors + ", expected " + entry.factors());
            }
        }

        private static List<String> names(List<Factor> factors) {
            return factors.stream().map(Factor::toString).toList();
        }

        private static String words(Exception e) {
            Throwable cause = e instanceof UncheckedIOException
                    ? Optional.ofNullable(e.getCause()).orElse(e)
                    : e;
            // The message of a file system's exception is often no more than a path.
            return cause instanceof FileSystemException
                    ? cause.getClass().getSimpleName() + ": " + cause.getMessage()
                    : String.valueOf(cause.getMessage());
        }
    }
}
