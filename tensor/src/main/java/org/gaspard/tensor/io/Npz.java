package org.gaspard.tensor.io;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's npz archives: a zip file of npy entries, stored or deflated, each read on its own and, if large, by rows.
 *
 * <p>An entry that claims more than deflate can expand to, whose npy header disagrees with its size, that inflates to
 * more or fewer bytes than announced, or whose checksum fails is refused; claims are checked before memory is taken.
 * Entry names are only names: nothing is extracted to a path.
 */
public final class Npz implements Closeable {

    private static final String SUFFIX = ".npy";
    /** Deflate expands by at most 1032 (RFC 1951: 258 bytes from two bits); the slack is for tiny entries. */
    private static final long MAX_RATIO = 1032;

    private static final long RATIO_SLACK = 1024;
    /** A fixed date makes equal contents equal files; it is the first that the format can express. */
    private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipFile zip;
    private final Map<String, ZipEntry> entries;

    private Npz(ZipFile zip, Map<String, ZipEntry> entries) {
        this.zip = zip;
        this.entries = entries;
    }

    /**
     * Opens an archive and reads its directory.
     *
     * @throws ArrayFileException if an entry is not an npy file or two have one name
     */
    public static Npz open(Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (IllegalArgumentException e) {
            throw new ArrayFileException(file + " is a malformed zip file: " + e.getMessage(), e);
        }
        try {
            return new Npz(zip, directory(zip));
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static Map<String, ZipEntry> directory(ZipFile zip) throws ArrayFileException {
        Map<String, ZipEntry> entries = new LinkedHashMap<>();
        for (ZipEntry entry : zip.stream().toList()) {
            String name = entry.getName();
            if (!name.endsWith(SUFFIX)) {
                throw new ArrayFileException(zip.getName() + " holds '" + name + "', expected only npy entries");
            }
            String key = name.substring(0, name.length() - SUFFIX.length());
            if (entries.putIfAbsent(key, entry) != null) {
                throw new ArrayFileException(zip.getName() + " holds the entry '" + name + "' twice");
            }
        }
        return entries;
    }

    /** The names of the arrays, without {@code .npy}, in the order of the archive's directory. */
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /**
     * Opens one array for reading, whole or by rows.
     *
     * @throws IllegalArgumentException if there is no array of that name
     * @throws ArrayFileException if the entry is malformed or its sizes are inconsistent
     */
    public NpyReader open(String name) throws IOException {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(zip.getName() + " has no array '" + name + "', it has " + names());
        }
        long size = entry.getSize();
        long packed = entry.getCompressedSize();
        if (size < 0 || packed < 0 || (size - RATIO_SLACK) / MAX_RATIO > packed) {
            throw new ArrayFileException("array '" + name + "' claims to inflate from " + packed + " to " + size
                    + " bytes, which deflate cannot");
        }
        InputStream in = new ChecksumInputStream(zip.getInputStream(entry), entry.getCrc(), name);
        try {
            return new NpyReader(in, size, name);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Reads one whole array; errors are those of {@link #open(String)} and {@link NpyReader#readAll}. */
    public NamedArray read(String name) throws IOException {
        try (NpyReader reader = open(name)) {
            return reader.readAll();
        }
    }

    /** Reads all arrays of an archive. */
    public static List<NamedArray> readAll(Path file) throws IOException {
        try (Npz npz = open(file)) {
            List<NamedArray> arrays = new ArrayList<>();
            for (String name : npz.names()) {
                arrays.add(npz.read(name));
            }
            return arrays;
        }
    }

    /**
     * Writes an archive of deflated entries in the given order, replacing the file atomically. Equal arrays give equal
     * bytes.
     *
     * @throws IllegalArgumentException if two arrays have one name
     */
    public static void write(Path file, List<NamedArray> arrays) throws IOException {
        Set<String> names = new HashSet<>();
        for (NamedArray array : arrays) {
            if (!names.add(array.name())) {
                throw new IllegalArgumentException("two arrays have the name '" + array.name() + "'");
            }
        }
        AtomicFile.write(file, channel -> {
            ZipOutputStream out =
                    new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), Elements.BLOCK));
            for (NamedArray array : arrays) {
                ZipEntry entry = new ZipEntry(array.name() + SUFFIX);
                entry.setTimeLocal(DATE);
                out.putNextEntry(entry);
                Npy.write(array, out);
                out.closeEntry();
            }
            out.finish();
            out.flush();
        });
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
