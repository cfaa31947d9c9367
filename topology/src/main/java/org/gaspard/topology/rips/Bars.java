package org.gaspard.topology.rips;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gaspard.topology.Diagram;

/** Collects the bars of one dimension. */
final class Bars {

    private final Adjacency adjacency;
    private final int dimension;
    private int count;
    private double[] births = new double[0];
    private double[] deaths = new double[0];
    private int[] birthSimplices = new int[0];
    private int[] deathSimplices = new int[0];
    private int[] birthEdges = new int[0];
    private int[] deathEdges = new int[0];
    private final List<Chain> representatives = new ArrayList<>();

    Bars(Adjacency adjacency, int dimension) {
        this.adjacency = adjacency;
        this.dimension = dimension;
    }

    /** Adds a bar of two simplices with descending vertices; an empty death simplex for a bar without end. */
    void add(double birth, double death, int[] birthSimplex, int[] deathSimplex, Chain representative) {
        if (count == births.length) {
            int room = Math.max(16, 2 * count);
            births = Arrays.copyOf(births, room);
            deaths = Arrays.copyOf(deaths, room);
            birthSimplices = Arrays.copyOf(birthSimplices, room * (dimension + 1));
            deathSimplices = Arrays.copyOf(deathSimplices, room * (dimension + 2));
            birthEdges = Arrays.copyOf(birthEdges, 2 * room);
            deathEdges = Arrays.copyOf(deathEdges, 2 * room);
        }
        births[count] = birth;
        deaths[count] = death;
        put(birthSimplex, birthSimplices, dimension + 1);
        put(deathSimplex, deathSimplices, dimension + 2);
        putLongestEdge(birthSimplices, dimension + 1, birthEdges);
        putLongestEdge(deathSimplices, dimension + 2, deathEdges);
        representatives.add(representative);
        count++;
    }

    private void put(int[] simplex, int[] to, int size) {
        for (int i = 0; i < size; i++) {
            to[count * size + i] = i < simplex.length ? simplex[simplex.length - 1 - i] : -1;
        }
    }

    private void putLongestEdge(int[] simplices, int size, int[] to) {
        int from = count * size;
        int a = simplices[from];
        int b = a;
        int longest = -1;
        for (int i = 0; a >= 0 && i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                int rank = adjacency.rank(simplices[from + i], simplices[from + j]);
                if (rank > longest) {
                    longest = rank;
                    a = simplices[from + i];
                    b = simplices[from + j];
                }
            }
        }
        to[2 * count] = a;
        to[2 * count + 1] = b;
    }

    Barcode barcode() {
        return new Barcode(
                Diagram.of(dimension, Arrays.copyOf(births, count), Arrays.copyOf(deaths, count)),
                Arrays.copyOf(birthSimplices, count * (dimension + 1)),
                Arrays.copyOf(deathSimplices, count * (dimension + 2)),
                Arrays.copyOf(birthEdges, 2 * count),
                Arrays.copyOf(deathEdges, 2 * count),
                representatives);
    }
}
