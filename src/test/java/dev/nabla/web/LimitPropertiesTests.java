package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

class LimitPropertiesTests {

    // The names in README.md and docker-compose.yml.
    @Test
    void bindWhenSetByEnvironmentVariablesShouldTakeThem() {
        assertThat(bound(Map.of("NABLA_LIMITS_MAX_BODY_SIZE", "1KB", "NABLA_LIMITS_MAX_NESTING_DEPTH", "7",
                "NABLA_LIMITS_MAX_FIELDS", "8", "NABLA_LIMITS_MAX_TENSOR_HEADER_SIZE", "2KB",
                "NABLA_LIMITS_MEMORY", "3MB", "NABLA_LIMITS_QUEUE_TIMEOUT", "5s",
                "NABLA_LIMITS_TIME", "6s")))
                .isEqualTo(new LimitProperties(DataSize.ofKilobytes(1), 7, 8, DataSize.ofKilobytes(2),
                        DataSize.ofMegabytes(3),
                        Duration.ofSeconds(5), Duration.ofSeconds(6)));
    }

    private static LimitProperties bound(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bindOrCreate("nabla.limits", LimitProperties.class);
    }
}
