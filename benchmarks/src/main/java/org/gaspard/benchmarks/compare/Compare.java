package org.gaspard.benchmarks.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.gaspard.benchmarks.cases.Case;
import org.gaspard.benchmarks.cases.Catalogue;

/** The program behind {@code benchmarks/compare}. */
final class Compare {

    private final Options options;
    private final PrintStream out;

    private Compare(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] args) {
        try {
            new Compare(Options.parse(args), System.out).run();
        } catch (Failure e) {
            System.err.println("benchmarks/compare: " + e.getMessage());
            if (e.code() == Failure.USAGE) {
                System.err.println();
                System.err.println(Options.USAGE);
                System.err.print(list());
            }
            System.exit(e.code());
        }
    }

    private void run() throws Failure {
        switch (options.mode()) {
            case LIST -> out.print(list());
            case COMPARE -> compare(chosen());
            case ALL -> compare(Catalogue.cases());
            case CHECK -> {
                for (Case each : options.cases().isEmpty() ? Catalogue.cases() : chosen()) {
                    new Comparison(each, options, out).check();
                }
            }
            case WARM_UP -> {
                for (Case each : chosen()) {
                    new OurSide(each, options, out).warmUp();
                }
            }
            case SCALING -> {
                for (Case each : chosen()) {
                    new OurSide(each, options, out).scaling();
                }
            }
            case TABLE -> out.print(Table.of(rows(options.json().orElseThrow())));
        }
    }

    private void compare(List<Case> cases) throws Failure {
        if (options.json().isPresent()) {
            add(options.json().get(), "");
        }
        for (Case each : cases) {
            Row row = new Comparison(each, options, out).run();
            if (options.json().isPresent()) {
                add(options.json().get(), row.toJson() + "\n");
            }
        }
    }

    /** Adds to a file; before the first case nothing, so that a file that cannot be written is found out at once. */
    private static void add(Path file, String text) throws Failure {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new Failure(Failure.USAGE, "cannot write " + file + ": " + e, e);
        }
    }

    private static List<Row> rows(Path file) throws Failure {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new Failure(Failure.USAGE, "cannot read " + file + ": " + e, e);
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                Row row = Row.parse(lines.get(i));
                if (!row.isResult()) {
                    throw new Failure(
                            Failure.USAGE, file + ", line " + (i + 1) + ": not a row that --json has written");
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private List<Case> chosen() throws Failure {
        if (options.cases().isEmpty()) {
            throw new Failure(Failure.USAGE, "expected the name of a case");
        }
        for (String name : options.cases()) {
            if (Catalogue.find(name).isEmpty()) {
                throw new Failure(Failure.USAGE, "no case " + name);
            }
        }
        return options.cases().stream()
                .map(name -> Catalogue.find(name).orElseThrow())
                .toList();
    }

    private static String list() {
        List<Case> cases = Catalogue.cases();
        int width = cases.stream().mapToInt(c -> c.name().length()).max().orElse(1);
        return cases.stream()
                .map(c -> String.format(
                        "%-" + width + "s  %-7s  %s%n", c.name(), c.peer().label(), c.description()))
                .collect(Collectors.joining());
    }
}
