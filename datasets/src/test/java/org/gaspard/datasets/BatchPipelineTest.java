package org.gaspard.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchPipelineTest {

    /** Image i is the number i. */
    private static class Counted implements ImageDataset {

        @Override
        public String name() {
            return "counted";
        }

        @Override
        public int size() {
            return 10;
        }

        @Override
        public int height() {
            return 1;
        }

        @Override
        public int width() {
            return 2;
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public void read(int index, float[] out, int offset) {
            out[offset] = index;
            out[offset + 1] = -index;
        }
    }

    @Test
    void givesTheBatchesOfTheStepsFromAnyStepOn() {
        Batches batches = new Batches(10, 4, 7);
        for (long first : new long[] {0, 5}) {
            try (BatchPipeline pipeline = new BatchPipeline(new Counted(), batches, first, 3)) {
                for (long step = first; step < first + 20; step++) {
                    float[] expected = new float[8];
                    new Counted().readBatch(batches.indices(step), expected);
                    assertThat(pipeline.next()).containsExactly(expected);
                }
            }
        }
    }

    @Test
    void countsTheTimeThatReadingKeepsTheConsumerWaiting() {
        ImageDataset slow = new Counted() {
            @Override
            public void readBatch(int[] indices, float[] out) {
                try {
                    Thread.sleep(Duration.ofMillis(50));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try (BatchPipeline pipeline = new BatchPipeline(slow, new Batches(10, 4, 7), 0, 2)) {
            for (int step = 0; step < 4; step++) {
                assertThat(pipeline.next()).hasSize(8);
            }
            assertThat(pipeline.waitedSeconds()).isGreaterThan(0.1);
        }
    }

    @Test
    void aFailureArrivesAtItsStep() {
        AtomicInteger reads = new AtomicInteger();
        ImageDataset broken = new Counted() {
            @Override
            public void readBatch(int[] indices, float[] out) {
                if (reads.incrementAndGet() == 3) {
                    throw new IllegalStateException("the disk is gone");
                }
            }
        };
        try (BatchPipeline pipeline = new BatchPipeline(broken, new Batches(10, 4, 7), 0, 2)) {
            assertThat(pipeline.next()).hasSize(8);
            assertThat(pipeline.next()).hasSize(8);
            assertThatThrownBy(pipeline::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the disk is gone");
        }
    }

    /** A consumer that goes on after a failure would train on the wrong step, or wait forever. */
    @Test
    void noBatchFollowsAFailure() {
        for (Throwable failure : List.of(new IllegalStateException("gone"), new OutOfMemoryError("full"))) {
            try (BatchPipeline pipeline = new BatchPipeline(
                    "failing",
                    step -> {
                        if (step == 1) {
                            if (failure instanceof Error error) {
                                throw error;
                            }
                            throw (RuntimeException) failure;
                        }
                        return new float[] {step};
                    },
                    0,
                    4)) {
                assertThat(pipeline.next()).containsExactly(0);
                for (int call = 0; call < 3; call++) {
                    assertThatThrownBy(pipeline::next).isSameAs(failure);
                }
            }
        }
    }

    @Test
    void aClosedPipelineGivesNothing() {
        BatchPipeline pipeline = new BatchPipeline(new Counted(), new Batches(10, 4, 7), 0, 3);
        assertThat(pipeline.next()).hasSize(8);
        pipeline.close();
        pipeline.close();
        for (int call = 0; call < 5; call++) {
            assertThatThrownBy(pipeline::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the batches of counted are closed");
        }
    }

    @Test
    void anInterruptedConsumerStopsWaiting() {
        ImageDataset stuck = new Counted() {
            @Override
            public void readBatch(int[] indices, float[] out) {
                try {
                    Thread.sleep(Duration.ofSeconds(30));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try (BatchPipeline pipeline = new BatchPipeline(stuck, new Batches(10, 4, 7), 0, 1)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(pipeline::next).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void refusesOtherSizesAndSteps() {
        assertThatThrownBy(() -> new BatchPipeline(new Counted(), new Batches(9, 4, 7), 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batches from 9 images, expected the 10 of counted");
        assertThatThrownBy(() -> new BatchPipeline(new Counted(), new Batches(10, 4, 7), -1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("firstStep is -1 and ahead 0, expected at least 0 and at least 1");
    }
}
