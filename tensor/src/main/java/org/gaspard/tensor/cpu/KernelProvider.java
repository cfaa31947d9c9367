package org.gaspard.tensor.cpu;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Chooses between the two forms of a family of kernels: the one on the Vector API and its scalar twin.
 *
 * <p>The Vector API is an incubator module. On the module path it is there; on the class path it takes the flag
 * {@code --add-modules jdk.incubator.vector}. Without it, or with the property {@code gaspard.vector=false}, everything
 * works on the scalar kernels, and one line in the log says why. A vector class is named by a string here, so that
 * nothing that is loaded in any case mentions a type of the Vector API.
 */
final class KernelProvider {

    private static final System.Logger LOG = System.getLogger("org.gaspard.tensor.cpu");

    private KernelProvider() {}

    /** An instance of the class {@code vectorClass} (by its constructor without arguments), or else the scalar twin. */
    static <T> T load(String vectorClass, Supplier<? extends T> scalar, Class<T> type) {
        if (VectorApi.MISSING.isPresent()) {
            return scalar.get();
        }
        try {
            return type.cast(Class.forName(vectorClass).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.log(System.Logger.Level.WARNING, "Scalar kernels instead of " + vectorClass + ": " + e);
            return scalar.get();
        }
    }

    /** Whether the Vector API can be used in this process; looked up and logged once. */
    private static final class VectorApi {

        /** Why it cannot. */
        static final Optional<String> MISSING = missing();

        private static Optional<String> missing() {
            if (System.getProperty("gaspard.vector", "true").equals("false")) {
                LOG.log(System.Logger.Level.INFO, "Scalar kernels: gaspard.vector=false");
                return Optional.of("gaspard.vector=false");
            }
            try {
                Class.forName("jdk.incubator.vector.FloatVector");
                return Optional.empty();
            } catch (ReflectiveOperationException | LinkageError e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Scalar kernels, many times slower: " + e
                                + "; add --add-modules jdk.incubator.vector to the java command");
                return Optional.of(e.toString());
            }
        }
    }
}
