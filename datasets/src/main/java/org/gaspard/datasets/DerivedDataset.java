package org.gaspard.datasets;

import java.util.List;

/**
 * Images made of those of another data set. Whatever an implementation does not say otherwise is as in the source: name,
 * size, extents, factors, and image i having the factors of image i.
 */
public interface DerivedDataset extends LabelledDataset {

    /** The data set that the images are made of. */
    LabelledDataset source();

    @Override
    default String name() {
        return source().name();
    }

    @Override
    default int size() {
        return source().size();
    }

    @Override
    default int height() {
        return source().height();
    }

    @Override
    default int width() {
        return source().width();
    }

    @Override
    default int channels() {
        return source().channels();
    }

    @Override
    default List<Factor> factors() {
        return source().factors();
    }

    @Override
    default int factor(int index, int factor) {
        return source().factor(index, factor);
    }
}
