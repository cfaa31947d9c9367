package org.gaspard.tensor.io;

import java.nio.ByteBuffer;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Storage;

/**
 * The element types that array files may hold, with their conversion to the three types of memory: 16-bit floats are
 * widened to float32, 64-bit integers are narrowed to int32 with a range check, bytes and booleans become int32.
 */
enum ElementType {
    F64(8, DType.FLOAT64),
    F32(4, DType.FLOAT32),
    F16(2, DType.FLOAT32),
    BF16(2, DType.FLOAT32),
    I64(8, DType.INT32),
    I32(4, DType.INT32),
    U8(1, DType.INT32),
    BOOL(1, DType.INT32);

    private final int bytes;
    private final DType memory;

    ElementType(int bytes, DType memory) {
        this.bytes = bytes;
        this.memory = memory;
    }

    /** The size of one element in the file. */
    int bytes() {
        return bytes;
    }

    /** The type of the element once read. */
    DType memory() {
        return memory;
    }

    /** The type in which arrays of {@code dtype} are written. */
    static ElementType of(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> F32;
            case FLOAT64 -> F64;
            case INT32 -> I32;
        };
    }

    /**
     * Reads {@code count} elements at the position of {@code in}, in its byte order, into {@code out} from
     * {@code offset}; {@code name} is for messages.
     */
    void decode(ByteBuffer in, Storage out, int offset, int count, String name) throws ArrayFileException {
        switch (out) {
            case Storage.Doubles(double[] data) -> in.asDoubleBuffer().get(data, offset, count);
            case Storage.Floats(float[] data) -> decodeFloats(in, data, offset, count);
            case Storage.Int32s(int[] data) -> decodeInts(in, data, offset, count, name);
        }
    }

    private void decodeFloats(ByteBuffer in, float[] data, int offset, int count) {
        if (this == F32) {
            in.asFloatBuffer().get(data, offset, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            short bits = in.getShort();
            data[offset + i] = this == F16 ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << 16);
        }
    }

    private void decodeInts(ByteBuffer in, int[] data, int offset, int count, String name) throws ArrayFileException {
        if (this == I32) {
            in.asIntBuffer().get(data, offset, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            data[offset + i] = switch (this) {
                case I64 -> int32(in.getLong(), name);
                case BOOL -> bool(in.get(), name);
                default -> Byte.toUnsignedInt(in.get());
            };
        }
    }

    private static int int32(long value, String name) throws ArrayFileException {
        if (value != (int) value) {
            throw new ArrayFileException(
                    "array '" + name + "' holds the 64-bit integer " + value + ", expected values that fit 32 bits");
        }
        return (int) value;
    }

    private static int bool(byte value, String name) throws ArrayFileException {
        if ((value & ~1) != 0) {
            throw new ArrayFileException("array '" + name + "' is boolean and holds the byte "
                    + Byte.toUnsignedInt(value) + ", expected 0 or 1");
        }
        return value;
    }

    /** Writes {@code count} elements of {@code in} from {@code offset} at the position of {@code out}. */
    static void encode(Storage in, int offset, int count, ByteBuffer out) {
        switch (in) {
            case Storage.Doubles(double[] data) -> out.asDoubleBuffer().put(data, offset, count);
            case Storage.Floats(float[] data) -> out.asFloatBuffer().put(data, offset, count);
            case Storage.Int32s(int[] data) -> out.asIntBuffer().put(data, offset, count);
        }
        out.position(out.position() + count * in.dtype().bytes());
    }
}
