package org.gaspard.topology.diagram;

import org.gaspard.topology.Diagram;

/** Distances of tiny diagrams of finite bars by trying all matchings. */
final class BruteForce {

    private final Diagram first;
    private final Diagram second;
    private final double order;
    private final double norm;

    private BruteForce(Diagram first, Diagram second, double order, double norm) {
        this.first = first;
        this.second = second;
        this.order = order;
        this.norm = norm;
    }

    static double bottleneck(Diagram first, Diagram second) {
        return new BruteForce(first, second, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY).cheapest(0, 0, 0);
    }

    static double wasserstein(Diagram first, Diagram second, double order, double norm) {
        return Math.pow(new BruteForce(first, second, order, norm).cheapest(0, 0, 0), 1 / order);
    }

    private double cheapest(int row, int used, double spent) {
        if (row == first.size()) {
            double total = spent;
            for (int j = 0; j < second.size(); j++) {
                total = (used >> j & 1) == 0 ? add(total, toDiagonal(second, j)) : total;
            }
            return total;
        }
        double best = cheapest(row + 1, used, add(spent, toDiagonal(first, row)));
        for (int j = 0; j < second.size(); j++) {
            if ((used >> j & 1) == 0) {
                double pair = length(first.birth(row) - second.birth(j), first.death(row) - second.death(j));
                best = Math.min(best, cheapest(row + 1, used | 1 << j, add(spent, pair)));
            }
        }
        return best;
    }

    private double add(double spent, double length) {
        return order == Double.POSITIVE_INFINITY ? Math.max(spent, length) : spent + Math.pow(length, order);
    }

    /** To the nearest point of the diagonal. */
    private double toDiagonal(Diagram diagram, int bar) {
        double middle = (diagram.birth(bar) + diagram.death(bar)) / 2;
        return length(diagram.birth(bar) - middle, diagram.death(bar) - middle);
    }

    private double length(double dx, double dy) {
        return norm == Double.POSITIVE_INFINITY
                ? Math.max(Math.abs(dx), Math.abs(dy))
                : Math.pow(Math.pow(Math.abs(dx), norm) + Math.pow(Math.abs(dy), norm), 1 / norm);
    }
}
