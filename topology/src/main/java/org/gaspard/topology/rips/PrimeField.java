package org.gaspard.topology.rips;

/** The numbers modulo a prime. */
final class PrimeField {

    /** Products of two coefficients fit an int, and terms leave enough bits for the simplex. */
    static final int LARGEST = 32749;

    private final int modulus;
    private final int[] inverses;

    /**
     * The field of {@code modulus} elements.
     *
     * @throws IllegalArgumentException if that is no prime from 2 to {@link #LARGEST}
     */
    PrimeField(int modulus) {
        check(modulus);
        this.modulus = modulus;
        this.inverses = new int[modulus];
        inverses[1] = 1;
        for (int a = 2; a < modulus; a++) {
            inverses[a] = modulus - modulus / a * inverses[modulus % a] % modulus;
        }
    }

    /** Refuses what is no prime from 2 to {@link #LARGEST}. */
    static void check(int modulus) {
        boolean prime = modulus >= 2 && modulus <= LARGEST;
        for (int i = 2; prime && i * i <= modulus; i++) {
            prime = modulus % i != 0;
        }
        if (!prime) {
            throw new IllegalArgumentException(
                    "coefficients is " + modulus + ", expected a prime number from 2 to " + LARGEST);
        }
    }

    int modulus() {
        return modulus;
    }

    int product(int a, int b) {
        return a * b % modulus;
    }

    int negative(int a) {
        return a == 0 ? 0 : modulus - a;
    }

    int inverse(int a) {
        return inverses[a];
    }
}
