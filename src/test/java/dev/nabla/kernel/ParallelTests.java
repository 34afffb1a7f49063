package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallelTests {

    private record Part(int from, int to) {}

    private static List<Part> parts(int threads, int items, long work) {
        Queue<Part> parts = new ConcurrentLinkedQueue<>();
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            pool.submit(() -> Parallel.run(items, work, 10, (from, to) -> parts.add(new Part(from, to)))).join();
        }
        return List.copyOf(parts);
    }

    @ParameterizedTest
    @CsvSource({"1, 7, 1000, 1", "3, 7, 1000, 3", "3, 7, 29, 2", "3, 7, 9, 1", "3, 2, 1000, 2", "3, 0, 0, 1"})
    void runShouldMakeAsManyPartsAsAreWorthwhileAndHaveAThread(int threads, int items, long work, int expected) {
        assertThat(parts(threads, items, work)).hasSize(expected);
    }

    @Test
    void runWhenThereAreSeveralPartsShouldReachEachItemOnce() {
        assertThat(parts(3, 100, 1000).stream().flatMapToInt(part -> IntStream.range(part.from, part.to)).sorted())
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }
}
