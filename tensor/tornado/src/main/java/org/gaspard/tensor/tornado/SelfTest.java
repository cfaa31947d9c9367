package org.gaspard.tensor.tornado;

import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.tensor.Backend;
import org.gaspard.tensor.Tensor;
import uk.ac.manchester.tornado.api.TornadoDeviceMap;

/**
 * Lists the devices that TornadoVM finds and runs a probe on the first: an elementwise group, a matrix product and a
 * reduction in two stages, each held against the backend {@code reference}. Ends with status 0 if all agree, else with 1
 * and what is wrong.
 */
public final class SelfTest {

    private static final int N = 96;
    private static final double TOLERANCE = 1e-4;

    private SelfTest() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        try {
            Launch.check();
            devices().forEach(System.out::println);
            probe();
            System.out.println("the backend 'tornado' works");
        } catch (IllegalStateException e) {
            System.err.println("the backend 'tornado' does not work: " + e.getMessage());
            System.exit(1);
        }
    }

    /** A line for each device. */
    static List<String> devices() {
        var backends = new TornadoDeviceMap().getAllBackends();
        return IntStream.range(0, backends.size())
                .boxed()
                .flatMap(b -> IntStream.range(0, backends.get(b).getNumDevices())
                        .mapToObj(d -> "device " + b + ":" + d + " "
                                + backends.get(b).getName() + ", "
                                + backends.get(b)
                                        .getDevice(d)
                                        .getPhysicalDevice()
                                        .getDeviceName()))
                .toList();
    }

    /**
     * Three kernels.
     *
     * @throws IllegalStateException if the numbers are wrong
     */
    static void probe() {
        double found = Backend.with("tornado", SelfTest::expression);
        double expected = Backend.with("reference", SelfTest::expression);
        if (!(Math.abs(found - expected) <= TOLERANCE * Math.abs(expected))) {
            throw new IllegalStateException("the probe gives " + found + ", expected " + expected);
        }
    }

    private static double expression() {
        float[] numbers = new float[N * N];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (i * 37 % 101) / 101f;
        }
        Tensor x = Tensor.of(numbers).reshape(N, N);
        return x.exp().matmul(x.sigmoid()).tanh().add(x).sum().item();
    }
}
