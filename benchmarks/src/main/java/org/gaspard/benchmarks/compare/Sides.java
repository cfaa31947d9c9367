package org.gaspard.benchmarks.compare;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.gaspard.benchmarks.cases.Case;

/** How the processes of the two sides are started. */
final class Sides {

    static final String OURS = "gaspard";
    private static final String PEER = "pytorch";

    private Sides() {}

    /** The number of threads of a case: what the command line says, else what the case says, else the processors. */
    static int threads(Case chosen, OptionalInt said) {
        return said.orElse(chosen.threads().orElse(Runtime.getRuntime().availableProcessors()));
    }

    /** Our side: a JVM like this one with the options of the command line. */
    static Side ours(Case chosen, int threads, List<String> jvm) throws Failure {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("-Dgaspard.threads=" + threads);
        command.addAll(List.of("-p", System.getProperty("jdk.module.path")));
        command.addAll(List.of("-m", Worker.class.getModule().getName() + "/" + Worker.class.getName(), chosen.name()));
        return Side.start(OURS, command);
    }

    /** The peers: PyTorch in its default layout and, where that matters, with channels last. */
    static List<Side> peers(Case chosen, int threads) throws Failure {
        List<Side> peers = new ArrayList<>();
        try {
            peers.add(peer(chosen, PEER, "default", threads));
            if (chosen.layouts()) {
                peers.add(peer(chosen, PEER + "-channels-last", "channels-last", threads));
            }
            return peers;
        } catch (Failure e) {
            peers.forEach(Side::close);
            if (e.code() == Failure.MISSING) {
                throw new Failure(Failure.MISSING, e.getMessage() + "; " + MISSING_PEER, e);
            }
            throw e;
        }
    }

    private static final String MISSING_PEER = "the peer needs a Python with PyTorch:"
            + " python3 -m venv peers && peers/bin/pip install torch==2.13.0 numpy,"
            + " then PEERS_PYTHON=peers/bin/python benchmarks/compare ...";

    private static Side peer(Case chosen, String name, String layout, int threads) throws Failure {
        String python = System.getenv().getOrDefault("PEERS_PYTHON", "python3");
        String script =
                System.getProperty("gaspard.benchmarks") + File.separator + "peers" + File.separator + "pytorch.py";
        return Side.start(name, List.of(python, "-B", script, chosen.name(), layout, Integer.toString(threads)));
    }
}
