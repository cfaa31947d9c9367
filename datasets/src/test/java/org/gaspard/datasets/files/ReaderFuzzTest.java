package org.gaspard.datasets.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.gaspard.datasets.DSpritesFile;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.Mnist;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files of all readers give images or a {@link DataFileException}, in bounded time and memory. The system property
 * {@code gaspard.fuzz} sets the number of files and has the outcome printed; {@code gaspard.fuzz.seed} sets the seed.
 */
class ReaderFuzzTest {

    /** All files are shorter than 20 kB, of which deflate can make no more than 20 MB; the rest is what decoders need. */
    private static final long MAX_BYTES = 48L << 20;

    private static final long MAX_SECONDS = 10;

    @FunctionalInterface
    private interface Reading {
        LabelledDataset open(Path folder) throws IOException;
    }

    @FunctionalInterface
    private interface Packing {
        Map<String, byte[]> pack(Map<String, byte[]> files) throws IOException;
    }

    private record Target(String name, Map<String, byte[]> files, Packing packing, Reading reading) {}

    @TempDir
    Path folder;

    private static Map<String, byte[]> resources(String... names) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : names) {
            files.put(name, Layouts.resource(name));
        }
        return files;
    }

    private static List<Target> targets() throws IOException {
        List<Target> targets = new ArrayList<>();
        FactorGrid grid = new FactorGrid(List.of(Factor.of("a", 1, 2), Factor.of("b", 1, 2, 3)));
        Packing plain = files -> files;
        Map<String, byte[]> idx = Map.of(
                "train-images-idx3-ubyte",
                idx(3, new int[] {3, 2, 2}, 12),
                "train-labels-idx1-ubyte",
                idx(1, new int[] {3}, 3));
        targets.add(new Target("mnist", idx, plain, Mnist::train));
        targets.add(new Target("mnist-gz", idx, ReaderFuzzTest::gzip, Mnist::train));
        Map<String, byte[]> archive = Map.of("x.npz", Layouts.resource("/org/gaspard/datasets/tiny_dsprites.npz"));
        targets.add(new Target("dsprites", archive, plain, at -> DSpritesFile.read(at.resolve("x.npz"))));
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("imgs.npy", Layouts.npy("|u1", "(2, 3, 3)", new byte[18]));
        byte[] classes = new byte[96];
        classes[88] = 1;
        arrays.put("latents_classes.npy", Layouts.npy("<i8", "(2, 6)", classes));
        arrays.put("latents_values.npy", Layouts.npy("<f8", "(2, 6)", new byte[96]));
        targets.add(new Target(
                "dsprites-arrays",
                arrays,
                files -> Map.of("x.npz", Layouts.zip(files)),
                at -> DSpritesFile.read(at.resolve("x.npz"))));
        Map<String, byte[]> images = Map.of("images.npy", Layouts.mpi3dImages(6, 2, 3));
        targets.add(new Target(
                "mpi3d", Map.of("x.npz", Layouts.zip(images)), plain, at -> Mpi3dFile.read(at.resolve("x.npz"), grid)));
        targets.add(new Target(
                "mpi3d-arrays",
                images,
                files -> Map.of("x.npz", Layouts.zip(files)),
                at -> Mpi3dFile.read(at.resolve("x.npz"), grid)));
        for (String name : List.of("tiny_3dshapes.h5", "tiny_3dshapes_plain.h5", "tiny_3dshapes_part.h5")) {
            targets.add(new Target(name, resources(name), plain, at -> Shapes3dFile.read(at.resolve(name))));
        }
        targets.add(new Target(
                "cars3d",
                resources("car_001_mesh.mat", "car_002_mesh.mat", "car_003_mesh.mat"),
                plain,
                Cars3dFiles::read));
        targets.add(new Target(
                "smallnorb",
                Layouts.smallNorb("training", 2, 3, new int[][] {{4, 9, 8, 34, 5}, {0, 4, 0, 0, 0}}),
                plain,
                at -> SmallNorbFiles.train(at, SmallNorbFiles.Camera.BOTH)));
        targets.add(new Target("cifar10", Map.of("test_batch.bin", Layouts.cifar(2, 0)), plain, Cifar10Files::test));
        for (String name : List.of("faces_zip.pth", "faces_legacy.pth")) {
            targets.add(new Target(
                    name,
                    resources(name),
                    plain,
                    at -> Faces3dFile.read(at.resolve(name), Faces3dFileTest.GRID, 4, 3)));
        }
        Map<String, byte[]> pictures =
                resources("rgb.png", "rgba.png", "grey.png", "grey16.png", "bits.png", "palette.png", "smooth.jpg");
        targets.add(new Target("image-folder", pictures, plain, at -> ImageFolder.fitted(at, 3, 5, 6)));
        targets.add(new Target(
                "image-folder-repaired", pictures, ReaderFuzzTest::repair, at -> ImageFolder.fitted(at, 3, 5, 6)));
        targets.add(new Target(
                "omniglot",
                Map.of("A/c1/1.png", Layouts.drawing(7, 6, 0), "A/c1/2.png", Layouts.drawing(7, 6, 1)),
                ReaderFuzzTest::repair,
                OmniglotFolder::open));
        targets.add(new Target(
                "numbered",
                Map.of(
                        "000000.png", Layouts.picture(4, 6, 1, "png"),
                        "000001.png", Layouts.picture(4, 6, 2, "png")),
                ReaderFuzzTest::repair,
                at -> NumberedFolder.open(at, new FactorGrid(List.of(Factor.of("a", 0, 1))))));
        targets.add(new Target("celeba", Layouts.celebA(), plain, CelebAFolder::all));
        return targets;
    }

    private static byte[] idx(int rank, int[] extents, int bytes) {
        ByteBuffer out = ByteBuffer.allocate(4 + 4 * rank + bytes).putInt(0x800 | rank);
        for (int extent : extents) {
            out.putInt(extent);
        }
        return out.array();
    }

    private static Map<String, byte[]> gzip(Map<String, byte[]> files) throws IOException {
        Map<String, byte[]> packed = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
                zip.write(file.getValue());
            }
            packed.put(file.getKey() + ".gz", out.toByteArray());
        }
        return packed;
    }

    private static Map<String, byte[]> repair(Map<String, byte[]> files) {
        Map<String, byte[]> repaired = new LinkedHashMap<>();
        files.forEach((name, bytes) -> repaired.put(name, name.endsWith(".png") ? Mutation.repairedPng(bytes) : bytes));
        return repaired;
    }

    /** Opens and reads everything; whether it succeeded. */
    private static boolean reads(Target target, Path at) throws IOException {
        try {
            LabelledDataset images = target.reading().open(at);
            float[] out = new float[images.pixels()];
            for (int i = 0; i < images.size(); i++) {
                images.read(i, out, 0);
                images.factors(i);
            }
            return true;
        } catch (DataFileException e) {
            assertThat(e).hasMessageContaining("expected");
            return false;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof DataFileException) {
                return false;
            }
            throw e;
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void damagedFilesGiveImagesOrTheDocumentedException() throws Exception {
        boolean report = System.getProperty("gaspard.fuzz") != null;
        int count = Integer.getInteger("gaspard.fuzz", 3000);
        long seed = Long.getLong("gaspard.fuzz.seed", 1);
        List<Target> targets = targets();
        Allocation allocation = new Allocation();
        List<String> outcome = new ArrayList<>();
        for (int t = 0; t < targets.size(); t++) {
            Target target = targets.get(t);
            Path at = Files.createDirectory(folder.resolve(target.name()));
            Map<String, byte[]> good = target.packing().pack(target.files());
            Layouts.write(at, good);
            assertThat(reads(target, at))
                    .as("undamaged files of %s", target.name())
                    .isTrue();
            List<String> names = target.files().keySet().stream().sorted().toList();
            int cases = Math.ceilDiv(count, targets.size());
            int read = 0;
            long mostBytes = 0;
            long mostNanos = 0;
            long sumNanos = 0;
            Map<String, byte[]> changed = new LinkedHashMap<>();
            for (int k = 0; k < cases; k++) {
                SplittableRandom random = new SplittableRandom(seed * 1_000_003 + t * 10_000_019L + k);
                Map<String, byte[]> files = new LinkedHashMap<>(target.files());
                files.compute(names.get(random.nextInt(names.size())), (name, bytes) -> Mutation.of(bytes, random));
                Map<String, byte[]> damaged = target.packing().pack(files);
                damaged.forEach((name, bytes) -> {
                    if (!Arrays.equals(bytes, good.get(name))) {
                        changed.put(name, bytes);
                    }
                });
                Layouts.write(at, changed);
                long heap = allocation.heap();
                long outside = allocation.outside();
                long nanos = System.nanoTime();
                try {
                    read += reads(target, at) ? 1 : 0;
                } catch (IOException | RuntimeException | Error e) {
                    throw new AssertionError("case " + k + " of " + target.name() + ", seed " + seed, e);
                }
                long spent = System.nanoTime() - nanos;
                sumNanos += spent;
                mostNanos = Math.max(mostNanos, spent);
                long used = allocation.heap() - heap + Math.max(0, allocation.outside() - outside);
                assertThat(used).as("bytes for case %d of %s", k, target.name()).isLessThan(MAX_BYTES);
                mostBytes = Math.max(mostBytes, used);
                changed.replaceAll((name, bytes) -> good.get(name));
                Layouts.write(at, changed);
                changed.clear();
            }
            assertThat(mostNanos)
                    .as("nanoseconds for a case of %s", target.name())
                    .isLessThan(TimeUnit.SECONDS.toNanos(MAX_SECONDS));
            outcome.add("%s: %d files, %d read, at most %d kB and %d ms, %d ms in all"
                    .formatted(
                            target.name(), cases, read, mostBytes >> 10, mostNanos / 1_000_000, sumNanos / 1_000_000));
        }
        if (report) {
            System.out.println(String.join("\n", outcome));
        }
    }

    /**
     * The bytes that all threads have allocated on the heap, and those in use outside it. By reflection, as the module
     * under test does not read those of the management beans.
     */
    private static final class Allocation {

        private final Object threads;
        private final Method total;
        private final Object direct;
        private final Method used;

        Allocation() throws ReflectiveOperationException {
            Class<?> factory = Class.forName("java.lang.management.ManagementFactory");
            Class<?> pool = Class.forName("java.lang.management.BufferPoolMXBean");
            threads = factory.getMethod("getThreadMXBean").invoke(null);
            total = Class.forName("com.sun.management.ThreadMXBean").getMethod("getTotalThreadAllocatedBytes");
            used = pool.getMethod("getMemoryUsed");
            List<?> pools = (List<?>)
                    factory.getMethod("getPlatformMXBeans", Class.class).invoke(null, pool);
            Object found = pools.getFirst();
            for (Object candidate : pools) {
                if ("direct".equals(pool.getMethod("getName").invoke(candidate))) {
                    found = candidate;
                }
            }
            direct = found;
        }

        long heap() throws ReflectiveOperationException {
            return (long) total.invoke(threads);
        }

        long outside() throws ReflectiveOperationException {
            return (long) used.invoke(direct);
        }
    }
}
