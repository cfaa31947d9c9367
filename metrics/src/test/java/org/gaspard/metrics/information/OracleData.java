package org.gaspard.metrics.information;

import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.GaussianPosteriors;
import org.gaspard.metrics.OracleSets;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Sample;

/** The data of {@code src/test/oracles/information_metrics.py}, made by the same arithmetic. */
record OracleData(double[][] codes, int[][] factors, double[][] smooth, double[][] logVariances, double[][] draws) {

    static OracleData of(int c) {
        int n = 150 + 37 * c;
        int k = 2 + c % 3;
        int width = 2 + c % 4;
        int[] sizes = IntStream.range(0, k)
                .map(j -> c % 6 == 5 && j == 0 ? 1 : 2 + (c + 3 * j) % 7)
                .toArray();
        int[][] factors = new int[n][k];
        long state = c + 1L;
        for (int[] row : factors) {
            for (int j = 0; j < k; j++) {
                state = state * 48271 % 2147483647;
                row[j] = (int) ((state >> 8) % sizes[j]);
            }
        }
        double[][] weights = OracleSets.noise(width, k, 200 + c);
        double[][] first = OracleSets.noise(n, width, 100 + c);
        double[][] wobble = OracleSets.noise(n, k, 300 + c);
        double[][] spread = OracleSets.noise(n, width, 400 + c);
        double[][] chance = OracleSets.noise(n, width, 500 + c);
        double[][] codes = new double[n][width];
        double[][] smooth = new double[n][k];
        double[][] logVariances = new double[n][width];
        double[][] draws = new double[n][width];
        for (int p = 0; p < n; p++) {
            for (int i = 0; i < width; i++) {
                codes[p][i] = 0.3 * first[p][i];
                for (int j = 0; j < k; j++) {
                    if ((i + j + c) % 3 != 1) {
                        codes[p][i] += weights[i][j] * (factors[p][j] / (double) sizes[j]);
                    }
                }
            }
            if (c % 5 == 0) {
                codes[p][width - 1] = 1.5;
            }
            for (int j = 0; j < k; j++) {
                smooth[p][j] = factors[p][j] / (double) sizes[j] + 0.2 * wobble[p][j];
            }
            for (int i = 0; i < width; i++) {
                logVariances[p][i] = -4 + 3 * spread[p][i];
                draws[p][i] = codes[p][i] + Math.exp(0.5 * logVariances[p][i]) * (3.4 * (chance[p][i] - 0.5));
            }
        }
        return new OracleData(codes, factors, smooth, logVariances, draws);
    }

    Sample discrete() {
        Points points = Points.of(codes, factors);
        return new Sample(points, points);
    }

    Sample continuous() {
        List<String> names =
                IntStream.range(0, smooth[0].length).mapToObj(j -> "v" + j).toList();
        Points points = new Points(Codes.ofRows(codes), Factors.continuous(names, smooth));
        return new Sample(points, points);
    }

    GaussianPosteriors posteriors() {
        return new GaussianPosteriors(Codes.ofRows(codes), Codes.ofRows(logVariances));
    }
}
