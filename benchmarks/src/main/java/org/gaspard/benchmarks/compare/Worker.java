package org.gaspard.benchmarks.compare;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.gaspard.benchmarks.cases.Case;
import org.gaspard.benchmarks.cases.Catalogue;
import org.gaspard.benchmarks.cases.Workload;

/**
 * Our process: does one case as often as the lines on its standard input say.
 *
 * <p>It says {@code ready VERSION} when it is. Then {@code check} is answered by {@code check FINGERPRINT},
 * {@code run N} by {@code times} and the nanoseconds of each of N iterations, {@code captured N} by the same of the
 * captured form, if there is one, {@code usage} by {@code usage} and the bytes allocated and the collections made since
 * the start. The end of the input ends it. PyTorch's side answers the first two questions.
 */
final class Worker {

    private final Workload workload;

    private Worker(Workload workload) {
        this.workload = workload;
    }

    public static void main(String[] args) throws IOException {
        Case chosen = Catalogue.find(args[0]).orElseThrow(() -> new IllegalArgumentException("no case " + args[0]));
        Worker worker = new Worker(chosen.workload().apply(Case.Scale.FULL));
        PrintStream out = System.out;
        out.println("ready Java " + Runtime.version());
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(worker.answer(line));
            }
        }
    }

    private String answer(String line) {
        String[] words = line.strip().split("\\s+");
        return switch (words[0]) {
            case "check" -> "check " + workload.check();
            case "run" -> "times " + times(workload, Integer.parseInt(words[1]));
            case "captured" -> "times " + captured(Integer.parseInt(words[1]));
            case "usage" -> "usage " + allocated() + " " + collections();
            default -> throw new IllegalArgumentException("cannot " + line);
        };
    }

    private String captured(int iterations) {
        return workload.captured().map(step -> times(step, iterations)).orElse("");
    }

    private static String times(Workload workload, int iterations) {
        long[] nanos = new long[iterations];
        for (int i = 0; i < iterations; i++) {
            long start = System.nanoTime();
            workload.step();
            nanos[i] = System.nanoTime() - start;
        }
        return Arrays.stream(nanos).mapToObj(Long::toString).collect(Collectors.joining(" "));
    }

    private static long allocated() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getTotalThreadAllocatedBytes();
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
