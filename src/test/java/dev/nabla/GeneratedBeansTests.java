package dev.nabla;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Generated beans are taken unless a property that is set from outside may ask for others. */
class GeneratedBeansTests {

    private final StandardEnvironment environment = new StandardEnvironment();

    @BeforeEach
    void enable() {
        SpringProperties.setFlag(AotDetector.AOT_ENABLED);
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
    }

    @AfterEach
    void forget() {
        SpringProperties.setProperty(AotDetector.AOT_ENABLED, null);
    }

    private boolean areTakenWith(String variable) {
        environment.getPropertySources().replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of(variable, "1")));
        ConfigurationPropertySources.attach(environment);
        new GeneratedBeans().onApplicationEvent(new ApplicationEnvironmentPreparedEvent(new DefaultBootstrapContext(),
                new SpringApplication(), new String[0], environment));
        return AotDetector.useGeneratedArtifacts();
    }

    @Test
    void environmentWhenOnlyTheServicesOwnPropertiesAreSetShouldTakeThem() {
        assertThat(environment.getProperty("springdoc.api-docs.enabled")).isEqualTo("true");
        assertThat(areTakenWith("PATH")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"NABLA_LIMITS_MAX_BODY_SIZE", "NABLA_ACCESS_LOG_ENABLED", "NABLA_RATE_LIMIT_REQUESTS", "SERVER_PORT",
                "SERVER_SERVLET_CONTEXT_PATH",
                "SERVER_TOMCAT_THREADS_MAX",
                "LOGGING_STRUCTURED_FORMAT_CONSOLE", "SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE"})
    void environmentWhenSettingIsReadLaterShouldTakeThem(String variable) {
        assertThat(areTakenWith(variable)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"SPRINGDOC_API_DOCS_ENABLED", "MANAGEMENT_SERVER_PORT", "SPRING_PROFILES_ACTIVE",
                "SERVER_FORWARD_HEADERS_STRATEGY", "NABLA_SECURITY_KEYS_FILE",
                "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI"})
    void environmentWhenSettingMayChooseBeansShouldLeaveThem(String variable) {
        assertThat(areTakenWith(variable)).isFalse();
    }
}
