package org.gaspard.models.protocols;

/**
 * A value with where it is from.
 *
 * @param <T> the type of the value
 * @param confidence how sure it is
 * @param note what else to know; may be empty
 */
public record Sourced<T>(T value, Confidence confidence, String note) {

    /** A value of published code. */
    public static <T> Sourced<T> code(T value) {
        return code(value, "");
    }

    /** A value of published code. */
    public static <T> Sourced<T> code(T value, String note) {
        return new Sourced<>(value, Confidence.PUBLISHED_CODE, note);
    }

    /** A value of the text. */
    public static <T> Sourced<T> text(T value, String note) {
        return new Sourced<>(value, Confidence.TEXT, note);
    }

    /** A value that others tell, or of code that is thought to be behind a paper. */
    public static <T> Sourced<T> inferred(T value, String note) {
        return new Sourced<>(value, Confidence.INFERRED, note);
    }

    /** A value from memory. */
    public static <T> Sourced<T> recalled(T value, String note) {
        return new Sourced<>(value, Confidence.RECALLED, note);
    }

    /** A choice of this library in the place of a value that is not known. */
    public static <T> Sourced<T> unknown(T value, String note) {
        return new Sourced<>(value, Confidence.UNKNOWN, note);
    }

    /** The value, its confidence, its note. */
    @Override
    public String toString() {
        return value + " (" + confidence + (note.isEmpty() ? "" : ": " + note) + ")";
    }
}
