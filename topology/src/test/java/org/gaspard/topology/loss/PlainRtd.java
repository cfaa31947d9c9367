package org.gaspard.topology.loss;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.gaspard.topology.divergence.CrossBarcode;
import org.gaspard.topology.loss.RtdLoss.Kind;
import org.gaspard.topology.loss.RtdLoss.Mode;
import org.gaspard.topology.reference.SimplicialFiltration.Bar;
import org.gaspard.topology.reference.VietorisRips;

/** The values of {@link RtdLoss} written down once more: block matrices on arrays, and bars by matrix reduction. */
final class PlainRtd {

    private PlainRtd() {}

    static double loss(RtdLoss loss, double[] x, double[] z, int n) {
        return switch (loss.kind()) {
            case MIN -> bothWays(loss, CrossBarcode.MIN, x, z, n);
            case MAX -> bothWays(loss, CrossBarcode.MAX, x, z, n);
            case MIN_MAX -> loss(loss.withKind(Kind.MIN), x, z, n) + loss(loss.withKind(Kind.MAX), x, z, n);
            case SYMMETRIC -> term(loss, CrossBarcode.SYMMETRIC, x, z, z, n);
        };
    }

    private static double bothWays(RtdLoss loss, CrossBarcode form, double[] x, double[] z, int n) {
        return 0.5 * term(loss, form, x, z, z, n) + 0.5 * term(loss, form, z, x, z, n);
    }

    private static double term(RtdLoss loss, CrossBarcode form, double[] a, double[] b, double[] z, int n) {
        double[] low = new double[n * n];
        double[] high = new double[n * n];
        for (int k = 0; k < n * n; k++) {
            low[k] = Math.min(a[k], b[k]);
            high[k] = Math.max(a[k], b[k]);
        }
        boolean published = loss.mode() == Mode.PUBLISHED;
        double[] filtration = block(form == CrossBarcode.MIN ? a : high, form == CrossBarcode.MAX ? b : low, n);
        if (!published && loss.dimension() == 1) {
            removeDoubleEdges(filtration, n);
        }
        double[] births = published && form == CrossBarcode.MAX ? block(z, b, n) : filtration;
        double[] deaths = published && form == CrossBarcode.MIN ? block(a, z, n) : filtration;
        return VietorisRips.filtration(filtration, 2 * n, loss.dimension(), Double.POSITIVE_INFINITY)
                .bars(loss.dimension(), 2)
                .stream()
                .filter(bar -> bar.dimension() == loss.dimension() && bar.death() > bar.birth())
                .sorted(Comparator.comparingDouble((Bar bar) -> bar.birth() - bar.death()))
                .limit(loss.barLimit())
                .mapToDouble(bar -> Math.pow(
                        deaths[longestEdge(filtration, bar.deathSimplex(), 2 * n)]
                                - births[longestEdge(filtration, bar.birthSimplex(), 2 * n)],
                        loss.p()))
                .sum();
    }

    private static double[] block(double[] cross, double[] within, int n) {
        return IntStream.range(0, 4 * n * n)
                .mapToDouble(k -> {
                    int i = k / (2 * n);
                    int j = k % (2 * n);
                    if (i < n && j < n) {
                        return 0;
                    }
                    return i >= n && j >= n ? within[(i - n) * n + j - n] : cross[i % n * n + j % n];
                })
                .toArray();
    }

    /** As in the definition of the R-cross-barcode: of (i, copy j) and (j, copy i) one has an edge; loops do not depend on it. */
    private static void removeDoubleEdges(double[] block, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                block[(n + i) * 2 * n + j] = Double.POSITIVE_INFINITY;
                block[j * 2 * n + n + i] = Double.POSITIVE_INFINITY;
            }
        }
    }

    /** The position of the first longest edge, row by row. */
    private static int longestEdge(double[] d, int[] vertices, int n) {
        int best = vertices[0] * n + vertices[1];
        for (int i = 0; i < vertices.length; i++) {
            for (int j = i + 1; j < vertices.length; j++) {
                int edge = vertices[i] * n + vertices[j];
                if (d[edge] > d[best]) {
                    best = edge;
                }
            }
        }
        return best;
    }
}
