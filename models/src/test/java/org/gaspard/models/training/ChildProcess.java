package org.gaspard.models.training;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Runs {@link TinyTraining} in another process on the classes of this one. */
final class ChildProcess {

    private ChildProcess() {}

    /** Starts it with standard output and error going to {@code output}. */
    static Process start(Path output, List<String> options, String... arguments)
            throws IOException, URISyntaxException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Xmx512m"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), TinyTraining.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** The paths of this process, modules or not, and the folder of this class, which may be patched into a module. */
    private static String classPath() throws URISyntaxException {
        URL here = Objects.requireNonNull(ChildProcess.class.getResource("ChildProcess.class"));
        Path folder = Path.of(here.toURI());
        for (int i = 0; i < ChildProcess.class.getName().split("\\.").length; i++) {
            folder = folder.getParent();
        }
        return String.join(
                File.pathSeparator,
                folder.toString(),
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path", ""));
    }
}
