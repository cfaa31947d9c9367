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
    private double[] births = new double[16];
    private double[] deaths = new double[16];
    private int[] birthSimplices;
    private int[] deathSimplices;
    private int[] birthEdges = new int[32];
    private int[] deathEdges = new int[32];
    private final List<Chain> representatives = new ArrayList<>();

    Bars(Adjacency adjacency, int dimension) {
        this.adjacency = adjacency;
        this.dimension = dimension;
        this.birthSimplices = new int[16 * (dimension + 1)];
        this.deathSimplices = new int[16 * (dimension + 2)];
    }

    /** Adds a bar of two simplices with descending vertices; an empty death simplex for a bar without end. */
    void add(double birth, double death, int[] birthSimplex, int[] deathSimplex, Chain representative) {
        if (count == births.length) {
            births = Arrays.copyOf(births, 2 * count);
            deaths = Arrays.copyOf(deaths, 2 * count);
            birthSimplices = Arrays.copyOf(birthSimplices, 2 * birthSimplices.length);
            deathSimplices = Arrays.copyOf(deathSimplices, 2 * deathSimplices.length);
            birthEdges = Arrays.copyOf(birthEdges, 2 * birthEdges.length);
            deathEdges = Arrays.copyOf(deathEdges, 2 * deathEdges.length);
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
