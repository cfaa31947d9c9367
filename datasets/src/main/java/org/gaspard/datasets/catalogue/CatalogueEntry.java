package org.gaspard.datasets.catalogue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.images.Preprocessing;
import org.gaspard.datasets.rendered.ImageCache;

/** One data set: its facts, and how it is opened. */
public final class CatalogueEntry {

    private final String name;
    private final String title;
    private final Extent extent;
    private final List<Factor> factors;
    private final String citation;
    private final Preprocessing usual;
    private final Optional<Supplier<FactoredDataset>> renderer;
    private final Optional<Original> original;

    private CatalogueEntry(
            String name,
            String title,
            Extent extent,
            List<Factor> factors,
            String citation,
            Preprocessing usual,
            Optional<Supplier<FactoredDataset>> renderer,
            Optional<Original> original) {
        this.name = name;
        this.title = title;
        this.extent = extent;
        this.factors = List.copyOf(factors);
        this.citation = citation;
        this.usual = usual;
        this.renderer = renderer;
        this.original = original;
    }

    static CatalogueEntry of(String name, String title, Extent extent, List<Factor> factors, String citation) {
        return new CatalogueEntry(
                name, title, extent, factors, citation, Preprocessing.none(), Optional.empty(), Optional.empty());
    }

    /** A set that is drawn, whose images and factors are those of the drawing. */
    static CatalogueEntry drawn(String name, String title, String citation, Supplier<FactoredDataset> renderer) {
        FactoredDataset drawn = renderer.get();
        Extent extent = new Extent(drawn.size(), 0, drawn.height(), drawn.width(), drawn.channels());
        return new CatalogueEntry(
                name,
                title,
                extent,
                drawn.factors(),
                citation,
                Preprocessing.none(),
                Optional.of(renderer),
                Optional.empty());
    }

    CatalogueEntry published(Original files) {
        return new CatalogueEntry(name, title, extent, factors, citation, usual, renderer, Optional.of(files));
    }

    CatalogueEntry preparedBy(Preprocessing steps) {
        return new CatalogueEntry(name, title, extent, factors, citation, steps, renderer, original);
    }

    /** The name under which programs know it, in small letters and with hyphens. */
    public String name() {
        return name;
    }

    /** What it shows, in some words. */
    public String title() {
        return title;
    }

    /** How many images it has, and how large they are. */
    public Extent extent() {
        return extent;
    }

    /** The factors that are known for each image; none for a folder of any images. */
    public List<Factor> factors() {
        return factors;
    }

    /** The work to cite. */
    public String citation() {
        return citation;
    }

    /** The cropping and reducing with which papers train on it; nothing where they take the images as they are. */
    public Preprocessing usual() {
        return usual;
    }

    /** Whether the images can be drawn without any file. */
    public boolean rendered() {
        return renderer.isPresent();
    }

    /** Whether published files of it can be read. */
    public boolean published() {
        return original.isPresent();
    }

    /** Where the published set is described and downloaded; empty if there is none. */
    public String page() {
        return original.map(Original::page).orElse("");
    }

    /** The terms of the published set, in the words of its page; empty if there is none. */
    public String licence() {
        return original.map(Original::licence).orElse("");
    }

    /** What else to know about the published files; may be empty. */
    public String note() {
        return original.map(Original::note).orElse("");
    }

    /** The files that a folder is to hold; none if the set is only drawn. */
    public List<ExpectedFile> files() {
        return original.map(Original::files).orElse(List.of());
    }

    /**
     * The published images in a folder, or in the one file of which a set consists, or those that an {@link ImageCache} of this
     * set holds; without one, the drawn images.
     *
     * @throws IllegalArgumentException if the set cannot be drawn and no folder is given, or the other way round
     * @throws IOException if files are absent or damaged, or a cache holds another set
     */
    public ImageParts open(Optional<Path> folder) throws IOException {
        Optional<ImageCache> cache = folder.isPresent() ? cache(folder.get()) : Optional.empty();
        if (cache.isPresent()) {
            return ImageParts.of(cache.get());
        }
        if (folder.isEmpty()) {
            return ImageParts.of(renderer.orElseThrow(() ->
                            new IllegalArgumentException(name + " is not drawn, expected the folder of its files"))
                    .get());
        }
        return original.orElseThrow(() -> new IllegalArgumentException(
                        name + " is drawn, expected no folder but a cache of its images, found " + folder.get()))
                .reader()
                .read(folder.get());
    }

    /** The images that a file keeps, if it is a cache. */
    Optional<ImageCache> cache(Path file) throws IOException {
        if (!ImageCache.recognises(file)) {
            return Optional.empty();
        }
        ImageCache cache = ImageCache.open(file);
        if (!cache.factors().equals(factors) || cache.channels() != extent.channels()) {
            throw new IOException(file + " holds " + cache.name() + " with " + cache.channels()
                    + " channels and the factors " + cache.factors() + ", expected " + name + " with "
                    + extent.channels() + " and " + factors);
        }
        return Optional.of(cache);
    }

    /** The images after the {@linkplain #usual() usual} steps; a grid of factors stays one. */
    public LabelledDataset prepared(LabelledDataset images) {
        return usual.applyTo(images);
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
