package org.gaspard.metrics.information;

/** What the information of a code and a factor is divided by. */
public enum Normalizer {
    /** The entropy H(v) of the factor: which part of the factor does the code know? */
    FACTOR_ENTROPY("factor entropy"),
    /** The entropy H(z) of the code's labels: which part of the code is about the factor? */
    CODE_ENTROPY("code entropy"),
    /** Nothing: nats. */
    NONE("none");

    private final String words;

    Normalizer(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
