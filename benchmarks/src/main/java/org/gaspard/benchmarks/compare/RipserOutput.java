package org.gaspard.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaspard.topology.Diagram;

/** What Ripser writes about a matrix. */
final class RipserOutput {

    private static final Pattern SIZE = Pattern.compile("distance matrix with (\\d+) points");
    private static final Pattern HEADING = Pattern.compile("persistence intervals in dim (\\d+):");
    /** A death that is left out is infinite. */
    private static final Pattern BAR = Pattern.compile("\\s*\\[(\\S+?),\\s*(\\S*?)\\)");

    private RipserOutput() {}

    /**
     * The bars of one dimension.
     *
     * @throws Failure if the text has no bars of that dimension, or is about another number of points: then the file was
     *     not read as it was meant
     */
    static Diagram parse(String text, int points, int dimension) throws Failure {
        Matcher size = SIZE.matcher(text);
        if (!size.find() || Integer.parseInt(size.group(1)) != points) {
            throw new Failure(Failure.BROKEN, "ripser did not read " + points + " points: " + head(text));
        }
        List<double[]> bars = new ArrayList<>();
        int current = -1;
        boolean found = false;
        for (String line : text.lines().toList()) {
            Matcher heading = HEADING.matcher(line);
            Matcher bar = BAR.matcher(line);
            if (heading.find()) {
                current = Integer.parseInt(heading.group(1));
                found |= current == dimension;
            } else if (current == dimension && bar.matches()) {
                String death = bar.group(2);
                bars.add(new double[] {
                    Double.parseDouble(bar.group(1)),
                    death.isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(death)
                });
            }
        }
        if (!found) {
            throw new Failure(Failure.BROKEN, "ripser wrote no bars of dimension " + dimension + ": " + head(text));
        }
        return Diagram.of(dimension, bars.toArray(double[][]::new));
    }

    private static String head(String text) {
        return text.isBlank() ? "nothing" : "'" + text.lines().findFirst().orElseThrow() + "'";
    }
}
