package org.gaspard.examples.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a study runs: every method on every data set with every seed, and what its page says of them. A table is text, a line for
 * each thing, words between blanks, {@code "…"} around words with blanks; # begins a comment.
 *
 * <pre>{@code
 * title     Geometry and topology
 * all       --steps 1500 --batch-size 64                     options of every run
 * seeds     1 2 3
 * data      dsprites  --dataset dsprites                     a data set: its name, its options
 * method    beta-vae  --model beta-vae --beta 4              a method: its name, its options
 * method    "beta-vae + gmg" against beta-vae --model beta-vae --beta 4 --regulariser gmg
 * figure    mig MIG                                          a column: the figure, its heading
 * published dsprites beta-vae mig 0.272 0.101 confirmed      mean, deviation, how sure that is
 * }</pre>
 *
 * @param title of the page
 * @param common options of every run
 * @param seeds of each method on each data set
 * @param data options of each data set, by name
 * @param methods the methods, in the order of the page
 * @param figures headings of the columns by the name of the figure
 * @param published what papers say
 */
public record StudyTable(
        String title,
        List<String> common,
        List<Long> seeds,
        Map<String, List<String>> data,
        List<Method> methods,
        Map<String, String> figures,
        List<Published> published) {

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|[^\\s\"]+");

    /**
     * A method.
     *
     * @param name on the page
     * @param base the method it is compared with seed by seed, if there is one
     * @param options of its runs
     */
    public record Method(String name, Optional<String> base, List<String> options) {

        /** Copies the options. */
        public Method {
            options = List.copyOf(options);
        }
    }

    /**
     * What a paper says.
     *
     * @param figure the name of the figure
     * @param deviation over the paper's seeds
     * @param confidence where it is from, and how sure that is
     */
    public record Published(
            String data, String method, String figure, double mean, double deviation, String confidence) {}

    /**
     * One run of the program.
     *
     * @param options all, the seed too
     */
    public record Run(String data, String method, long seed, List<String> options) {

        /** Copies the options. */
        public Run {
            options = List.copyOf(options);
        }

        /** The folder of the run below that of the study: words of the names, in small letters. */
        public String folder() {
            return word(data) + "/" + word(method) + "/" + seed;
        }

        @Override
        public String toString() {
            return data + ", " + method + ", seed " + seed;
        }
    }

    /** Copies, and checks that names are there and unique. */
    public StudyTable {
        common = List.copyOf(common);
        seeds = List.copyOf(seeds);
        data = new LinkedHashMap<>(data);
        methods = List.copyOf(methods);
        figures = new LinkedHashMap<>(figures);
        published = List.copyOf(published);
        require(!seeds.isEmpty(), "a study needs a line 'seeds'");
        require(!data.isEmpty(), "a study needs at least one line 'data'");
        require(!methods.isEmpty(), "a study needs at least one line 'method'");
        require(!figures.isEmpty(), "a study needs at least one line 'figure'");
        unique("seeds", seeds.stream().map(String::valueOf).toList());
        unique("data sets", data.keySet().stream().map(StudyTable::word).toList());
        List<String> names = methods.stream().map(Method::name).toList();
        unique("methods", names.stream().map(StudyTable::word).toList());
        for (Method method : methods) {
            method.base()
                    .ifPresent(base -> require(
                            names.contains(base) && !base.equals(method.name()),
                            "'" + method.name() + "' is compared with '" + base + "', expected another one of "
                                    + names));
        }
        for (Published each : published) {
            require(
                    data.containsKey(each.data()),
                    "published value of the data '" + each.data() + "', expected one of " + data.keySet());
            require(
                    names.contains(each.method()),
                    "published value of the method '" + each.method() + "', expected one of " + names);
            require(
                    figures.containsKey(each.figure()),
                    "published value of the figure '" + each.figure() + "', expected one of " + figures.keySet());
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    private static void unique(String what, List<String> names) {
        require(names.stream().distinct().count() == names.size(), what + " must have different names, found " + names);
        require(names.stream().noneMatch(String::isEmpty), what + " must have names with letters, found " + names);
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replace("β", "beta")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }

    /**
     * Reads a table.
     *
     * @throws IllegalArgumentException if a line is none of the above, with its number
     */
    public static StudyTable parse(String text) {
        var reader = new Reader();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            try {
                reader.read(words(lines.get(i)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return reader.table();
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        int comment = line.indexOf('#');
        Matcher matcher = WORD.matcher(comment < 0 ? line : line.substring(0, comment));
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group() : matcher.group(1));
        }
        return words;
    }

    private static final class Reader {

        private String title = "Study";
        private final List<String> common = new ArrayList<>();
        private final List<Long> seeds = new ArrayList<>();
        private final Map<String, List<String>> data = new LinkedHashMap<>();
        private final List<Method> methods = new ArrayList<>();
        private final Map<String, String> figures = new LinkedHashMap<>();
        private final List<Published> published = new ArrayList<>();

        void read(List<String> words) {
            if (words.isEmpty()) {
                return;
            }
            List<String> rest = words.subList(1, words.size());
            switch (words.getFirst()) {
                case "title" -> title = String.join(" ", rest);
                case "all" -> common.addAll(rest);
                case "seeds" -> rest.forEach(seed -> seeds.add(whole(seed)));
                case "data" -> {
                    require(rest.size() > 1, "expected data NAME OPTION…");
                    require(
                            data.put(rest.getFirst(), rest.subList(1, rest.size())) == null,
                            "the data '" + rest.getFirst() + "' is there twice");
                }
                case "method" -> methods.add(method(rest));
                case "figure" -> {
                    require(rest.size() > 1, "expected figure NAME HEADING");
                    figures.put(rest.getFirst(), String.join(" ", rest.subList(1, rest.size())));
                }
                case "published" -> {
                    require(rest.size() > 5, "expected published DATA METHOD FIGURE MEAN DEVIATION CONFIDENCE");
                    published.add(new Published(
                            rest.get(0),
                            rest.get(1),
                            rest.get(2),
                            number(rest.get(3)),
                            number(rest.get(4)),
                            String.join(" ", rest.subList(5, rest.size()))));
                }
                default ->
                    throw new IllegalArgumentException("expected one of title, all, seeds, data, method, figure,"
                            + " published, found '" + words.getFirst() + "'");
            }
        }

        private static Method method(List<String> rest) {
            require(!rest.isEmpty(), "expected method NAME [against NAME] OPTION…");
            boolean compared = rest.size() > 2 && rest.get(1).equals("against");
            return new Method(
                    rest.getFirst(),
                    compared ? Optional.of(rest.get(2)) : Optional.empty(),
                    rest.subList(compared ? 3 : 1, rest.size()));
        }

        private static long whole(String word) {
            try {
                return Long.parseLong(word);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("expected a whole number, found '" + word + "'", e);
            }
        }

        private static double number(String word) {
            try {
                return Double.parseDouble(word);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("expected a number, found '" + word + "'", e);
            }
        }

        StudyTable table() {
            return new StudyTable(title, common, seeds, data, methods, figures, published);
        }
    }

    /** All runs: the first seed of everything, then the second, so that a study that was stopped early compares all. */
    public List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (long seed : seeds) {
            data.forEach((name, options) -> methods.forEach(method -> runs.add(new Run(
                    name,
                    method.name(),
                    seed,
                    Stream.of(common, options, method.options(), List.of("--seed", Long.toString(seed)))
                            .flatMap(List::stream)
                            .toList()))));
        }
        return runs;
    }

    /** This table with other seeds. */
    public StudyTable withSeeds(List<Long> others) {
        return new StudyTable(title, common, others, data, methods, figures, published);
    }

    /**
     * This table with another value of an option of every run.
     *
     * @throws IllegalArgumentException if the runs do not have the option
     */
    public StudyTable withOption(String option, String value) {
        int at = common.indexOf(option);
        if (at < 0 || at + 1 == common.size()) {
            throw new IllegalArgumentException(
                    "the table must have the option " + option + " in a line 'all', found " + common);
        }
        List<String> changed = new ArrayList<>(common);
        changed.set(at + 1, value);
        return new StudyTable(title, changed, seeds, data, methods, figures, published);
    }
}
