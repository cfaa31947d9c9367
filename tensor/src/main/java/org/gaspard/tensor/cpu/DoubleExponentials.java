package org.gaspard.tensor.cpu;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops over whole vectors for the functions of one double that are made of {@code eˣ}, under the rules of
 * {@link DoubleMath}.
 *
 * <p>All reduce the argument by {@code eˣ = 2ᵏ eʳ} with {@code |r| ≤ ln2 / 2} and {@code eʳ = 1 + r + r² P(r)}. The sum
 * of {@code x log₂e} and a number near 1.5 · 2⁵² (a ROUNDER) has the nearest integer in its low bits. A rounder that is
 * larger by 1023, the bias of exponents, leaves k + 1023 there: shifted to the exponent's place, the bits are those of
 * {@code 2ᵏ}.
 */
final class DoubleExponentials {

    private static final VectorSpecies<Double> SPECIES = DoubleMath.SPECIES;
    private static final int LANES = SPECIES.length();

    private static final double ROUNDER = DoubleMath.ROUNDER + 1023;
    private static final double MODERATE = 708;
    private static final double LOG2_E = 0x1.71547652b82fep0;
    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    // eʳ = 1 + r + r² (P0 + P1 r + …)
    private static final double P0 = 0.5;
    private static final double P1 = 0.1666666666666667;
    private static final double P2 = 0.04166666666666667;
    private static final double P3 = 0.00833333333332607;
    private static final double P4 = 0.0013888888888883703;
    private static final double P5 = 0.00019841269875048905;
    private static final double P6 = 2.480158732571076e-05;
    private static final double P7 = 2.755725511097889e-06;
    private static final double P8 = 2.755727343657049e-07;
    private static final double P9 = 2.510533724466521e-08;
    private static final double P10 = 2.091477283224809e-09;

    private DoubleExponentials() {}

    /**
     * {@code eˣ}. Where all lanes are between ±{@link #MODERATE}, so that results and scales are normal numbers, the
     * scale is {@code 2ᵏ}. Elsewhere it is {@code 2ᵏ⁻⁵¹²} for positive x and {@code 2ᵏ⁺⁵¹²} for others, and a last product
     * with {@code 2^±512} overflows, or rounds once to a subnormal number, where it should. Both ways give the same bits.
     */
    static void exp(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = fromArray(SPECIES, x, xo + i);
            if (v.abs().compare(LE, MODERATE).allTrue()) {
                DoubleVector shifted = v.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER));
                DoubleVector k = shifted.sub(ROUNDER);
                DoubleVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), v));
                DoubleVector rr = r.mul(r);
                DoubleVector even = broadcast(SPECIES, P10).fma(rr, broadcast(SPECIES, P8));
                even = even.fma(rr, broadcast(SPECIES, P6))
                        .fma(rr, broadcast(SPECIES, P4))
                        .fma(rr, broadcast(SPECIES, P2));
                even = even.fma(rr, broadcast(SPECIES, P0));
                DoubleVector odd = broadcast(SPECIES, P9).fma(rr, broadcast(SPECIES, P7));
                odd = odd.fma(rr, broadcast(SPECIES, P5))
                        .fma(rr, broadcast(SPECIES, P3))
                        .fma(rr, broadcast(SPECIES, P1));
                DoubleVector p = odd.fma(r, even).fma(rr, r).add(1);
                p.mul(shifted.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles())
                        .intoArray(y, yo + i);
            } else {
                VectorMask<Double> positive = v.compare(GT, 0);
                DoubleVector rounder = broadcast(SPECIES, ROUNDER + 512).blend(ROUNDER - 512, positive);
                DoubleVector shifted = v.fma(broadcast(SPECIES, LOG2_E), rounder);
                DoubleVector k = shifted.sub(rounder);
                DoubleVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), v));
                DoubleVector rr = r.mul(r);
                DoubleVector even = broadcast(SPECIES, P10).fma(rr, broadcast(SPECIES, P8));
                even = even.fma(rr, broadcast(SPECIES, P6))
                        .fma(rr, broadcast(SPECIES, P4))
                        .fma(rr, broadcast(SPECIES, P2));
                even = even.fma(rr, broadcast(SPECIES, P0));
                DoubleVector odd = broadcast(SPECIES, P9).fma(rr, broadcast(SPECIES, P7));
                odd = odd.fma(rr, broadcast(SPECIES, P5))
                        .fma(rr, broadcast(SPECIES, P3))
                        .fma(rr, broadcast(SPECIES, P1));
                DoubleVector p = odd.fma(r, even).fma(rr, r).add(1);
                p.mul(shifted.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles())
                        .mul(broadcast(SPECIES, 0x1p-512).blend(0x1p512, positive))
                        .blend(Double.POSITIVE_INFINITY, v.compare(GT, 710))
                        .blend(0, v.compare(LT, -746))
                        .intoArray(y, yo + i);
            }
        }
    }

    /** {@code eˣ - 1 = 2 (2ᵏ⁻¹ (eʳ - 1) + (2ᵏ⁻¹ - ½))}; x itself where it is tiny. */
    static void expm1(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = fromArray(SPECIES, x, xo + i);
            DoubleVector shifted = v.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER - 1));
            DoubleVector k = shifted.sub(ROUNDER - 1);
            DoubleVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), v));
            DoubleVector rr = r.mul(r);
            DoubleVector even = broadcast(SPECIES, P10).fma(rr, broadcast(SPECIES, P8));
            even = even.fma(rr, broadcast(SPECIES, P6))
                    .fma(rr, broadcast(SPECIES, P4))
                    .fma(rr, broadcast(SPECIES, P2));
            even = even.fma(rr, broadcast(SPECIES, P0));
            DoubleVector odd = broadcast(SPECIES, P9).fma(rr, broadcast(SPECIES, P7));
            odd = odd.fma(rr, broadcast(SPECIES, P5))
                    .fma(rr, broadcast(SPECIES, P3))
                    .fma(rr, broadcast(SPECIES, P1));
            DoubleVector p = odd.fma(r, even).fma(rr, r);
            DoubleVector scale = shifted.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles();
            DoubleVector half = p.fma(scale, scale.sub(0.5));
            half.add(half)
                    .blend(v, v.abs().compare(LT, 0x1p-54))
                    .blend(Double.POSITIVE_INFINITY, v.compare(GT, 710))
                    .blend(-1, v.compare(LT, -40))
                    .intoArray(y, yo + i);
        }
    }

    /** {@code a + a³ P(a²)} below 0.55, {@code 1 - 2 / (e²ᵃ + 1)} above, and 1 from 20 on, where {@code a = |x|}. */
    static void tanh(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = fromArray(SPECIES, x, xo + i);
            DoubleVector a = v.abs();
            DoubleVector b = a.add(a);
            DoubleVector shifted = b.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER));
            DoubleVector k = shifted.sub(ROUNDER);
            DoubleVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), b));
            DoubleVector rr = r.mul(r);
            DoubleVector even = broadcast(SPECIES, P10).fma(rr, broadcast(SPECIES, P8));
            even = even.fma(rr, broadcast(SPECIES, P6))
                    .fma(rr, broadcast(SPECIES, P4))
                    .fma(rr, broadcast(SPECIES, P2));
            even = even.fma(rr, broadcast(SPECIES, P0));
            DoubleVector odd = broadcast(SPECIES, P9).fma(rr, broadcast(SPECIES, P7));
            odd = odd.fma(rr, broadcast(SPECIES, P5))
                    .fma(rr, broadcast(SPECIES, P3))
                    .fma(rr, broadcast(SPECIES, P1));
            DoubleVector p = odd.fma(r, even).fma(rr, r).add(1);
            DoubleVector e =
                    p.mul(shifted.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles());
            DoubleVector far = broadcast(SPECIES, 1).sub(broadcast(SPECIES, 2).div(e.add(1)));
            DoubleVector s = a.mul(a);
            DoubleVector t =
                    broadcast(SPECIES, -2.0598556673275166e-05).fma(s, broadcast(SPECIES, 8.510707927354112e-05));
            t = t.fma(s, broadcast(SPECIES, -0.00023463104528300406)).fma(s, broadcast(SPECIES, 0.0005889348072447028));
            t = t.fma(s, broadcast(SPECIES, -0.0014556615775702365)).fma(s, broadcast(SPECIES, 0.003592110347096177));
            t = t.fma(s, broadcast(SPECIES, -0.008863234395418095)).fma(s, broadcast(SPECIES, 0.021869488493563037));
            t = t.fma(s, broadcast(SPECIES, -0.05396825396743174)).fma(s, broadcast(SPECIES, 0.13333333333332714));
            t = t.fma(s, broadcast(SPECIES, -0.3333333333333333));
            t = t.mul(s).fma(a, a);
            DoubleVector size = far.blend(1, a.compare(GT, 20)).blend(t, a.compare(LT, 0.55));
            LongVector sign = v.reinterpretAsLongs().and(DoubleMath.SIGN);
            size.reinterpretAsLongs().or(sign).reinterpretAsDoubles().intoArray(y, yo + i);
        }
    }

    /** {@code 1 / (1 + e⁻ᵃ)} or {@code e⁻ᵃ / (1 + e⁻ᵃ)} with {@code a = |x|}, so that nothing cancels. */
    static void sigmoid(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = fromArray(SPECIES, x, xo + i);
            DoubleVector a = v.abs();
            DoubleVector shifted = a.fma(broadcast(SPECIES, -LOG2_E), broadcast(SPECIES, ROUNDER + 512));
            DoubleVector k = shifted.sub(ROUNDER + 512);
            DoubleVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), a.neg()));
            DoubleVector rr = r.mul(r);
            DoubleVector even = broadcast(SPECIES, P10).fma(rr, broadcast(SPECIES, P8));
            even = even.fma(rr, broadcast(SPECIES, P6))
                    .fma(rr, broadcast(SPECIES, P4))
                    .fma(rr, broadcast(SPECIES, P2));
            even = even.fma(rr, broadcast(SPECIES, P0));
            DoubleVector odd = broadcast(SPECIES, P9).fma(rr, broadcast(SPECIES, P7));
            odd = odd.fma(rr, broadcast(SPECIES, P5))
                    .fma(rr, broadcast(SPECIES, P3))
                    .fma(rr, broadcast(SPECIES, P1));
            DoubleVector p = odd.fma(r, even).fma(rr, r).add(1);
            DoubleVector e = p.mul(
                            shifted.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles())
                    .mul(0x1p-512)
                    .blend(0, a.compare(GT, 746));
            VectorMask<Double> negative = v.compare(LT, 0);
            broadcast(SPECIES, 1).blend(e, negative).div(e.add(1)).intoArray(y, yo + i);
        }
    }

    /** {@code max(x, 0) + ln(1 + z)} with {@code z = e^(-|x|)} and {@code ln(1 + z) = z + z² P(z)}. */
    static void softplus(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = fromArray(SPECIES, x, xo + i);
            DoubleVector a = v.abs();
            DoubleVector shifted = a.fma(broadcast(SPECIES, -LOG2_E), broadcast(SPECIES, ROUNDER + 512));
            DoubleVector k = shifted.sub(ROUNDER + 512);
            DoubleVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), a.neg()));
            DoubleVector rr = r.mul(r);
            DoubleVector even = broadcast(SPECIES, P10).fma(rr, broadcast(SPECIES, P8));
            even = even.fma(rr, broadcast(SPECIES, P6))
                    .fma(rr, broadcast(SPECIES, P4))
                    .fma(rr, broadcast(SPECIES, P2));
            even = even.fma(rr, broadcast(SPECIES, P0));
            DoubleVector odd = broadcast(SPECIES, P9).fma(rr, broadcast(SPECIES, P7));
            odd = odd.fma(rr, broadcast(SPECIES, P5))
                    .fma(rr, broadcast(SPECIES, P3))
                    .fma(rr, broadcast(SPECIES, P1));
            DoubleVector p = odd.fma(r, even).fma(rr, r).add(1);
            DoubleVector z = p.mul(
                            shifted.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles())
                    .mul(0x1p-512)
                    .blend(0, a.compare(GT, 746));
            DoubleVector zz = z.mul(z);
            DoubleVector l = broadcast(SPECIES, -2.2938856818471438e-05);
            l = l.fma(zz, broadcast(SPECIES, 0.000265295970542531).fma(z, broadcast(SPECIES, -0.0014569248473329174)));
            l = l.fma(zz, broadcast(SPECIES, 0.005081090478548994).fma(z, broadcast(SPECIES, -0.012732150528247672)));
            l = l.fma(zz, broadcast(SPECIES, 0.024682950191684934).fma(z, broadcast(SPECIES, -0.03912505115233944)));
            l = l.fma(zz, broadcast(SPECIES, 0.053223522460321214).fma(z, broadcast(SPECIES, -0.06504010366036855)));
            l = l.fma(zz, broadcast(SPECIES, 0.07444817019942226).fma(z, broadcast(SPECIES, -0.0825618541627825)));
            l = l.fma(zz, broadcast(SPECIES, 0.09071835292534261).fma(z, broadcast(SPECIES, -0.09996324347550137)));
            l = l.fma(zz, broadcast(SPECIES, 0.11110571142855806).fma(z, broadcast(SPECIES, -0.12499941281507687)));
            l = l.fma(zz, broadcast(SPECIES, 0.14285709745445543).fma(z, broadcast(SPECIES, -0.1666666643097834)));
            l = l.fma(zz, broadcast(SPECIES, 0.1999999999247163).fma(z, broadcast(SPECIES, -0.2499999999987205)));
            l = l.fma(zz, broadcast(SPECIES, 0.33333333333332466).fma(z, broadcast(SPECIES, -0.5)));
            l = l.fma(zz, z);
            l.add(v.blend(0, v.compare(LE, 0))).intoArray(y, yo + i);
        }
    }

    /** In two passes over the span, as one body would be long: y may be x, and values of the first pass are below 1. */
    static void erf(double[] x, int xo, double[] y, int yo, int n) {
        erfBelow1(x, xo, y, yo, n);
        erfFrom1(y, yo, n);
    }

    /** {@code x + x P(x²)} where {@code |x| < 1}, and x elsewhere. */
    private static void erfBelow1(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = fromArray(SPECIES, x, xo + i);
            DoubleVector s = v.mul(v);
            DoubleVector ss = s.mul(s);
            DoubleVector even =
                    broadcast(SPECIES, 5.957176147748911e-11).fma(ss, broadcast(SPECIES, 1.4659775274047436e-08));
            even = even.fma(ss, broadcast(SPECIES, 1.6461000484121368e-06))
                    .fma(ss, broadcast(SPECIES, 0.0001205533111164271))
                    .fma(ss, broadcast(SPECIES, 0.0052239776248180145));
            even = even.fma(ss, broadcast(SPECIES, 0.11283791670954879))
                    .fma(ss, broadcast(SPECIES, 0.1283791670955126));
            DoubleVector odd =
                    broadcast(SPECIES, -1.1372848856791674e-09).fma(ss, broadcast(SPECIES, -1.6350312701054695e-07));
            odd = odd.fma(ss, broadcast(SPECIES, -1.4925595266831182e-05))
                    .fma(ss, broadcast(SPECIES, -0.000854832698083379))
                    .fma(ss, broadcast(SPECIES, -0.026866170645076792));
            odd = odd.fma(ss, broadcast(SPECIES, -0.3761263890318375));
            DoubleVector p = odd.fma(s, even);
            v.blend(p.fma(v, v), v.abs().compare(LT, 1)).intoArray(y, yo + i);
        }
    }

    /** {@code 1 - e^(-Q(a - 2))} where {@code a = |y| ≥ 1}, and y elsewhere; beyond a = 5.95 nothing changes. */
    private static void erfFrom1(double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = fromArray(SPECIES, y, yo + i);
            DoubleVector a = v.abs();
            DoubleVector t = a.blend(5.95, a.compare(GT, 5.95)).sub(2);
            DoubleVector tt = t.mul(t);
            DoubleVector q =
                    broadcast(SPECIES, 4.918592923371829e-12).fma(t, broadcast(SPECIES, -3.689943348614158e-11));
            q = q.fma(tt, broadcast(SPECIES, 7.161980316166178e-11).fma(t, broadcast(SPECIES, 2.5826973574322756e-10)));
            q = q.fma(tt, broadcast(SPECIES, -2.61051837749363e-09).fma(t, broadcast(SPECIES, 1.3986826730785335e-08)));
            q = q.fma(
                    tt, broadcast(SPECIES, -5.769435848375491e-08).fma(t, broadcast(SPECIES, 1.7317580760181712e-07)));
            q = q.fma(
                    tt, broadcast(SPECIES, -2.037285688719747e-07).fma(t, broadcast(SPECIES, -1.952189877954599e-06)));
            q = q.fma(
                    tt, broadcast(SPECIES, 2.0706470892149453e-05).fma(t, broadcast(SPECIES, -0.00013530932966571935)));
            q = q.fma(tt, broadcast(SPECIES, 0.0007323993780375896).fma(t, broadcast(SPECIES, -0.0035707563479917743)));
            q = q.fma(tt, broadcast(SPECIES, 0.016465118137374904).fma(t, broadcast(SPECIES, 0.9237508418239544)));
            q = q.fma(tt, broadcast(SPECIES, 4.418160805994414).fma(t, broadcast(SPECIES, 5.364941264616636)));
            DoubleVector shifted = q.fma(broadcast(SPECIES, -LOG2_E), broadcast(SPECIES, ROUNDER));
            DoubleVector k = shifted.sub(ROUNDER);
            DoubleVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), q.neg()));
            DoubleVector rr = r.mul(r);
            DoubleVector even = broadcast(SPECIES, P10).fma(rr, broadcast(SPECIES, P8));
            even = even.fma(rr, broadcast(SPECIES, P6))
                    .fma(rr, broadcast(SPECIES, P4))
                    .fma(rr, broadcast(SPECIES, P2));
            even = even.fma(rr, broadcast(SPECIES, P0));
            DoubleVector odd = broadcast(SPECIES, P9).fma(rr, broadcast(SPECIES, P7));
            odd = odd.fma(rr, broadcast(SPECIES, P5))
                    .fma(rr, broadcast(SPECIES, P3))
                    .fma(rr, broadcast(SPECIES, P1));
            DoubleVector p = odd.fma(r, even).fma(rr, r).add(1);
            DoubleVector scale = shifted.reinterpretAsLongs().lanewise(LSHL, 52).reinterpretAsDoubles();
            DoubleVector size = p.neg().fma(scale, broadcast(SPECIES, 1));
            LongVector sign = v.reinterpretAsLongs().and(DoubleMath.SIGN);
            DoubleVector erf = size.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
            v.blend(erf, a.compare(GE, 1)).intoArray(y, yo + i);
        }
    }
}
