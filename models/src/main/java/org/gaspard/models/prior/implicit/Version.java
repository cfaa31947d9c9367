package org.gaspard.models.prior.implicit;

/** Which of two accounts a sampler follows, where the published program differs from what it means to compute. */
public enum Version {
    /** What the published program does. */
    REFERENCE_CODE("as the published code does"),
    /** The distribution that the sampler is named after, with all of its parameters trained. */
    CORRECTED("corrected");

    private final String words;

    Version(String words) {
        this.words = words;
    }

    /** In words. */
    @Override
    public String toString() {
        return words;
    }
}
