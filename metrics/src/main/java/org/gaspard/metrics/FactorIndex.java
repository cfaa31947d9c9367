package org.gaspard.metrics;

import java.util.List;
import java.util.random.RandomGenerator;

/** Finds points by their factors. Values of a factor are numbered 0, 1, …. */
interface FactorIndex {

    int size();

    List<String> names();

    /** The number of values of a factor. */
    int values(int factor);

    /** The number of the value of a factor at a point. */
    int value(int point, int factor);

    /** A random point at which a factor has a value; uniform among these. */
    int sharing(int factor, int value, RandomGenerator random);

    /** The points that differ from one at most in a factor, in the order of its values, and equal ones in their order. */
    int[] sweep(int point, int factor);
}
