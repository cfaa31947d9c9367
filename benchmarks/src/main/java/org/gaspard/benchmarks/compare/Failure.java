package org.gaspard.benchmarks.compare;

/** Why a comparison does not take place, with the exit code of the program. */
final class Failure extends Exception {

    private static final long serialVersionUID = 1;

    /** A process did not do what it should. */
    static final int BROKEN = 1;

    /** The command line asks for something that there is not. */
    static final int USAGE = 2;

    /** There is no peer. */
    static final int MISSING = 3;

    /** The two sides do not compute the same. */
    static final int DIFFERENT = 4;

    private final int code;

    Failure(int code, String message) {
        super(message);
        this.code = code;
    }

    Failure(int code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** This failure or, if a peer is missing, one that also says how to get it. */
    Failure saying(String howToGet) {
        return code == MISSING ? new Failure(code, getMessage() + "; " + howToGet, this) : this;
    }

    int code() {
        return code;
    }
}
