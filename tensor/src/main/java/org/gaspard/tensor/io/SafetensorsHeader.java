package org.gaspard.tensor.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The checked header of a safetensors file.
 *
 * @param start the position of the first element in the file
 * @param metadata the strings of {@code __metadata__}
 * @param entries the tensors by name, in the order of their elements
 */
record SafetensorsHeader(long start, Map<String, String> metadata, Map<String, Entry> entries) {

    static final String METADATA = "__metadata__";

    /** The limit of the format's reference implementation. */
    private static final long MAX_HEADER = 100_000_000;

    private static final int MAX_RANK = 64;
    private static final Set<String> KEYS = Set.of("dtype", "shape", "data_offsets");

    /**
     * One tensor.
     *
     * @param typeName the type as written
     * @param type the type if it is one that can be read
     * @param begin the first byte, counted from the header's end
     * @param end the byte after the last
     */
    record Entry(String name, String typeName, Optional<ElementType> type, long[] extents, long begin, long end) {}

    static SafetensorsHeader read(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw new ArrayFileException("safetensors file of " + size + " bytes, expected at least 8");
        }
        ByteBuffer prefix = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, prefix, 0);
        long length = prefix.flip().getLong();
        if (length < 2 || length > MAX_HEADER || length > size - Long.BYTES) {
            throw new ArrayFileException("safetensors header of " + length + " bytes in a file of " + size
                    + ", expected 2 to " + MAX_HEADER + " bytes inside the file");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) length);
        fill(channel, bytes, Long.BYTES);
        return parse(decode(bytes.flip()), Long.BYTES + length, size);
    }

    /** Fills the buffer from a position of the file. */
    static void fill(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, at);
            if (count < 0) {
                throw new ArrayFileException("safetensors file ends early, at byte " + at);
            }
            at += count;
        }
    }

    private static String decode(ByteBuffer bytes) throws ArrayFileException {
        if (bytes.get(0) != '{') {
            throw new ArrayFileException("safetensors header starts with byte " + bytes.get(0) + ", expected '{'");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new ArrayFileException("safetensors header is not UTF-8", e);
        }
    }

    private static SafetensorsHeader parse(String text, long start, long size) throws ArrayFileException {
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, Json> member :
                members(Json.parse(text), "header").entrySet()) {
            if (member.getKey().equals(METADATA)) {
                for (Map.Entry<String, Json> pair :
                        members(member.getValue(), METADATA).entrySet()) {
                    metadata.put(pair.getKey(), string(pair.getValue(), METADATA + "." + pair.getKey()));
                }
            } else {
                entries.add(entry(member.getKey(), member.getValue()));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        Map<String, Entry> byName = new LinkedHashMap<>();
        long at = 0;
        for (Entry entry : entries) {
            if (entry.begin() != at) {
                throw new ArrayFileException("tensor '" + entry.name() + "' starts at byte " + entry.begin()
                        + ", expected " + at + " where the previous one ends");
            }
            at = entry.end();
            byName.put(entry.name(), entry);
        }
        if (at != size - start) {
            throw new ArrayFileException(
                    "safetensors file has " + (size - start) + " bytes of elements, its tensors take " + at);
        }
        return new SafetensorsHeader(start, Collections.unmodifiableMap(metadata), Collections.unmodifiableMap(byName));
    }

    private static Json member(Map<String, Json> members, String key) {
        return Objects.requireNonNull(members.get(key));
    }

    private static Entry entry(String name, Json value) throws ArrayFileException {
        Map<String, Json> members = members(value, name);
        if (!members.keySet().equals(KEYS)) {
            throw new ArrayFileException(
                    "tensor '" + name + "' has the keys " + members.keySet() + ", expected dtype, shape, data_offsets");
        }
        String typeName = string(member(members, "dtype"), name + ".dtype");
        Optional<ElementType> type = Optional.empty();
        for (ElementType known : ElementType.values()) {
            if (known.name().equals(typeName)) {
                type = Optional.of(known);
            }
        }
        long[] extents = longs(member(members, "shape"), name + ".shape");
        long[] offsets = longs(member(members, "data_offsets"), name + ".data_offsets");
        if (offsets.length != 2 || offsets[0] > offsets[1]) {
            throw new ArrayFileException("tensor '" + name + "' has malformed data_offsets, expected [begin, end]");
        }
        long count = Elements.count(extents, name);
        if (type.isPresent()) {
            long expected = Elements.bytes(count, type.get().bytes(), extents, name);
            if (offsets[1] - offsets[0] != expected) {
                throw new ArrayFileException("tensor '" + name + "' of " + count + " elements of type " + typeName
                        + " takes " + expected + " bytes, found " + (offsets[1] - offsets[0]));
            }
        }
        return new Entry(name, typeName, type, extents, offsets[0], offsets[1]);
    }

    private static Map<String, Json> members(Json value, String path) throws ArrayFileException {
        if (value instanceof Json.Obj(Map<String, Json> members)) {
            return members;
        }
        throw new ArrayFileException("safetensors " + path + " is not a JSON object");
    }

    private static String string(Json value, String path) throws ArrayFileException {
        if (value instanceof Json.Str(String text)) {
            return text;
        }
        throw new ArrayFileException("safetensors " + path + " is not a JSON string");
    }

    private static long[] longs(Json value, String path) throws ArrayFileException {
        if (!(value instanceof Json.Arr(List<Json> elements)) || elements.size() > MAX_RANK) {
            throw new ArrayFileException("safetensors " + path + " is not a JSON array of at most " + MAX_RANK);
        }
        long[] longs = new long[elements.size()];
        for (int i = 0; i < longs.length; i++) {
            if (!(elements.get(i) instanceof Json.Num(String text)) || !text.matches("[0-9]{1,18}")) {
                throw new ArrayFileException(
                        "safetensors " + path + " holds " + elements.get(i) + ", expected integers from 0 to 10^18");
            }
            longs[i] = Long.parseLong(text);
        }
        return longs;
    }
}
