package org.gaspard.tensor.tornado;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaspard.tensor.tornado.device.DeviceMath;

/** The classes of kernels by structure, so that equal kernels are one class. */
final class KernelCache {

    private final Map<Code.Kernel, Object> tasks = new ConcurrentHashMap<>();
    private final AtomicInteger made = new AtomicInteger();

    /** A {@code TornadoFunctions.TaskN} that runs the kernel. */
    Object task(Code.Kernel kernel) {
        return tasks.computeIfAbsent(
                kernel, k -> new Loader().instance(KernelClass.bytes(k, "kernel" + made.getAndIncrement())));
    }

    /** A loader of one class. */
    private static final class Loader extends ClassLoader {

        Loader() {
            super(KernelCache.class.getClassLoader());
            KernelCache.class.getModule().addExports(DeviceMath.class.getPackageName(), getUnnamedModule());
        }

        Object instance(byte[] bytes) {
            try {
                return defineClass(KernelTemplate.class.getName(), bytes, 0, bytes.length)
                        .getConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a generated kernel does not load", e);
            }
        }
    }
}
