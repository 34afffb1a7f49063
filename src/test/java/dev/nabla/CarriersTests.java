package dev.nabla;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CarriersTests {

    /** Says whether two virtual threads run at the same time, neither of which lets the other one run. */
    static final class Program {

        private static final long SECONDS = 1_000_000_000;

        private Program() {}

        public static void main(String... args) throws InterruptedException {
            Carriers.ensureTwo();
            CountDownLatch both = new CountDownLatch(2);
            Runnable spin = () -> {
                both.countDown();
                long start = System.nanoTime();
                while (both.getCount() > 0 && System.nanoTime() - start < SECONDS) {
                    Thread.onSpinWait();
                }
                if (both.getCount() > 0) {
                    System.out.print("alone");
                }
            };
            Thread first = Thread.startVirtualThread(spin);
            Thread second = Thread.startVirtualThread(spin);
            first.join();
            second.join();
        }
    }

    private static String output(String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ActiveProcessorCount=1", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.add(Program.class.getName());
        Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void ensureTwoWhenThereIsOneCoreShouldRunTwoVirtualThreads() throws IOException {
        assertThat(output()).isEmpty();
    }

    @Test
    void ensureTwoWhenTheNumberIsGivenShouldKeepIt() throws IOException {
        assertThat(output("-Djdk.virtualThreadScheduler.parallelism=1")).isEqualTo("alone");
    }
}
