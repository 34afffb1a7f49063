package dev.nabla.benchmark.http;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** Programs that are run for what they do, not for what they say. */
final class Commands {

    private Commands() {}

    /** Whether a program, run to its end, says that it did what it should. */
    static boolean succeeds(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start()
                    .waitFor() == 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
