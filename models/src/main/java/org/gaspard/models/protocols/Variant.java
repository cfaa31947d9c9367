package org.gaspard.models.protocols;

/** Which of two accounts a protocol follows, where a paper and its program differ. */
public enum Variant {
    /** What the paper says, and the program where the paper is silent or not at hand. */
    PAPER("as in the paper"),
    /** What the published program does. */
    REFERENCE_CODE("as the published code does");

    private final String words;

    Variant(String words) {
        this.words = words;
    }

    /** In words. */
    @Override
    public String toString() {
        return words;
    }
}
