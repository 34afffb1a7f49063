package dev.nabla.service.network;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * The batch of each step. An epoch has every sample once, in batches of one size, of which the last may be smaller: in the order
 * in which they were sent, or shuffled anew for each epoch.
 *
 * <p>The generator is SplitMix64 (Steele, Lea and Flood 2014), which starts at the seed. An epoch of N samples takes N − 1 of its
 * numbers u, 64 bits each, for the shuffle of Fisher and Yates: for i from N − 1 to 1, the samples at i and at ⌊u·(i + 1)/2⁶⁴⌋
 * are exchanged. Any step can be found without those before it.
 */
final class BatchOrder {

    /** What SplitMix64 adds to its state for each number: 2⁶⁴ divided by the golden ratio. */
    private static final long INCREMENT = 0x9E3779B97F4A7C15L;

    private final int batchSize;
    private final OptionalLong seed;
    private final int[] samples;
    private long epoch = -1;

    /**
     * Creates the order of the batches.
     *
     * @param count the number of samples, at least 1
     * @param batchSize the number of samples of a batch, at least 1
     * @param seed where the generator starts; empty for the order in which the samples were sent
     */
    BatchOrder(int count, int batchSize, OptionalLong seed) {
        this.batchSize = Math.min(batchSize, count);
        this.seed = seed;
        this.samples = new int[count];
    }

    /** A batch as large as any. */
    Batch largest() {
        return new Batch(new int[batchSize]);
    }

    /** The number of steps of an epoch. */
    int stepsOfEpoch() {
        return Math.ceilDiv(samples.length, batchSize);
    }

    /** The batch of a step; the first step is 0. */
    Batch at(long step) {
        int batches = stepsOfEpoch();
        if (epoch != step / batches) {
            begin(step / batches);
        }
        int from = (int) (step % batches) * batchSize;
        return new Batch(Arrays.copyOfRange(samples, from, Math.min(from + batchSize, samples.length)));
    }

    private void begin(long next) {
        epoch = next;
        Arrays.setAll(samples, i -> i);
        if (seed.isPresent()) {
            long drawn = epoch * (samples.length - 1);
            shuffle(new SplittableRandom(seed.getAsLong() + drawn * INCREMENT));
        }
    }

    private void shuffle(SplittableRandom random) {
        for (int i = samples.length - 1; i > 0; i--) {
            int other = (int) Math.unsignedMultiplyHigh(random.nextLong(), i + 1L);
            int moved = samples[i];
            samples[i] = samples[other];
            samples[other] = moved;
        }
    }
}
