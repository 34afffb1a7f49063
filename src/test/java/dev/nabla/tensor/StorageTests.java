package dev.nabla.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class StorageTests {

    private static final int LEAST = 1 << 10;

    private final Storage storage = new Storage(LEAST, 10 * LEAST);

    @Test
    void arraysShouldGoToTheNextLeaseThatWantsTheirLength() {
        float[] floats = floats(300);
        double[] doubles = doubles(300);
        try (Storage.Lease _ = storage.lend()) {
            assertThat(Storage.floats(301)).isNotSameAs(floats).hasSize(301);
            assertThat(Storage.floats(300)).isSameAs(floats);
            assertThat(Storage.floats(300)).isNotSameAs(floats).hasSize(300);
            assertThat(Storage.doubles(300)).isSameAs(doubles);
        }
    }

    @Test
    void arraysWhenSmallShouldBeNew() {
        float[] small = floats(LEAST / Float.BYTES - 1);
        float[] big = floats(LEAST / Float.BYTES);
        assertThat(floats(LEAST / Float.BYTES - 1)).isNotSameAs(small);
        assertThat(floats(LEAST / Float.BYTES)).isSameAs(big);
    }

    @Test
    void arraysWhenThereIsNoLeaseShouldBeNew() {
        double[] kept = doubles(200);
        assertThat(Storage.doubles(200)).isNotSameAs(kept).hasSize(200).containsOnly(0);
    }

    @Test
    void arraysWhenLeaseIsWithinAnotherShouldBeThoseOfEach() {
        double[] kept = doubles(200);
        try (Storage.Lease _ = storage.lend()) {
            try (Storage.Lease _ = new Storage(LEAST, LEAST).lend()) {
                assertThat(Storage.doubles(200)).isNotSameAs(kept);
            }
            assertThat(Storage.doubles(200)).isSameAs(kept);
        }
    }

    @Test
    void arraysOfAnotherThreadShouldBeNew() throws Exception {
        double[] kept = doubles(200);
        try (Storage.Lease _ = storage.lend(); ExecutorService other = Executors.newSingleThreadExecutor()) {
            assertThat(other.submit(() -> Storage.doubles(200)).get()).isNotSameAs(kept);
        }
    }

    @Test
    void giveBackShouldServeTheSameLeaseAgainButOnce() {
        try (Storage.Lease _ = storage.lend()) {
            float[] first = Storage.floats(300);
            Storage.giveBack(first);
            Storage.giveBack(first);
            Storage.giveBack(new float[300]);
            assertThat(Storage.floats(300)).isSameAs(first);
            assertThat(Storage.floats(300)).isNotSameAs(first);
        }
    }

    /** Eight arrays of a little more than 1 KiB and one of 1 KiB fit into 10 KiB, but not two. */
    @Test
    void arraysWhenThereAreTooManyShouldGoByTheAgeOfTheirLength() {
        double[] older = doubles(LEAST / Double.BYTES);
        float[] old = floats(LEAST / Float.BYTES);
        try (Storage.Lease _ = storage.lend()) {
            for (int i = 0; i < 8; i++) {
                Storage.doubles(LEAST / Double.BYTES + 1);
            }
        }
        assertThat(floats(LEAST / Float.BYTES)).isSameAs(old);
        assertThat(doubles(LEAST / Double.BYTES)).isNotSameAs(older);
    }

    @Test
    void arraysLargerThanAllThatIsKeptShouldBeNew() {
        assertThat(doubles(2000)).isNotSameAs(doubles(2000));
    }

    private float[] floats(int count) {
        try (Storage.Lease _ = storage.lend()) {
            return Storage.floats(count);
        }
    }

    private double[] doubles(int count) {
        try (Storage.Lease _ = storage.lend()) {
            return Storage.doubles(count);
        }
    }
}
