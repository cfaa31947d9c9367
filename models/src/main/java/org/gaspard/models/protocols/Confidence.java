package org.gaspard.models.protocols;

/** How sure a value of a protocol is. */
public enum Confidence {
    /** In code or settings that the authors published with the paper. */
    PUBLISHED_CODE("published in code"),
    /** In the paper's own words, its abstract and captions among them, or in public reviews that quote it. */
    TEXT("from the text"),
    /** Told by others about the paper, or of code that the paper is thought to build on. */
    INFERRED("inferred"),
    /** From memory, without a source at hand. */
    RECALLED("recalled"),
    /** Not known: a choice of this library. */
    UNKNOWN("unknown, chosen here");

    private final String words;

    Confidence(String words) {
        this.words = words;
    }

    /** In words. */
    @Override
    public String toString() {
        return words;
    }
}
