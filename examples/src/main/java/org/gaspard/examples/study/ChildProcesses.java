package org.gaspard.examples.study;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs a program of this module in JVMs of their own, with the module path or class path of this one. They are ended when this
 * one is.
 */
public final class ChildProcesses implements Launcher {

    private final String program;
    private final int threads;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    /**
     * A launcher.
     *
     * @param program the class with the {@code main} method
     * @param threads of each process
     */
    public ChildProcesses(Class<?> program, int threads) {
        this.program = program.getName();
        this.threads = threads;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> running.forEach(Process::destroyForcibly)));
    }

    @Override
    public int run(List<String> options, Path log) throws IOException, InterruptedException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        List<String> command = command();
        command.addAll(options);
        command.addAll(List.of("--threads", Integer.toString(threads)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        running.add(process);
        try {
            return process.waitFor();
        } finally {
            process.destroyForcibly();
            running.remove(process);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The compiler threads of several JVMs at once would take each other's processors.
        command.add("-XX:ActiveProcessorCount=" + threads);
        String modules = System.getProperty("jdk.module.path");
        Module module = ChildProcesses.class.getModule();
        if (modules != null && module.isNamed()) {
            command.addAll(List.of("-p", modules, "-m", module.getName() + "/" + program));
        } else {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
            command.addAll(List.of("-cp", System.getProperty("java.class.path", "."), program));
        }
        return command;
    }
}
