package org.gaspard.topology.diagram;

import java.util.Arrays;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.check.Checks;

/**
 * The coefficients of the polynomial whose roots are the bars of a diagram, turned into complex numbers ([DF15]):
 * {@code Π (z − z_i) = zⁿ + c_1 zⁿ⁻¹ + c_2 zⁿ⁻² + …}.
 *
 * <p>An empty diagram gives zeros; essential bars are refused.
 *
 * @param real the real parts of {@code c_1, c_2, …}
 * @param imaginary their imaginary parts
 */
public record ComplexPolynomial(double[] real, double[] imaginary) {

    /** How a bar {@code [b, d)} becomes a root, with {@code α = √(b² + d²)}. */
    public enum Roots {
        /** {@code b + id}. */
        R,
        /** {@code (d − b) / (√2 α) · (b + id)}, 0 at the origin: the diagonal becomes 0, continuously. */
        S,
        /** {@code (d − b) / 2 · (cos α − sin α + i (cos α + sin α))}: as S, and wound around 0. */
        T;

        private double real(double birth, double death) {
            double alpha = Math.hypot(birth, death);
            return switch (this) {
                case R -> birth;
                case S -> alpha == 0 ? 0 : (death - birth) / (Math.sqrt(2) * alpha) * birth;
                case T -> (death - birth) / 2 * (Math.cos(alpha) - Math.sin(alpha));
            };
        }

        private double imaginary(double birth, double death) {
            double alpha = Math.hypot(birth, death);
            return switch (this) {
                case R -> death;
                case S -> alpha == 0 ? 0 : (death - birth) / (Math.sqrt(2) * alpha) * death;
                case T -> (death - birth) / 2 * (Math.cos(alpha) + Math.sin(alpha));
            };
        }
    }

    /**
     * The first {@code size} coefficients behind the leading 1, zeros beyond the n-th. Time {@code O(n · size)}.
     *
     * @throws IllegalArgumentException if a bar is essential, or the size is negative
     */
    public static ComplexPolynomial of(Diagram diagram, Roots roots, int size) {
        Require.finite("diagram", diagram);
        Checks.atLeast("size", size, 0);
        double[] real = new double[size + 1];
        double[] imaginary = new double[size + 1];
        real[0] = 1;
        for (int i = 0; i < diagram.size(); i++) {
            double x = roots.real(diagram.birth(i), diagram.death(i));
            double y = roots.imaginary(diagram.birth(i), diagram.death(i));
            for (int k = Math.min(i + 1, size); k > 0; k--) {
                real[k] -= x * real[k - 1] - y * imaginary[k - 1];
                imaginary[k] -= x * imaginary[k - 1] + y * real[k - 1];
            }
        }
        return new ComplexPolynomial(Arrays.copyOfRange(real, 1, size + 1), Arrays.copyOfRange(imaginary, 1, size + 1));
    }
}
