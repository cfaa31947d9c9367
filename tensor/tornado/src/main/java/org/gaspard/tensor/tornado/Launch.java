package org.gaspard.tensor.tornado;

import uk.ac.manchester.tornado.api.TornadoDeviceMap;

/** Whether the virtual machine was started so that results can be trusted; a message for each thing that is missing. */
final class Launch {

    private static final int JDK = 25;

    private Launch() {}

    /**
     * Refuses to go on where something is missing or unsafe.
     *
     * @throws IllegalStateException that says what is missing and what to do
     */
    static void check() {
        checkJdk(Runtime.version().feature());
        checkRuntime(System.getProperty("tornado.load.runtime.implementation", ""));
        checkBailOut(System.getProperty("tornado.recover.bailout", "True"));
        Devices.CHECK.run();
    }

    static void checkJdk(int feature) {
        if (feature != JDK) {
            throw new IllegalStateException("the backend 'tornado' needs JDK " + JDK
                    + ", to which its TornadoVM is bound; this is JDK " + feature);
        }
    }

    static void checkRuntime(String implementation) {
        if (implementation.isEmpty()) {
            throw new IllegalStateException("TornadoVM is not there: start Java with the options of its SDK"
                    + " (java @$TORNADOVM_HOME/tornado-argfile …), where TORNADOVM_HOME is the folder of the SDK");
        }
    }

    static void checkBailOut(String recover) {
        if (!recover.equalsIgnoreCase("false")) {
            throw new IllegalStateException("tornado.recover.bailout is " + recover + ": TornadoVM would run kernels"
                    + " that fail as plain Java, with wrong numbers and no error; start Java with"
                    + " -Dtornado.recover.bailout=False");
        }
    }

    /** Found once. */
    private static final class Devices {
        static final Runnable CHECK = find();

        private static Runnable find() {
            String missing = "TornadoVM finds no device: install a driver (for a GPU, its maker's; for the CPU, PoCL)"
                    + " and look whether clinfo, or nvidia-smi, lists it";
            try {
                int devices = new TornadoDeviceMap()
                        .getAllBackends().stream()
                                .mapToInt(backend -> backend.getNumDevices())
                                .sum();
                return devices > 0
                        ? () -> {}
                        : () -> {
                            throw new IllegalStateException(missing);
                        };
            } catch (LinkageError e) {
                return () -> {
                    throw new IllegalStateException(
                            "TornadoVM does not start, its options do not fit the SDK: " + e, e);
                };
            } catch (RuntimeException e) {
                return () -> {
                    throw new IllegalStateException(missing, e);
                };
            }
        }
    }
}
