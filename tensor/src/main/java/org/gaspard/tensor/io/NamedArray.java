package org.gaspard.tensor.io;

import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;

/**
 * A dense row-major array with a name, the unit of an array file.
 *
 * @param name the entry's name in its file
 * @param shape the extents
 * @param storage the elements in row-major order, {@code shape.size()} of them; not copied
 */
public record NamedArray(String name, Shape shape, Storage storage) {

    /**
     * Checks that the storage fits the shape.
     *
     * @throws IllegalArgumentException if the number of elements differs
     */
    public NamedArray {
        if (shape.size() != storage.size()) {
            throw new IllegalArgumentException("array '" + name + "' of shape " + shape + " takes " + shape.size()
                    + " elements, found " + storage.size());
        }
    }
}
