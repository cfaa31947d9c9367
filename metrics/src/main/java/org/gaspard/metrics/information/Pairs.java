package org.gaspard.metrics.information;

import org.gaspard.tensor.array.Parallel;

/** A number for each pair of a code and a factor, computed on all threads. */
final class Pairs {

    private Pairs() {}

    interface Rule {
        double of(int code, int factor);
    }

    static double[][] compute(int codes, int factors, Rule rule) {
        double[][] values = new double[codes][factors];
        Parallel.run(codes * factors, pair -> {
            int code = pair / factors;
            int factor = pair % factors;
            values[code][factor] = rule.of(code, factor);
        });
        return values;
    }
}
