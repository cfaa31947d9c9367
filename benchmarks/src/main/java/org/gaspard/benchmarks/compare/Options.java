package org.gaspard.benchmarks.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.gaspard.benchmarks.cases.Case;

/**
 * The command line.
 *
 * @param mode what to do
 * @param cases names of cases, as they were said
 * @param pairs how often the two sides take turns, if said
 * @param warmUpSeconds how long our side is warmed up at least
 * @param threads of both sides, if said
 * @param jvm options for our JVM
 * @param json where a row for each case is added
 */
record Options(
        Mode mode,
        List<String> cases,
        OptionalInt pairs,
        double warmUpSeconds,
        OptionalInt threads,
        List<String> jvm,
        Optional<Path> json) {

    enum Mode {
        COMPARE,
        ALL,
        LIST,
        CHECK,
        WARM_UP,
        SCALING,
        TABLE;

        /** The option that says so. */
        String word() {
            return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static final String USAGE = """
        benchmarks/compare CASE [option...]   times both sides in turn; the last line is the result
        benchmarks/compare --all [option...]  all cases, one after the other
        benchmarks/compare --list             names the cases and what they are timed beside
        benchmarks/compare --check [CASE...]  only whether both sides compute the same
        benchmarks/compare CASE --warm-up     our side alone: steps until it is fast, in a fresh JVM
        benchmarks/compare CASE --scaling     our side alone on 1, 2, 3 and 8 threads
        benchmarks/compare --table FILE       the rows of a file as a Markdown table

        --pairs N            pairs of turns (default and least 7; 3 and 1 where one takes minutes)
        --threads N          threads of both sides (default: the processors)
        --json FILE          adds a row with the result to a file
        --jvm "OPTION..."    options for our JVM
        --warm-up-seconds S  how long our side is warmed up at least (default 10)

        PEERS_PYTHON names the Python that has PyTorch and POT (default python3), RIPSER the program Ripser (default ripser).
        """;

    static Options parse(String... args) throws Failure {
        Options options = new Options(
                Mode.COMPARE, List.of(), OptionalInt.empty(), 10, OptionalInt.empty(), List.of(), Optional.empty());
        for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            boolean takesValue = List.of("--pairs", "--threads", "--json", "--jvm", "--warm-up-seconds", "--table")
                    .contains(arg);
            if (takesValue && i + 1 == args.length) {
                throw new Failure(Failure.USAGE, arg + " takes a value");
            }
            options = takesValue ? options.with(arg, args[++i]) : options.with(arg);
        }
        options.check();
        return options;
    }

    private void check() throws Failure {
        boolean noNames = mode == Mode.ALL || mode == Mode.LIST || mode == Mode.TABLE;
        if (noNames && !cases.isEmpty()) {
            throw new Failure(
                    Failure.USAGE, "expected no name of a case with " + mode.word() + ", found " + cases.getFirst());
        }
        if (mode == Mode.SCALING && threads.isPresent()) {
            throw new Failure(
                    Failure.USAGE, "--scaling chooses the threads itself, found --threads " + threads.getAsInt());
        }
    }

    /**
     * How often the sides take turns in a case.
     *
     * @throws Failure if fewer were asked for than make a median of such a case
     */
    int pairs(Case chosen) throws Failure {
        int usual = chosen.pace().pairs();
        int wanted = pairs.orElse(usual);
        if (chosen.pace() == Case.Pace.SECONDS && wanted < usual) {
            throw new Failure(
                    Failure.USAGE, "--pairs must be at least " + usual + " for " + chosen.name() + ", found " + wanted);
        }
        return wanted;
    }

    private Options with(String arg) throws Failure {
        return switch (arg) {
            case "--all" -> in(Mode.ALL);
            case "--list" -> in(Mode.LIST);
            case "--check" -> in(Mode.CHECK);
            case "--warm-up" -> in(Mode.WARM_UP);
            case "--scaling" -> in(Mode.SCALING);
            default -> {
                if (arg.startsWith("-")) {
                    throw new Failure(Failure.USAGE, "no option " + arg);
                }
                List<String> all = Stream.concat(cases.stream(), Stream.of(arg)).toList();
                yield new Options(mode, all, pairs, warmUpSeconds, threads, jvm, json);
            }
        };
    }

    private Options with(String arg, String value) throws Failure {
        return switch (arg) {
            case "--pairs" ->
                new Options(mode, cases, OptionalInt.of(whole(arg, value, 1)), warmUpSeconds, threads, jvm, json);
            case "--threads" ->
                new Options(mode, cases, pairs, warmUpSeconds, OptionalInt.of(whole(arg, value, 1)), jvm, json);
            case "--warm-up-seconds" -> new Options(mode, cases, pairs, whole(arg, value, 0), threads, jvm, json);
            case "--jvm" ->
                new Options(
                        mode,
                        cases,
                        pairs,
                        warmUpSeconds,
                        threads,
                        value.isBlank() ? List.of() : List.of(value.strip().split("\\s+")),
                        json);
            case "--table" -> in(Mode.TABLE).withFile(arg, value);
            default -> withFile(arg, value);
        };
    }

    private Options withFile(String arg, String value) throws Failure {
        if (json.isPresent()) {
            throw new Failure(Failure.USAGE, "one file is enough, found " + json.get() + " and " + arg + " " + value);
        }
        return new Options(mode, cases, pairs, warmUpSeconds, threads, jvm, Optional.of(Path.of(value)));
    }

    private Options in(Mode other) throws Failure {
        if (mode != Mode.COMPARE) {
            throw new Failure(Failure.USAGE, "one of " + mode.word() + " and " + other.word() + ", not both");
        }
        return new Options(other, cases, pairs, warmUpSeconds, threads, jvm, json);
    }

    private static int whole(String arg, String value, int least) throws Failure {
        try {
            int number = Integer.parseInt(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new Failure(Failure.USAGE, arg + " takes a whole number, found '" + value + "'", e);
        }
        throw new Failure(Failure.USAGE, arg + " must be at least " + least + ", found " + value);
    }
}
