package dev.nabla.deployment;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The packaged jar, running on a free port. */
final class PackagedJar implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("http://localhost:(\\d+)/");

    private final List<String> log = new ArrayList<>();
    private final Process process;
    private final BufferedReader output;

    PackagedJar(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar", System.getProperty("nabla.jar"), "--server.port=0"));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("NABLA_SHUTDOWN_DRAIN", "0s"); // unless the arguments say otherwise
        process = builder.start();
        output = process.inputReader();
    }

    /** Reads the log until a line holds this text, and returns that line. */
    String awaitLog(String text) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            log.add(line);
            if (line.contains(text)) {
                return line;
            }
        }
        throw new IllegalStateException("ended before it said \"" + text + "\":\n" + String.join("\n", log));
    }

    /** Waits until the service has said all that it says at its start, and returns its port. */
    int awaitStart() throws IOException {
        awaitLog("Limits: ");
        return log.stream().flatMap(line -> ADDRESS.matcher(line).results()).map(MatchResult::group)
                .mapToInt(address -> URI.create(address).getPort()).findFirst().orElseThrow();
    }

    /** The lines read so far. */
    List<String> log() {
        return List.copyOf(log);
    }

    /** Sends SIGTERM; through the handle, since the process itself would close its output at once. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Waits for the end of the process, and returns its exit code. */
    int awaitExit() throws IOException, InterruptedException {
        output.lines().forEach(log::add);
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
