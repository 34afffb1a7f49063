package dev.nabla.benchmark.http;

import java.io.IOException;

/** Which cores a process may use. */
final class CpuAffinity {

    static final int COUNT = Runtime.getRuntime().availableProcessors();
    static final String ALL = "0-" + (COUNT - 1);
    static final String LAST = Integer.toString(COUNT - 1);
    static final String ALL_BUT_LAST = "0-" + Math.max(COUNT - 2, 0);

    private CpuAffinity() {}

    /** Ties all threads of a process to some cores. */
    static void tie(ProcessHandle process, String cores) throws IOException {
        if (!Commands.succeeds("taskset", "-a", "-c", "-p", cores, Long.toString(process.pid()))) {
            throw new IOException("taskset cannot tie a process to cores " + cores);
        }
    }
}
