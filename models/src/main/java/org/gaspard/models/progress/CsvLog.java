package org.gaspard.models.progress;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.LongPredicate;

/**
 * A growing table of figures, one row for each logged step, that survives a crash and can be continued.
 *
 * <p>The first column is {@code step}; the names of the others are fixed by the first row and written as the header.
 * Each row is flushed when it is appended. Numbers are written as Java literals ({@code 0.1}, {@code 1.0E-5}, {@code
 * NaN}, {@code Infinity}), whatever the locale, so that reading them back as their own type gives the same number.
 */
public final class CsvLog implements AutoCloseable {

    private static final String STEP = "step";

    private final Path file;
    private final BufferedWriter writer;
    /** The header, step first; empty before the first row. */
    private List<String> header;

    private long lastStep;

    private CsvLog(Path file, List<String> header, long lastStep) throws IOException {
        this.file = file;
        this.header = header;
        this.lastStep = lastStep;
        this.writer = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /**
     * Starts an empty log, in place of any file of that name; folders are made as needed.
     *
     * @throws IOException if the file cannot be written
     */
    public static CsvLog create(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.deleteIfExists(file);
        return new CsvLog(file, List.of(), Long.MIN_VALUE);
    }

    /**
     * Continues a log from a checkpoint made at {@code step}: rows after that step, and a last row that a crash left
     * incomplete, are dropped. The shortened table is written beside the file and moved over it. Where there is no
     * file, an empty log starts.
     *
     * @param regular which of the other rows, by their step, are kept
     * @throws IOException if the file cannot be read or written, or is not such a log
     */
    public static CsvLog resume(Path file, long step, LongPredicate regular) throws IOException {
        if (!Files.exists(file)) {
            return create(file);
        }
        List<String> lines = completeLines(file);
        if (lines.isEmpty()) {
            return create(file);
        }
        List<String> header = header(file, lines.getFirst());
        var kept = new StringBuilder(lines.getFirst()).append('\n');
        long lastStep = Long.MIN_VALUE;
        for (String line : lines.subList(1, lines.size())) {
            long at = step(file, line);
            if (at <= step && regular.test(at)) {
                kept.append(line).append('\n');
                lastStep = at;
            }
        }
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(beside, kept);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new CsvLog(file, header, lastStep);
    }

    /**
     * Adds a row.
     *
     * @param step not smaller than the step of the row before
     * @param values the figures by name; the first row of the log fixes names and order, later rows need the same names
     * @throws IllegalArgumentException if the step goes back, or names differ from the header or hold a comma, quote or
     *     line break
     * @throws IOException if the row cannot be written
     */
    public void append(long step, Map<String, ? extends Number> values) throws IOException {
        if (step < lastStep) {
            throw new IllegalArgumentException(
                    "step must not go back: found " + step + " after " + lastStep + " in " + file);
        }
        if (header.isEmpty()) {
            header = headerOf(values.keySet());
            writer.write(String.join(",", header) + "\n");
        }
        List<String> names = header.subList(1, header.size());
        if (values.size() != names.size() || !values.keySet().containsAll(names)) {
            throw new IllegalArgumentException(
                    "values must have the names " + names + " of the header of " + file + ", found " + values.keySet());
        }
        var row = new StringBuilder(Long.toString(step));
        for (String name : names) {
            row.append(',').append(values.get(name));
        }
        writer.write(row.append('\n').toString());
        writer.flush();
        lastStep = step;
    }

    /** Closes the file. */
    @Override
    public void close() throws IOException {
        writer.close();
    }

    /**
     * The columns of a log by name, {@code step} first; an incomplete last row is left out.
     *
     * @throws IOException if the file cannot be read or is not such a log
     */
    public static SequencedMap<String, double[]> read(Path file) throws IOException {
        List<String> lines = completeLines(file);
        if (lines.isEmpty()) {
            return new LinkedHashMap<>();
        }
        List<String> header = header(file, lines.getFirst());
        double[][] columns = new double[header.size()][lines.size() - 1];
        for (int row = 0; row < lines.size() - 1; row++) {
            String[] cells = lines.get(row + 1).split(",", -1);
            if (cells.length != columns.length) {
                throw new IOException(file + ": row " + (row + 1) + " has " + cells.length + " cells, expected "
                        + columns.length + " as in the header");
            }
            for (int column = 0; column < cells.length; column++) {
                columns[column][row] = number(file, cells[column]);
            }
        }
        SequencedMap<String, double[]> table = new LinkedHashMap<>();
        for (int column = 0; column < columns.length; column++) {
            table.put(header.get(column), columns[column]);
        }
        return table;
    }

    /** The lines that end with a line break. */
    private static List<String> completeLines(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private static List<String> header(Path file, String line) throws IOException {
        List<String> header = List.of(line.split(",", -1));
        if (!header.getFirst().equals(STEP)) {
            throw new IOException(file + " is no log of figures: its header must start with \"step\", found " + line);
        }
        return header;
    }

    private static long step(Path file, String line) throws IOException {
        String cell = line.substring(0, line.indexOf(',') < 0 ? line.length() : line.indexOf(','));
        try {
            return Long.parseLong(cell);
        } catch (NumberFormatException e) {
            throw new IOException(file + ": each row must start with a step, found " + line, e);
        }
    }

    private static double number(Path file, String cell) throws IOException {
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            throw new IOException(file + ": expected a number, found \"" + cell + "\"", e);
        }
    }

    private static List<String> headerOf(Collection<String> names) {
        List<String> header = new ArrayList<>(List.of(STEP));
        for (String name : names) {
            if (name.isEmpty() || name.equals(STEP) || name.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0)) {
                throw new IllegalArgumentException(
                        "a column name must not be empty, \"step\", or hold a comma, quote or line break, found \""
                                + name + "\"");
            }
            header.add(name);
        }
        return header;
    }
}
