package org.gaspard.topology.loss;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.check.Checks;
import org.gaspard.topology.divergence.CrossBarcode;
import org.gaspard.topology.divergence.DistanceNormalisation;

/**
 * The representation topology divergence of two matrices of distances A and B as a differentiable loss ([B22], [B24],
 * [T23]): sums of {@code (death − birth)^p} over the bars of cross-barcodes.
 *
 * <pre>{@code
 * MIN        ½ (S_min(A, B) + S_min(B, A))
 * MAX        ½ (S_max(A, B) + S_max(B, A))
 * MIN_MAX    MIN + MAX
 * SYMMETRIC  S_sym(A, B)
 * }</pre>
 *
 * <p>S_f is the sum of {@link CrossBarcode} f of one dimension. Births and deaths are distances of critical edges, entries
 * of
 *
 * <pre>{@code
 * F = [0, Cᵀ]   C = A for min, max(A, B) otherwise
 *     [C, W ]   W = B for max, min(A, B) otherwise
 * }</pre>
 *
 * <p>and the gradient flows through these entries alone, to one of the two entries of A or B that stand for a pair. In mode
 * EXACT they are read from F itself: the value is that of the barcode, and the gradient is its derivative wherever no two
 * distances are equal. Where A and B are equal each takes half of the gradient of their minimum or maximum.
 *
 * <p>Mode PUBLISHED is that of the code of [T23] and [B24]. X is the first matrix given and Z the second, the one that learns.
 * One end of each bar is read from F and the other one from a matrix in which Z takes the place of a minimum or maximum (A and B
 * are X and Z in the order of the barcode):
 *
 * <pre>{@code
 * S_min   births from F, deaths from [0, Aᵀ]
 *                                    [A, Z ]
 * S_max   deaths from F, births from [0, Zᵀ]
 *                                    [Z, B ]
 * }</pre>
 *
 * <p>A bar of S_min whose death edge joins two copies is counted longer than it is where Z is the larger matrix, so that the loss
 * may be greater than the divergence; S_max has the same value in both modes. That code takes the 50 longest bars of dimension 1.
 *
 * <p>Time is that of the persistent homology of 2n points for each barcode, which are computed side by side; memory {@code O(n²)} and the room for the bars, of which there
 * can be {@code C(n + 1, k + 1)} in dimension k unless {@code barLimit} is smaller.
 *
 * @param kind which barcodes
 * @param mode from where births and deaths are read
 * @param p the exponent, at least 1
 * @param dimension that of the bars, at least 1; 1 in mode PUBLISHED
 * @param barLimit how many of the longest bars of each barcode count; {@link #ALL_BARS} for all
 * @param normalisation what each matrix is divided by, a constant for differentiation
 */
public record RtdLoss(
        Kind kind, Mode mode, double p, int dimension, int barLimit, DistanceNormalisation normalisation) {

    /** No limit to the number of bars: room for {@code C(n + 1, dimension + 1)}, which there cannot be more of. */
    public static final int ALL_BARS = Integer.MAX_VALUE;

    /** The number of bars in the published code. */
    public static final int PUBLISHED_BARS = 50;

    /** Which barcodes are summed. */
    public enum Kind {
        /** The divergence of [B22]: {@link CrossBarcode#MIN} in both directions. */
        MIN,
        /** {@link CrossBarcode#MAX} in both directions. */
        MAX,
        /** Both, four barcodes: the loss of [B24] in its code. */
        MIN_MAX,
        /** {@link CrossBarcode#SYMMETRIC}, which is inferred, not published. */
        SYMMETRIC
    }

    /** From where births and deaths are read. */
    public enum Mode {
        /** As in the code of [T23] and [B24]; for dimension 1 alone, and not for SYMMETRIC. */
        PUBLISHED,
        /** From the filtration. */
        EXACT
    }

    /** Checks the options. */
    public RtdLoss {
        if (!(p >= 1) || Double.isInfinite(p)) {
            throw new IllegalArgumentException("p is " + p + ", expected a finite number of at least 1");
        }
        Checks.atLeast("dimension", dimension, 1);
        Checks.atLeast("barLimit", barLimit, 1);
        if (kind == Kind.SYMMETRIC && mode == Mode.PUBLISHED) {
            throw new IllegalArgumentException("kind is SYMMETRIC and mode is PUBLISHED, expected mode EXACT");
        }
        if (dimension > 1 && mode == Mode.PUBLISHED) {
            throw new IllegalArgumentException(
                    "dimension is " + dimension + " and mode is PUBLISHED, expected dimension 1 or mode EXACT");
        }
    }

    /** The loss of [B24] as its code has it: MIN_MAX, p = 1, dimension 1, 50 bars, the 0.9-quantile. */
    public static RtdLoss published() {
        return new RtdLoss(Kind.MIN_MAX, Mode.PUBLISHED, 1, 1, PUBLISHED_BARS, DistanceNormalisation.standard());
    }

    /** The same of all bars, with their true values. */
    public static RtdLoss exact() {
        return published().withMode(Mode.EXACT).withBarLimit(ALL_BARS);
    }

    public RtdLoss withKind(Kind changed) {
        return new RtdLoss(changed, mode, p, dimension, barLimit, normalisation);
    }

    public RtdLoss withMode(Mode changed) {
        return new RtdLoss(kind, changed, p, dimension, barLimit, normalisation);
    }

    /** The same loss with another exponent. */
    public RtdLoss withExponent(double changed) {
        return new RtdLoss(kind, mode, changed, dimension, barLimit, normalisation);
    }

    public RtdLoss withDimension(int changed) {
        return new RtdLoss(kind, mode, p, changed, barLimit, normalisation);
    }

    public RtdLoss withBarLimit(int changed) {
        return new RtdLoss(kind, mode, p, dimension, changed, normalisation);
    }

    public RtdLoss withNormalisation(DistanceNormalisation changed) {
        return new RtdLoss(kind, mode, p, dimension, barLimit, changed);
    }

    /**
     * The loss, a scalar; NaN if a distance is not finite.
     *
     * <p>A cloud that does not learn is given as {@link Tensor#stopGradient}.
     *
     * @param first X, symmetric distances with a diagonal of 0, floating-point, [n, n]
     * @param second Z, of the same type
     * @throws IllegalArgumentException if the types are not equal, square and floating-point; when computed, if a matrix is
     *     not symmetric, its diagonal is not 0, or a distance is negative
     */
    public Tensor between(Tensor first, Tensor second) {
        SelectedEdges.points(first, second);
        return between(normalisation.apply(first), normalisation.apply(second), List.of());
    }

    /**
     * The loss of some of the points, in static shapes: that of the two matrices of these points alone, normalised as such. It
     * is 0 if there are none or one of them. The distances of the other points are not looked at and have no gradient.
     *
     * @param first X, as for {@link #between(Tensor, Tensor)}
     * @param second Z, likewise
     * @param mask 1 for a point that counts, else 0; [n]
     * @throws IllegalArgumentException likewise, or if the mask is not one number for each point; when computed, if one is
     *     neither 0 nor 1
     */
    public Tensor between(Tensor first, Tensor second, Tensor mask) {
        SelectedEdges.points(first, second);
        return between(normalisation.apply(first, mask), normalisation.apply(second, mask), List.of(mask));
    }

    private Tensor between(Tensor x, Tensor z, List<Tensor> mask) {
        int n = x.extent(0);
        List<BarSource.Cross> sources = forms().flatMap(form -> Stream.of(false, true)
                        .limit(kind == Kind.SYMMETRIC ? 1 : 2)
                        .map(swapped -> new BarSource.Cross(
                                form, swapped, mode == Mode.PUBLISHED, !mask.isEmpty(), n, dimension)))
                .toList();
        LongestBars longest = new LongestBars(sources, LongestBars.binomial(n + 1, dimension + 1, barLimit));
        Tensor places =
                longest.places(Stream.concat(Stream.of(x, z), mask.stream()).toList());
        Tensor sum = IntStream.range(0, sources.size())
                .mapToObj(i -> bars(longest, places, i, sources.get(i), x, z).powerSum(p))
                .reduce(Tensor::add)
                .orElseThrow();
        return kind == Kind.SYMMETRIC ? sum : sum.multiply(0.5);
    }

    private Stream<CrossBarcode> forms() {
        return switch (kind) {
            case MIN -> Stream.of(CrossBarcode.MIN);
            case MAX -> Stream.of(CrossBarcode.MAX);
            case MIN_MAX -> Stream.of(CrossBarcode.MIN, CrossBarcode.MAX);
            case SYMMETRIC -> Stream.of(CrossBarcode.SYMMETRIC);
        };
    }

    /** The bars of (X, Z) or (Z, X). */
    private CriticalValues bars(
            LongestBars longest, Tensor places, int place, BarSource.Cross source, Tensor x, Tensor z) {
        CrossBarcode form = source.form();
        Tensor a = source.swapped() ? z : x;
        Tensor b = source.swapped() ? x : z;
        Tensor cross = form == CrossBarcode.MIN ? a : a.maximum(b);
        Tensor within = form == CrossBarcode.MAX ? b : a.minimum(b);
        Tensor births = mode == Mode.PUBLISHED && form == CrossBarcode.MAX
                ? longest.births(places, place, z, b)
                : longest.births(places, place, cross, within);
        Tensor deaths = mode == Mode.PUBLISHED && form == CrossBarcode.MIN
                ? longest.deaths(places, place, a, z)
                : longest.deaths(places, place, cross, within);
        return new CriticalValues(births, deaths);
    }
}
