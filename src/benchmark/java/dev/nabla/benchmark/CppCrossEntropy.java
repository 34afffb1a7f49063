package dev.nabla.benchmark;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code src/benchmark/cpp/cross_entropy.cpp}, compiled on the spot for this machine and called in process. */
final class CppCrossEntropy implements CrossEntropyCompetitor {

    private static final String SOURCE = "src/benchmark/cpp/cross_entropy.cpp";

    private final Arena arena = Arena.ofShared();
    private final MethodHandle function;
    private MemorySegment logits = MemorySegment.NULL;
    private MemorySegment targets = MemorySegment.NULL;
    private MemorySegment gradient = MemorySegment.NULL;
    private int rows;
    private int classes;

    @SuppressWarnings("restricted")
    CppCrossEntropy() throws IOException, InterruptedException {
        Linker linker = Linker.nativeLinker();
        SymbolLookup library = SymbolLookup.libraryLookup(compile(), arena);
        function = linker.downcallHandle(library.findOrThrow("cross_entropy"),
                FunctionDescriptor.of(ValueLayout.JAVA_DOUBLE, ValueLayout.ADDRESS, ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    }

    private static Path compile() throws IOException, InterruptedException {
        Path library = Files.createTempDirectory("nabla").resolve("libcross_entropy.so");
        int exit = new ProcessBuilder("g++", "-O3", "-march=native", "-ffast-math", "-fPIC", "-shared", SOURCE, "-o",
                library.toString()).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IOException("g++ cannot compile " + SOURCE);
        }
        return library;
    }

    @Override
    public String label() {
        return "C++, float64 inside (g++ -O3 -march=native -ffast-math)";
    }

    @Override
    public void prepare(float[] logits, int[] targets, int classes) {
        this.logits = arena.allocateFrom(ValueLayout.JAVA_FLOAT, logits);
        this.targets = arena.allocateFrom(ValueLayout.JAVA_INT, targets);
        this.gradient = arena.allocate(ValueLayout.JAVA_FLOAT, logits.length);
        this.rows = targets.length;
        this.classes = classes;
    }

    @Override
    public double run(int threads) {
        try {
            return (double) function.invokeExact(logits, targets, rows, classes, gradient, threads);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public List<float[]> gradients() {
        return List.of(gradient.toArray(ValueLayout.JAVA_FLOAT));
    }

    @Override
    public void close() {
        arena.close();
    }
}
