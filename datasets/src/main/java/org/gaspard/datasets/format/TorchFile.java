package org.gaspard.datasets.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.gaspard.datasets.DataFileException;

/**
 * The bytes of a file in which PyTorch has saved one contiguous tensor of type uint8. Pickled objects are not
 * interpreted.
 *
 * <p>Up to version 1.5, {@code torch.save} writes pickles, the first of them of the number {@code 0x1950a86a20f9469cfc6c},
 * and then the elements of each storage after their count as a 64-bit integer; a file of one tensor ends with the elements
 * of its storage. Later versions write a zip file whose entry {@code NAME/data/0} is the storage.
 */
public final class TorchFile {

    /** Protocol 2, and the first pickle's number as a long of ten bytes. */
    private static final byte[] MAGIC = {
        (byte) 0x80,
        2,
        (byte) 0x8a,
        10,
        0x6c,
        (byte) 0xfc,
        (byte) 0x9c,
        0x46,
        (byte) 0xf9,
        0x20,
        0x6a,
        (byte) 0xa8,
        0x50,
        0x19
    };

    private static final byte[] TYPE = "ByteStorage".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_PICKLE = 1 << 16;
    private static final int BLOCK = 1 << 16;
    private static final int ZIP_MAGIC = 0x04034b50;

    private TorchFile() {}

    /**
     * Copies the elements of the only storage of a file into a segment of their number.
     *
     * @throws DataFileException if the file is malformed or holds another number or type
     */
    public static void read(Path path, MemorySegment target) throws IOException {
        long count = target.byteSize();
        MappedFile file = MappedFile.open(path);
        file.require(0, count + MAGIC.length + Long.BYTES, "a saved tensor of " + count + " bytes");
        if (file.int32(0) == ZIP_MAGIC) {
            copyEntry(file, target);
            return;
        }
        long start = file.size() - count;
        byte[] pickles = new byte[(int) Math.min(start, MAX_PICKLE)];
        MemorySegment.copy(file.bytes(), 0, MemorySegment.ofArray(pickles), 0, pickles.length);
        if (!Arrays.equals(pickles, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw file.failure(0, "another start", "the magic pickle of torch.save, or a zip file");
        }
        long stored = Integer.toUnsignedLong(file.int32(start - 8)) | (long) file.int32(start - 4) << 32;
        if (stored != count || start > MAX_PICKLE) {
            throw file.failure(start - 8, "a storage of " + stored + " elements", count + " that end the file");
        }
        if (!contains(pickles, TYPE)) {
            throw file.failure(MAGIC.length, "no ByteStorage in the pickles", "a tensor of type uint8");
        }
        MemorySegment.copy(file.bytes(), start, target, 0, count);
    }

    private static void copyEntry(MappedFile file, MemorySegment target) throws IOException {
        long count = target.byteSize();
        try (ZipFile zip = new ZipFile(file.file().toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (entry.getName().endsWith("/data/0")) {
                    if (entry.getSize() != count) {
                        throw new DataFileException(
                                file.file(), entry.getName() + " of " + entry.getSize() + " bytes", count + " bytes");
                    }
                    checkType(file, zip, entry.getName().replaceFirst("/data/0$", "/data.pkl"));
                    copy(file, zip.getInputStream(entry), entry.getCrc(), target);
                    return;
                }
            }
        } catch (IllegalArgumentException | ZipException | EOFException e) {
            throw new DataFileException(
                    file.file(), "a malformed zip file (" + e.getMessage() + ")", "one of torch.save", e);
        }
        throw new DataFileException(file.file(), "no entry NAME/data/0", "a tensor written by torch.save");
    }

    /** The bytes of a tensor of another type may be as many. */
    private static void checkType(MappedFile file, ZipFile zip, String pickle) throws IOException {
        ZipEntry entry = zip.getEntry(pickle);
        byte[] text = new byte[0];
        if (entry != null) {
            try (InputStream in = zip.getInputStream(entry)) {
                text = in.readNBytes(MAX_PICKLE);
            }
        }
        if (!contains(text, TYPE)) {
            throw new DataFileException(file.file(), "no ByteStorage in " + pickle, "a tensor of type uint8");
        }
    }

    private static void copy(MappedFile file, InputStream in, long checksum, MemorySegment target) throws IOException {
        byte[] block = new byte[BLOCK];
        CRC32 crc = new CRC32();
        long at = 0;
        while (at < target.byteSize()) {
            int read = in.readNBytes(block, 0, (int) Math.min(BLOCK, target.byteSize() - at));
            if (read == 0) {
                throw new DataFileException(file.file(), "a storage of " + at + " bytes", target.byteSize() + " bytes");
            }
            crc.update(block, 0, read);
            MemorySegment.copy(block, 0, target, ValueLayout.JAVA_BYTE, at, read);
            at += read;
        }
        if (crc.getValue() != checksum) {
            throw new DataFileException(
                    file.file(),
                    "a storage of checksum " + Long.toHexString(crc.getValue()),
                    Long.toHexString(checksum));
        }
    }

    private static boolean contains(byte[] text, byte[] word) {
        for (int i = 0; i + word.length <= text.length; i++) {
            if (Arrays.equals(text, i, i + word.length, word, 0, word.length)) {
                return true;
            }
        }
        return false;
    }
}
