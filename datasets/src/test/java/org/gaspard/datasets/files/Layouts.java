package org.gaspard.datasets.files;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Small files of the published layouts, as names and contents relative to a folder. */
final class Layouts {

    private Layouts() {}

    static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Layouts.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    static Path write(Path folder, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            // To write over a file takes long where the file system then flushes it.
            Files.deleteIfExists(path);
            Files.write(path, file.getValue());
        }
        return folder;
    }

    static byte[] npy(String type, String extents, byte[] data) {
        String dict = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + extents + "}";
        ByteBuffer out = ByteBuffer.allocate(10 + dict.length() + data.length);
        out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) dict.length(), 0});
        return out.put(dict.getBytes(StandardCharsets.US_ASCII)).put(data).array();
    }

    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return out.toByteArray();
    }

    /** The npy entry of a set like MPI3D: sample k of image i is (i·7 + k·13) mod 256. */
    static byte[] mpi3dImages(int count, int height, int width) {
        int pixels = height * width * 3;
        byte[] data = new byte[count * pixels];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (i / pixels * 7 + i % pixels * 13);
        }
        return npy("|u1", "(" + count + ", " + height + ", " + width + ", 3)", data);
    }

    static byte[] norb(int magic, int[] extents, byte[] data) {
        ByteBuffer out = ByteBuffer.allocate(8 + 4 * Math.max(3, extents.length) + data.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(magic).putInt(extents.length);
        for (int axis = 0; axis < Math.max(3, extents.length); axis++) {
            out.putInt(axis < extents.length ? extents[axis] : 1);
        }
        return out.put(data).array();
    }

    /** The three files of one part of SmallNORB; rows are (category, instance, elevation, azimuth, lighting). */
    static Map<String, byte[]> smallNorb(String part, int height, int width, int[][] rows) {
        int n = rows.length;
        int plane = height * width;
        byte[] images = new byte[2 * n * plane];
        ByteBuffer categories = ByteBuffer.allocate(4 * n).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer info = ByteBuffer.allocate(16 * n).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < 2 * plane; k++) {
                images[2 * i * plane + k] = norbSample(rows[i], k / plane, k % plane);
            }
            categories.putInt(rows[i][0]);
            for (int f = 1; f < 5; f++) {
                info.putInt(rows[i][f]);
            }
        }
        String prefix = "smallnorb-5x46789x9x18x6x2x96x96-" + part + "-";
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(prefix + "dat.mat", norb(0x1E3D4C55, new int[] {n, 2, height, width}, images));
        files.put(prefix + "cat.mat", norb(0x1E3D4C54, new int[] {n}, categories.array()));
        files.put(prefix + "info.mat", norb(0x1E3D4C54, new int[] {n, 4}, info.array()));
        return files;
    }

    static byte norbSample(int[] row, int camera, int pixel) {
        return (byte) (row[0] * 101 + row[1] * 23 + row[2] * 11 + row[3] * 5 + row[4] * 3 + camera * 77 + pixel * 19);
    }

    /** Records of CIFAR-10: record i is of class (i·3 + first) mod 10, its byte k is (i·31 + k·7 + first) mod 256. */
    static byte[] cifar(int records, int first) {
        byte[] out = new byte[records * 3073];
        for (int i = 0; i < records; i++) {
            out[i * 3073] = (byte) ((i * 3 + first) % 10);
            for (int k = 0; k < 3072; k++) {
                out[i * 3073 + 1 + k] = (byte) (i * 31 + k * 7 + first);
            }
        }
        return out;
    }

    /** A grey picture whose pixel (y, x) is 255 where {@code (x + y + seed) mod 3 = 0}, of one bit a pixel. */
    static byte[] drawing(int height, int width, int seed) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (x + y + seed) % 3 == 0 ? 0xffffff : 0);
            }
        }
        return encoded(image, "png");
    }

    /** A colour picture of one value. */
    static byte[] picture(int height, int width, int rgb, String format) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, rgb);
            }
        }
        return encoded(image, format);
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, out)) {
            throw new IOException("no encoder for " + format);
        }
        return out.toByteArray();
    }

    /** Three images of CelebA, one in each part, with three attributes. */
    static Map<String, byte[]> celebA() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("img_align_celeba/000001.jpg", picture(12, 10, 0x808080, "jpg"));
        files.put("img_align_celeba/000002.jpg", picture(12, 10, 0xffffff, "jpg"));
        files.put("img_align_celeba/000003.jpg", picture(12, 10, 0x000000, "jpg"));
        files.put(
                "list_attr_celeba.txt",
                ascii("3\nBald Smiling Young \n000001.jpg -1  1  1\n000002.jpg  1 -1 -1\n000003.jpg -1 -1  1\n"));
        files.put("list_eval_partition.txt", ascii("000001.jpg 0\n000002.jpg 1\n000003.jpg 2\n"));
        return files;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
