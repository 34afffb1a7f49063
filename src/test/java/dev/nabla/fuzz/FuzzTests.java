package dev.nabla.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.NablaApplication;
import dev.nabla.client.ServiceClient;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** {@link Fuzzer} sends more of them by hand. */
@SpringBootTest(classes = NablaApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class FuzzTests {

    @LocalServerPort
    int port;

    private Report fuzz(long seed, long count) {
        return new Fuzzer(new ServiceClient("127.0.0.1", port), seed).run(0, count);
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void everyRequestShouldBeAnsweredAsItShouldBe() {
        Report report = fuzz(20251129, 2000);
        assertThat(report.findings()).as(report.toString()).isEmpty();
        assertThat(report.answers()).isGreaterThan(2000);
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "CI", matches = "true")
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void everyOfManyRequestsShouldBeAnsweredAsItShouldBe() {
        Report report = fuzz(17, 100_000);
        assertThat(report.findings()).as(report.toString()).isEmpty();
    }
}
