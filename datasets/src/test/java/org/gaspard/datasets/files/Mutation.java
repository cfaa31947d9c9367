package org.gaspard.datasets.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/** Damages to files: flipped bits, cuts, spliced blocks, and numbers that are lengths more often than not. */
final class Mutation {

    private static final int[] NUMBERS = {
        0, 1, 2, -1, -2, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7f7f7f7f, 1 << 16, 1 << 24, 1 << 30, 255, 65535
    };

    private Mutation() {}

    static byte[] of(byte[] good, RandomGenerator random) {
        byte[] bytes = good.clone();
        int rounds = 1 + random.nextInt(3);
        for (int round = 0; round < rounds; round++) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, RandomGenerator random) {
        if (bytes.length == 0) {
            return new byte[random.nextInt(64)];
        }
        // Heads are short: every other damage goes there.
        int range = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 256);
        int at = random.nextInt(range);
        switch (random.nextInt(7)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            case 3 -> number(bytes, at, random);
            case 4 -> {
                int from = random.nextInt(bytes.length);
                int length = random.nextInt(Math.min(64, bytes.length - Math.max(at, from)) + 1);
                System.arraycopy(bytes, from, bytes, at, length);
            }
            case 5 -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(32));
                System.arraycopy(bytes, at, longer, at + longer.length - bytes.length, bytes.length - at);
                return longer;
            }
            default -> {
                int cut = 1 + random.nextInt(Math.min(32, bytes.length - at));
                byte[] shorter = Arrays.copyOf(bytes, bytes.length - cut);
                System.arraycopy(bytes, at + cut, shorter, at, bytes.length - at - cut);
                return shorter;
            }
        }
        return bytes;
    }

    private static void number(byte[] bytes, int at, RandomGenerator random) {
        ByteBuffer number =
                ByteBuffer.allocate(8).order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int value =
                random.nextInt(4) == 0 ? bytes.length + random.nextInt(-2, 3) : NUMBERS[random.nextInt(NUMBERS.length)];
        boolean wide = random.nextInt(4) == 0;
        if (wide) {
            number.putLong((long) value << random.nextInt(33));
        } else {
            number.putInt(value);
        }
        // Numbers are aligned more often than not.
        int start = random.nextBoolean() ? at & ~3 : at;
        System.arraycopy(number.array(), 0, bytes, start, Math.min(wide ? 8 : 4, bytes.length - start));
    }

    /** Makes the checksums of a PNG file's chunks right, as far as its lengths lead. */
    static byte[] repairedPng(byte[] png) {
        byte[] bytes = png.clone();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        CRC32 crc = new CRC32();
        int at = 8;
        while (bytes.length - at >= 12) {
            int length = buffer.getInt(at);
            if (length < 0 || length > bytes.length - at - 12) {
                break;
            }
            crc.reset();
            crc.update(bytes, at + 4, length + 4);
            buffer.putInt(at + 8 + length, (int) crc.getValue());
            if (new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1).equals("IEND")) {
                break;
            }
            at += 12 + length;
        }
        return bytes;
    }
}
