package dev.nabla.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.service.access.RateLimit.Unit;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class QuotaTests {

    private final Clock clock = new Clock();

    private static final class Clock implements TimeMeter {

        private long nanos;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    private Quota quota(long units, Unit unit) {
        return new Quota(RateLimit.of(units, unit, Duration.ofSeconds(60)), clock);
    }

    @Test
    void requestWhenQuotaIsUsedUpShouldWaitForTheNextOne() {
        Quota quota = quota(2, Unit.REQUESTS);
        assertThat(quota.admit(0)).isZero();
        // one of two is left, and the other is back after half the window
        assertThat(quota.state()).isEqualTo("\"requests\";r=1;t=30");
        assertThat(quota.admit(0)).isZero();
        clock.nanos = Duration.ofMillis(10_500).toNanos();
        Duration wait = quota.admit(0);
        assertThat(wait).isEqualTo(Duration.ofMillis(19_500));
        assertThat(quota.state(wait)).isEqualTo("\"requests\";r=0;t=20");
        clock.nanos += wait.toNanos();
        assertThat(quota.admit(0)).isZero();
    }

    @Test
    void bodyShouldBeCountedAsItArrives() {
        Quota quota = quota(600, Unit.BYTES);
        assertThat(quota.admit(500)).isZero();
        assertThat(quota.state()).isEqualTo("\"bytes\";r=600;t=0");
        quota.count(200);
        assertThat(quota.state()).isEqualTo("\"bytes\";r=400;t=20");
        // 100 of the 500 bytes are missing, and 10 bytes come back each second
        assertThat(quota.admit(500)).isEqualTo(Duration.ofSeconds(10));
        assertThat(quota.admit(400)).isZero();
    }

    /** As of chunked ones, whose length nobody knows before. */
    @Test
    void bodyWhenItIsLargerThanTheQuotaShouldBePaidForAfterwards() {
        Quota quota = quota(600, Unit.BYTES);
        assertThat(quota.admit(-1)).isZero();
        quota.count(900);
        assertThat(quota.state()).isEqualTo("\"bytes\";r=0;t=90");
        assertThat(quota.admit(-1)).isEqualTo(Duration.ofMillis(30_100));
        // what is larger than the quota needs all of it
        assertThat(quota.admit(5000)).isEqualTo(Duration.ofSeconds(90));
        clock.nanos = Duration.ofSeconds(90).toNanos();
        assertThat(quota.admit(5000)).isZero();
    }

    @Test
    void bodiesWhenQuotaIsLargeShouldBeCountedExactly() {
        long quota = DataSize.ofGigabytes(10).toBytes();
        Quota bytes = quota(quota, Unit.BYTES);
        bytes.count(quota);
        clock.nanos = Duration.ofSeconds(30).toNanos();
        assertThat(bytes.state()).isEqualTo("\"bytes\";r=" + quota / 2 + ";t=30");
    }

    @Test
    void clientsWhenThereAreTooManyShouldBeForgottenFromTheOldest() {
        ClientQuotas quotas = new ClientQuotas(
                List.of(RateLimit.of(1, Unit.REQUESTS, Duration.ofHours(1))), 2, clock);
        Client first = Client.ofAddress("192.0.2.1");
        Client second = Client.ofAddress("192.0.2.2");
        for (Client client : List.of(first, second, first)) {
            quotas.of(client).getFirst().admit(0);
        }
        quotas.of(Client.ofAddress("192.0.2.3"));
        assertThat(quotas.of(first).getFirst().admit(0)).isPositive();
        assertThat(quotas.of(second).getFirst().admit(0)).isZero();
    }

    @Test
    void limitWhenItIsFasterThanCanBeCountedShouldBeRefusedAtTheStart() {
        RateLimitProperties properties = new RateLimitProperties(null, DataSize.ofGigabytes(2), Duration.ofSeconds(1),
                10);
        assertThatThrownBy(properties::limits).isInstanceOf(IllegalArgumentException.class);
    }
}
