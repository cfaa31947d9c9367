package org.gaspard.benchmarks.compare;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.gaspard.benchmarks.cases.Barcodes;
import org.gaspard.benchmarks.cases.Case;
import org.gaspard.benchmarks.cases.Peer;

/** How the two sides are started. */
final class Sides {

    static final String OURS = "gaspard";
    private static final String PYTORCH = "pytorch";

    private Sides() {}

    /** The number of threads of a case: what the command line says, else what the case says, else the processors. */
    static int threads(Case chosen, OptionalInt said) {
        return said.orElse(chosen.threads().orElse(Runtime.getRuntime().availableProcessors()));
    }

    /** Our side: a JVM like this one with the options of the command line. */
    static WorkerSide ours(Case chosen, int threads, List<String> jvm) throws Failure {
        return ours(OURS, chosen.name(), threads, jvm);
    }

    private static WorkerSide ours(String side, String name, int threads, List<String> jvm) throws Failure {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("-Dgaspard.threads=" + threads);
        command.addAll(List.of("-p", System.getProperty("jdk.module.path")));
        command.addAll(List.of("-m", Worker.class.getModule().getName() + "/" + Worker.class.getName(), name));
        return WorkerSide.start(side, command);
    }

    /** The other sides that the case is timed beside; none if it is timed alone. */
    static List<Side> peers(Case chosen, int threads, List<String> jvm) throws Failure {
        return switch (chosen.peer()) {
            case Peer.PyTorch pytorch -> pytorch(chosen, pytorch.layouts(), threads);
            case Peer.Pot pot -> List.of(numpy("pot", "pot.py", MISSING_POT, chosen, threads));
            case Peer.ScikitLearn learners ->
                List.of(numpy("scikit-learn", "scikit.py", MISSING_SCIKIT_LEARN, chosen, threads));
            case Peer.Ripser ripser -> List.of(ripser(ripser.bars().apply(Case.Scale.FULL)));
            case Peer.Own own -> List.of(ours(own.name(), own.name(), threads, jvm));
            case Peer.Target target -> List.of();
        };
    }

    /** PyTorch in its default layout and, where that matters, with channels last. */
    private static List<Side> pytorch(Case chosen, boolean layouts, int threads) throws Failure {
        List<Side> peers = new ArrayList<>();
        try {
            peers.add(pytorch(chosen, PYTORCH, "default", threads));
            if (layouts) {
                peers.add(pytorch(chosen, PYTORCH + "-channels-last", "channels-last", threads));
            }
            return peers;
        } catch (Failure e) {
            peers.forEach(Side::close);
            throw e.saying(MISSING_PYTORCH);
        }
    }

    private static final String MISSING_PYTORCH = "the peer needs a Python with PyTorch:"
            + " python3 -m venv peers && peers/bin/pip install torch==2.13.0 numpy,"
            + " then PEERS_PYTHON=peers/bin/python benchmarks/compare ...";

    private static Side pytorch(Case chosen, String name, String layout, int threads) throws Failure {
        return python(name, "pytorch.py", chosen.name(), layout, Integer.toString(threads));
    }

    private static final String MISSING_POT = "the peer needs a Python with POT:"
            + " python3 -m venv peers && peers/bin/pip install pot==0.9.7.post1,"
            + " then PEERS_PYTHON=peers/bin/python benchmarks/compare ...";

    private static final String MISSING_SCIKIT_LEARN = "the peer needs a Python with scikit-learn:"
            + " python3 -m venv peers && peers/bin/pip install scikit-learn==1.9.1,"
            + " then PEERS_PYTHON=peers/bin/python benchmarks/compare ...";

    /** A library on NumPy, which takes a case and a number of threads. */
    private static Side numpy(String name, String script, String missing, Case chosen, int threads) throws Failure {
        try {
            return python(name, script, chosen.name(), Integer.toString(threads));
        } catch (Failure e) {
            throw e.saying(missing);
        }
    }

    private static Side python(String name, String script, String... arguments) throws Failure {
        String python = System.getenv().getOrDefault("PEERS_PYTHON", "python3");
        String folder = System.getProperty("gaspard.benchmarks") + File.separator + "peers" + File.separator;
        List<String> command = new ArrayList<>(List.of(python, "-B", folder + script));
        command.addAll(List.of(arguments));
        return WorkerSide.start(name, command);
    }

    private static final String MISSING_RIPSER = "the peer is the program ripser: apt-get install ripser,"
            + " or build it from github.com/Ripser/ripser, then RIPSER=path/to/ripser benchmarks/compare ...";

    private static Side ripser(Barcodes bars) throws Failure {
        String program = System.getenv().getOrDefault("RIPSER", "ripser");
        try {
            return RipserSide.start(program, bars.dimension(), bars.matrices());
        } catch (Failure e) {
            throw e.saying(MISSING_RIPSER);
        }
    }
}
