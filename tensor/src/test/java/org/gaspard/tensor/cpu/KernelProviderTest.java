package org.gaspard.tensor.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelProviderTest {

    @Test
    void fallsBackWhenTheClassIsMissing() {
        CharSequence loaded = KernelProvider.load("org.gaspard.tensor.cpu.Missing", () -> "scalar", CharSequence.class);
        assertThat(loaded).isEqualTo("scalar");
    }

    @Test
    void fallsBackWhenTheClassCannotBeInitialised() {
        CharSequence loaded = KernelProvider.load(Broken.class.getName(), () -> "scalar", CharSequence.class);
        assertThat(loaded).isEqualTo("scalar");
    }

    @Test
    void loadsTheVectorClass() {
        CharSequence loaded = KernelProvider.load(Working.class.getName(), () -> "scalar", CharSequence.class);
        assertThat(loaded.toString()).isEqualTo("vector");
    }

    static final class Broken {
        static final int VALUE = Integer.parseInt("");

        Broken() {}
    }

    record Working(String text) implements CharSequence {

        Working() {
            this("vector");
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
