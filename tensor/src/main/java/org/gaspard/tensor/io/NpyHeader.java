package org.gaspard.tensor.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gaspard.tensor.Shape;

/**
 * The head of an npy file: the magic {@code \x93NUMPY}, a version, a length and a Python dictionary literal with the
 * keys {@code descr}, {@code fortran_order} and {@code shape} (NumPy Enhancement Proposal 1).
 *
 * @param type the element type
 * @param order the byte order of the elements
 * @param fortran whether the first axis varies fastest
 * @param extents the extents; their product may exceed what memory holds
 * @param length the number of bytes of the head itself
 */
record NpyHeader(ElementType type, ByteOrder order, boolean fortran, long[] extents, int length) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** Longer headers only occur with structured types, which are refused anyway. */
    private static final int MAX_HEADER = 1 << 16;

    private static final int MAX_RANK = 64;
    private static final Pattern ENTRY = Pattern.compile(
            "\\s*'(descr|fortran_order|shape)'\\s*:\\s*('[^']*'|True|False|\\([0-9L,\\s]*\\))\\s*(,|(?=\\}))");

    static NpyHeader read(InputStream in, String name) throws IOException {
        byte[] start = exactly(in, 8, name);
        if (!Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
            throw new ArrayFileException("array '" + name + "' does not start with the npy magic");
        }
        int version = start[6];
        if (version < 1 || version > 3 || start[7] != 0) {
            throw new ArrayFileException(
                    "array '" + name + "' has npy version " + start[6] + "." + start[7] + ", expected 1.0, 2.0 or 3.0");
        }
        byte[] size = exactly(in, version == 1 ? 2 : 4, name);
        long length = 0;
        for (int i = size.length - 1; i >= 0; i--) {
            length = length << 8 | Byte.toUnsignedLong(size[i]);
        }
        if (length > MAX_HEADER) {
            throw new ArrayFileException(
                    "array '" + name + "' has a header of " + length + " bytes, expected at most " + MAX_HEADER);
        }
        String text = new String(exactly(in, (int) length, name), StandardCharsets.UTF_8);
        return parse(text, 8 + size.length + (int) length, name);
    }

    private static byte[] exactly(InputStream in, int count, String name) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new ArrayFileException("array '" + name + "' ends inside its npy header");
        }
        return bytes;
    }

    private static NpyHeader parse(String text, int length, String name) throws ArrayFileException {
        String dict = text.strip();
        if (!dict.startsWith("{") || !dict.endsWith("}")) {
            throw malformed(name, dict);
        }
        String descr = "";
        String fortran = "";
        String shape = "";
        Matcher entry = ENTRY.matcher(dict);
        int at = 1;
        while (entry.region(at, dict.length()).lookingAt()) {
            String value = entry.group(2);
            String previous = switch (entry.group(1)) {
                case "descr" -> descr;
                case "shape" -> shape;
                default -> fortran;
            };
            if (!previous.isEmpty()) {
                throw malformed(name, dict);
            }
            switch (entry.group(1)) {
                case "descr" -> descr = value;
                case "shape" -> shape = value;
                default -> fortran = value;
            }
            at = entry.end();
        }
        if (!dict.substring(at).strip().equals("}")
                || !descr.startsWith("'")
                || !shape.startsWith("(")
                || !(fortran.equals("True") || fortran.equals("False"))) {
            throw malformed(name, dict);
        }
        String code = descr.substring(1, descr.length() - 1);
        return new NpyHeader(type(code, name), order(code), fortran.equals("True"), extents(shape, name), length);
    }

    private static ArrayFileException malformed(String name, String dict) {
        String shown = dict.length() <= 200 ? dict : dict.substring(0, 200) + "…";
        return new ArrayFileException("array '" + name + "' has the npy header " + shown
                + ", expected a dictionary of a plain descr, fortran_order and shape");
    }

    private static ElementType type(String code, String name) throws ArrayFileException {
        return switch (code) {
            case "<f8", ">f8" -> ElementType.F64;
            case "<f4", ">f4" -> ElementType.F32;
            case "<f2", ">f2" -> ElementType.F16;
            case "<i8", ">i8" -> ElementType.I64;
            case "<i4", ">i4" -> ElementType.I32;
            case "|u1" -> ElementType.U8;
            case "|b1" -> ElementType.BOOL;
            default ->
                throw new ArrayFileException(
                        "array '" + name + "' has the npy type '" + code + "', expected f2, f4, f8, i4, i8, u1 or b1");
        };
    }

    private static ByteOrder order(String code) {
        return code.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private static long[] extents(String tuple, String name) throws ArrayFileException {
        String inner = tuple.substring(1, tuple.length() - 1).strip();
        if (inner.isEmpty()) {
            return new long[0];
        }
        String[] parts = (inner.endsWith(",") ? inner.substring(0, inner.length() - 1) : inner).split(",", -1);
        if (parts.length > MAX_RANK || parts.length == 1 && !inner.endsWith(",")) {
            throw malformed(name, tuple);
        }
        long[] extents = new long[parts.length];
        for (int axis = 0; axis < extents.length; axis++) {
            String part = parts[axis].strip();
            if (!part.matches("[0-9]{1,18}L?")) {
                throw malformed(name, tuple);
            }
            extents[axis] = Long.parseLong(part.endsWith("L") ? part.substring(0, part.length() - 1) : part);
        }
        return extents;
    }

    /** The bytes of a version 1.0 head for a row-major little-endian array, padded to a multiple of 64. */
    static byte[] write(ElementType type, Shape shape) {
        String code = switch (type) {
            case F64 -> "<f8";
            case F32 -> "<f4";
            default -> "<i4";
        };
        String tuple = Arrays.stream(shape.toArray())
                .mapToObj(extent -> extent + ",")
                .collect(Collectors.joining(" ", "(", ")"));
        if (shape.rank() > 1) {
            tuple = tuple.substring(0, tuple.length() - 2) + ")";
        }
        String dict = "{'descr': '" + code + "', 'fortran_order': False, 'shape': " + tuple + ", }";
        int length = (10 + dict.length() + 1 + 63) / 64 * 64;
        byte[] head = Arrays.copyOf(MAGIC, length);
        Arrays.fill(head, 10, length, (byte) ' ');
        head[6] = 1;
        head[8] = (byte) (length - 10);
        head[9] = (byte) (length - 10 >> 8);
        System.arraycopy(dict.getBytes(StandardCharsets.US_ASCII), 0, head, 10, dict.length());
        head[length - 1] = '\n';
        return head;
    }
}
