package org.gaspard.tensor.io;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;

/**
 * The safetensors format: eight bytes with the length of a JSON header, the header, then the elements, little-endian
 * and row-major, without gaps. Tensors are read one at a time at their position in the file; reading is safe from
 * several threads.
 *
 * <p>Read are F64, F32, F16 and BF16 (as float32), I64 (as int32, checked), I32, U8 and BOOL (as int32). A tensor of
 * another type does not prevent the reading of the others.
 *
 * <p>A header beyond 100,000,000 bytes, duplicate keys, overlapping or missing ranges, and sizes that disagree with
 * shapes or with the file are refused on opening.
 */
public final class Safetensors implements Closeable {

    private final FileChannel channel;
    private final SafetensorsHeader header;

    private Safetensors(FileChannel channel, SafetensorsHeader header) {
        this.channel = channel;
        this.header = header;
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws ArrayFileException if the header is malformed or inconsistent
     */
    public static Safetensors open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new Safetensors(channel, SafetensorsHeader.read(channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The free-form strings of the header's {@code __metadata__}, empty if it has none. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** The names of the tensors in the order of their elements in the file. */
    public List<String> names() {
        return List.copyOf(header.entries().keySet());
    }

    /**
     * Reads one tensor.
     *
     * @throws IllegalArgumentException if there is no tensor of that name
     * @throws ArrayFileException if its type is not among those read, it exceeds the memory, or an integer is beyond
     *     32 bits
     */
    public NamedArray read(String name) throws IOException {
        SafetensorsHeader.Entry entry = header.entries().get(name);
        if (entry == null) {
            throw new IllegalArgumentException("no tensor '" + name + "', there are " + names());
        }
        ElementType type = entry.type()
                .orElseThrow(() -> new ArrayFileException("tensor '" + name + "' has type " + entry.typeName()
                        + ", expected F64, F32, F16, BF16, I64, I32, U8 or BOOL"));
        Shape shape = Elements.shape(entry.extents(), type, name);
        Storage storage = Storage.allocate(type.memory(), shape.size());
        ByteBuffer block = ByteBuffer.allocate((int) Math.min(Elements.BLOCK, (long) shape.size() * type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        int perBlock = Elements.BLOCK / type.bytes();
        long position = header.start() + entry.begin();
        for (int from = 0; from < shape.size(); from += perBlock) {
            int count = Math.min(perBlock, shape.size() - from);
            block.clear().limit(count * type.bytes());
            SafetensorsHeader.fill(channel, block, position);
            type.decode(block.flip(), storage, from, count, name);
            position += (long) count * type.bytes();
        }
        return new NamedArray(name, shape, storage);
    }

    /** Reads all tensors of a file. */
    public static List<NamedArray> readAll(Path file) throws IOException {
        try (Safetensors tensors = open(file)) {
            List<NamedArray> arrays = new ArrayList<>();
            for (String name : tensors.names()) {
                arrays.add(tensors.read(name));
            }
            return arrays;
        }
    }

    /**
     * Writes a file, replacing it atomically. Tensors keep their order but for those of eight-byte elements, which come
     * first so that all elements are aligned; metadata is sorted by key. Equal contents give equal bytes.
     *
     * @throws IllegalArgumentException if two arrays have one name, or one has the reserved name {@code __metadata__}
     */
    public static void write(Path file, List<NamedArray> arrays, Map<String, String> metadata) throws IOException {
        List<NamedArray> aligned = arrays.stream()
                .sorted(Comparator.comparingInt(
                        array -> -array.storage().dtype().bytes()))
                .toList();
        byte[] head = head(aligned, new TreeMap<>(metadata));
        AtomicFile.write(file, channel -> {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), Elements.BLOCK);
            ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            out.write(length.putLong(head.length).array());
            out.write(head);
            for (NamedArray array : aligned) {
                Elements.write(array.storage(), out);
            }
            out.flush();
        });
    }

    private static byte[] head(List<NamedArray> arrays, Map<String, String> metadata) throws IOException {
        List<String> members = new ArrayList<>();
        if (!metadata.isEmpty()) {
            List<String> pairs = new ArrayList<>();
            metadata.forEach((key, value) -> pairs.add(Json.quote(key) + ":" + Json.quote(value)));
            members.add(Json.quote(SafetensorsHeader.METADATA) + ":{" + String.join(",", pairs) + "}");
        }
        Set<String> names = new HashSet<>(Set.of(SafetensorsHeader.METADATA));
        long at = 0;
        for (NamedArray array : arrays) {
            if (!names.add(array.name())) {
                throw new IllegalArgumentException("the name '" + array.name() + "' is reserved or used twice");
            }
            long end =
                    at + (long) array.storage().size() * array.storage().dtype().bytes();
            members.add(Json.quote(array.name()) + ":{\"dtype\":\""
                    + ElementType.of(array.storage().dtype())
                    + "\",\"shape\":" + array.shape().toString().replace(" ", "") + ",\"data_offsets\":[" + at + ","
                    + end + "]}");
            at = end;
        }
        StringBuilder text = new StringBuilder("{" + String.join(",", members) + "}");
        // The encoder, unlike String.getBytes, refuses what UTF-8 cannot express instead of replacing it.
        int bytes = StandardCharsets.UTF_8
                .newEncoder()
                .encode(CharBuffer.wrap(text))
                .remaining();
        text.repeat(' ', (8 - bytes % 8) % 8);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
