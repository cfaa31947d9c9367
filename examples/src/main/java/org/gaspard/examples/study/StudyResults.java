package org.gaspard.examples.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The figures of the finished runs of a study, read from the {@code metrics.csv} of each. */
public final class StudyResults {

    private final Map<StudyTable.Run, Map<String, Double>> figures = new LinkedHashMap<>();

    private StudyResults() {}

    /**
     * Reads what there is.
     *
     * @throws IOException if the figures of a finished run cannot be read
     */
    public static StudyResults read(StudyTable table, Path folder) throws IOException {
        var results = new StudyResults();
        for (StudyTable.Run run : table.runs()) {
            Path at = folder.resolve(run.folder());
            if (isFinished(at)) {
                results.figures.put(run, figures(at.resolve("metrics.csv")));
            }
        }
        return results;
    }

    /** Whether the run of a folder is finished: its page is the last that it writes. */
    static boolean isFinished(Path run) {
        return Files.exists(run.resolve("report.html"));
    }

    private static Map<String, Double> figures(Path file) throws IOException {
        Map<String, Double> figures = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            int comma = line.lastIndexOf(',');
            try {
                figures.put(line.substring(0, Math.max(comma, 0)), Double.valueOf(line.substring(comma + 1)));
            } catch (NumberFormatException e) {
                throw new IOException(file + ": expected figure,number, found " + line, e);
            }
        }
        return figures;
    }

    /** The number of finished runs. */
    public int count() {
        return figures.size();
    }

    /** A figure of a run, if it is finished and has it. */
    OptionalDouble of(StudyTable.Run run, String figure) {
        Double value = figures.getOrDefault(run, Map.of()).get(figure);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** All figures of all finished runs. */
    Map<StudyTable.Run, Map<String, Double>> all() {
        return figures;
    }

    /** The values of a method on a data set, of the seeds for which it and all of {@code alike} have the figure. */
    double[] values(StudyTable table, String data, String method, String figure, List<String> alike) {
        List<Double> values = new ArrayList<>();
        for (long seed : table.seeds()) {
            boolean all = alike.stream()
                    .allMatch(other -> find(data, other, seed, figure).isPresent());
            OptionalDouble own = find(data, method, seed, figure);
            if (all && own.isPresent()) {
                values.add(own.getAsDouble());
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private OptionalDouble find(String data, String method, long seed, String figure) {
        return figures.keySet().stream()
                .filter(run -> run.data().equals(data) && run.method().equals(method) && run.seed() == seed)
                .findFirst()
                .map(run -> of(run, figure))
                .orElse(OptionalDouble.empty());
    }
}
