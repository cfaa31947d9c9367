package org.gaspard.topology.diagram;

import org.gaspard.topology.Diagram;
import org.gaspard.topology.check.Checks;

/**
 * The Fisher information distance of persistence diagrams ([LY18]):
 * {@code d(D, E) = arccos Σ_{z ∈ Z} √(ρ_D(z) ρ_E(z))}, where {@code ρ_D(z)} is proportional to
 * {@code Σ_{u ∈ D ∪ ΔE} exp(−‖z − u‖² / 2σ²)} and sums to 1 over {@code Z = D ∪ ΔD ∪ E ∪ ΔE}, {@code ρ_E} likewise with
 * {@code E ∪ ΔD}, and ΔD is D projected onto the diagonal.
 *
 * <p>Computed as {@code 2 arcsin(½ ‖√ρ_D − √ρ_E‖)}, which is the same and exact where the two are close. It lies in
 * {@code [0, π/2]}. Both diagrams empty: 0. Essential bars are refused. Time {@code O((n + m)²)}.
 *
 * <p>Pitfall: on one fixed set Z the Fisher distance is a metric; here Z and the measures depend on the pair of diagrams,
 * and the triangle inequality is not guaranteed.
 *
 * @param sigma σ, positive
 */
public record FisherDistance(double sigma) implements DiagramMetric {

    /** @throws IllegalArgumentException if sigma is not positive */
    public FisherDistance {
        Checks.positive("sigma", sigma);
    }

    @Override
    public double distance(Diagram first, Diagram second) {
        Require.finitePair(first, second);
        int n = first.size();
        int size = 2 * (n + second.size());
        double[] x = new double[size];
        double[] y = new double[size];
        put(first, 0, n + second.size(), x, y);
        put(second, n, 2 * n + second.size(), x, y);
        // Z is D, E, ΔD, ΔE in this order.
        int half = n + second.size();
        double[] left = new double[size];
        double[] right = new double[size];
        for (int k = 0; k < size; k++) {
            for (int u = 0; u < size; u++) {
                boolean ofLeft = u < n || u >= half + n;
                double dx = x[k] - x[u];
                double dy = y[k] - y[u];
                double mass = Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
                if (ofLeft) {
                    left[k] += mass;
                } else {
                    right[k] += mass;
                }
            }
        }
        return angle(left, right);
    }

    private static void put(Diagram diagram, int at, int atDiagonal, double[] x, double[] y) {
        for (int i = 0; i < diagram.size(); i++) {
            x[at + i] = diagram.birth(i);
            y[at + i] = diagram.death(i);
            x[atDiagonal + i] = (diagram.birth(i) + diagram.death(i)) / 2;
            y[atDiagonal + i] = x[atDiagonal + i];
        }
    }

    private static double angle(double[] left, double[] right) {
        double leftSum = 0;
        double rightSum = 0;
        for (int k = 0; k < left.length; k++) {
            leftSum += left[k];
            rightSum += right[k];
        }
        double squares = 0;
        for (int k = 0; k < left.length; k++) {
            double difference = Math.sqrt(left[k] / leftSum) - Math.sqrt(right[k] / rightSum);
            squares += difference * difference;
        }
        return 2 * Math.asin(Math.min(Math.sqrt(squares) / 2, Math.sqrt(0.5)));
    }
}
