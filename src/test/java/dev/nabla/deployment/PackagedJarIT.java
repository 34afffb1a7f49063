package dev.nabla.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
