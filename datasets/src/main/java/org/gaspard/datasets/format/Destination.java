package org.gaspard.datasets.format;

import java.nio.file.Path;
import java.util.List;

/** Where unpacked images go. */
public sealed interface Destination {

    /** Memory outside the heap. */
    record Memory() implements Destination {}

    /**
     * An npy file that is mapped, not loaded. It is written if it is absent, of another size than the images, or older than
     * one of the sources; else it is used as it is. A file of another kind in its place is left alone and refused.
     *
     * @param file the npy file
     * @param sources the files that it is made from
     */
    record Cache(Path file, List<Path> sources) implements Destination {

        /** Copies the list. */
        public Cache {
            sources = List.copyOf(sources);
        }
    }

    /** Memory outside the heap. */
    static Destination memory() {
        return new Memory();
    }

    /** A mapped file made from sources. */
    static Destination cache(Path file, List<Path> sources) {
        return new Cache(file, sources);
    }
}
