package org.gaspard.datasets.catalogue;

import java.util.List;
import java.util.stream.Stream;

/** All data sets by name: those drawn by this module, and those whose published files it reads. */
public final class Catalogue {

    private static final List<CatalogueEntry> ENTRIES = Stream.of(
                    DrawnSets.entries(), FactoredSets.entries(), PhotographSets.entries())
            .flatMap(List::stream)
            .toList();

    private Catalogue() {}

    /** The sets, those that need no files first. */
    public static List<CatalogueEntry> entries() {
        return ENTRIES;
    }

    /**
     * The set of a name.
     *
     * @throws IllegalArgumentException if there is none, with the names that there are
     */
    public static CatalogueEntry entry(String name) {
        return ENTRIES.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of " + ENTRIES + ", found " + name));
    }
}
