package dev.nabla.load;

import dev.nabla.client.ServiceClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a service's process holds, by its metrics and {@code /proc}.
 *
 * @param heap bytes in use after a garbage collection
 * @param resident resident bytes
 * @param descriptors open file descriptors
 * @param threads platform threads
 */
record ProcessReading(double heap, double resident, double descriptors, double threads) {

    private static final Pattern HEAP = Pattern.compile("jvm_memory_used_bytes\\{.*area=\"heap\".*} (\\S+)");

    /** Collects garbage in the process, and reads what it holds then. */
    static ProcessReading of(ServiceClient service, long pid) throws IOException, InterruptedException {
        collectGarbage(pid);
        double heap = heap(service);
        Path process = Path.of("/proc", Long.toString(pid));
        String status = Files.readString(process.resolve("status"));
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return new ProcessReading(heap, 1024 * number(status, "VmRSS"), descriptors.count(),
                    number(status, "Threads"));
        }
    }

    /** The bytes of heap in use, garbage included. */
    static double heap(ServiceClient service) {
        return HEAP.matcher(service.get("/actuator/prometheus").text()).results()
                .map((MatchResult line) -> line.group(1)).mapToDouble(Double::parseDouble).sum();
    }

    private static void collectGarbage(long pid) throws IOException, InterruptedException {
        Path command = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process jcmd = new ProcessBuilder(command.toString(), Long.toString(pid), "GC.run")
                .redirectErrorStream(true).start();
        String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException(output);
        }
    }

    private static double number(String status, String name) {
        MatchResult line = Pattern.compile("(?m)^" + name + ":\\s+(\\d+)").matcher(status).results().findFirst()
                .orElseThrow();
        return Double.parseDouble(line.group(1));
    }
}
