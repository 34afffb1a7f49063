package dev.nabla.benchmark;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleArrays;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.StableSoftmax;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The loops over arrays, in nanoseconds a number, by vector instructions and without.
 *
 * <p>{@code ./mvnw -P run -Dmain=org.openjdk.jmh.Main -Dargs=KernelBenchmark}; with
 * {@code JAVA_TOOL_OPTIONS=-Dnabla.kernel.scalar=true} the plain loops.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(KernelBenchmark.COUNT)
public class KernelBenchmark {

    static final int COUNT = 50_257;

    private static final DoubleDouble FACTOR = DoubleDouble.quotient(1, 3);

    private final double[] numbers = new Random(1).doubles(COUNT, -5, 5).toArray();
    private final double[] results = new double[COUNT];

    @Benchmark
    public double exponentialsOneByOne() {
        for (int i = 0; i < COUNT; i++) {
            results[i] = Elementary.exp(numbers[i]);
        }
        return results[0];
    }

    @Benchmark
    public StableSoftmax softmax() {
        return new StableSoftmax(numbers, COUNT, results);
    }

    @Benchmark
    public double sum() {
        CompensatedSum sum = new CompensatedSum();
        sum.add(numbers, 0, COUNT);
        return sum.value();
    }

    @Benchmark
    public double[] scaling() {
        System.arraycopy(numbers, 0, results, 0, COUNT);
        DoubleArrays.scale(results, 0, COUNT, FACTOR);
        return results;
    }

    @Benchmark
    public boolean search() {
        return DoubleArrays.containsNaN(numbers, 0, COUNT);
    }
}
