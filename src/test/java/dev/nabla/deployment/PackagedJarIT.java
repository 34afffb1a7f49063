package dev.nabla.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PackagedJarIT {

    @Test
    void startWhenReadyShouldSayAddressLossesAndLimitsOnceEach() throws Exception {
        try (PackagedJar nabla = new PackagedJar()) {
            nabla.awaitStart();
            nabla.terminate();
            nabla.awaitExit();

            for (String subject : new String[]{"Address: ", "Losses: ", "Limits: "}) {
                assertThat(nabla.log()).filteredOn(line -> line.contains(subject)).hasSize(1);
            }
        }
    }

    @Test
    void startWhenServedUnderAPrefixByHttpsShouldSaySo(@TempDir Path folder) throws Exception {
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "nabla", "-keyalg", "EC", "-dname", "CN=localhost", "-storepass", "secret",
                "-keystore", keys.toString()).inheritIO().start();
        assertThat(keytool.waitFor()).isZero();
        try (PackagedJar nabla = new PackagedJar("--server.servlet.context-path=/nabla",
                "--server.ssl.key-store=" + keys, "--server.ssl.key-store-password=secret")) {
            assertThat(nabla.awaitLog("Address: ")).containsPattern("https://localhost:\\d+/nabla/");
            assertThat(nabla.awaitLog("Losses: ")).contains("/nabla/v1/losses");
        }
    }

    @Test
    void terminateWhenRequestRunsShouldStillAnswerIt() throws Exception {
        try (PackagedJar nabla = new PackagedJar();
                SlowRequest request = new SlowRequest("localhost", nabla.awaitStart())) {
            nabla.terminate();
            nabla.awaitLog(SlowRequest.GRACEFUL_SHUTDOWN);

            assertThat(request.finish()).startsWith("HTTP/1.1 200").contains("\"loss\":1.3333333333333333");
            assertThat(nabla.awaitExit()).isEqualTo(143);
        }
    }
}
