package dev.nabla;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.aot.AotDetector;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.support.EnvironmentPostProcessorApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * Decides whether the service starts with the beans that were chosen when it was built.
 *
 * <p>With {@code spring.aot.enabled}, as in the image, Spring no longer asks which beans there shall be. Some properties
 * decide that, {@code springdoc.api-docs.enabled} for one: where such a one is set from outside, Spring asks again.
 */
final class GeneratedBeans implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    private static final List<ConfigurationPropertyName> DECIDING = names("management", "nabla.security", "server",
            "spring", "springdoc");

    /** Those among them that beans are not chosen by, but read when they are made. In a variable, a dash is a dot. */
    private static final List<ConfigurationPropertyName> READ_LATER = names("server.address", "server.port",
            "server.servlet.context-path", "server.servlet.context.path", "server.tomcat", "spring.aot",
            "spring.application", "spring.lifecycle");

    private static List<ConfigurationPropertyName> names(String... names) {
        return Stream.of(names).map(ConfigurationPropertyName::of).toList();
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        if (AotDetector.useGeneratedArtifacts() && asksForOthers(event.getEnvironment())) {
            SpringProperties.setProperty(AotDetector.AOT_ENABLED, "false");
        }
    }

    private static boolean asksForOthers(ConfigurableEnvironment environment) {
        return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
                .filter(source -> !isPackaged(source))
                .filter(IterableConfigurationPropertySource.class::isInstance)
                .map(IterableConfigurationPropertySource.class::cast)
                .flatMap(IterableConfigurationPropertySource::stream).anyMatch(GeneratedBeans::decides);
    }

    /** Whether the service has brought these properties itself. */
    private static boolean isPackaged(ConfigurationPropertySource properties) {
        return properties.getUnderlyingSource() instanceof PropertySource<?> source
                && source.getName().startsWith("Config resource 'class path resource");
    }

    private static boolean decides(ConfigurationPropertyName name) {
        return DECIDING.stream().anyMatch(root -> root.isAncestorOf(name))
                && READ_LATER.stream().noneMatch(root -> root.equals(name) || root.isAncestorOf(name));
    }

    /** As soon as the environment is complete. */
    @Override
    public int getOrder() {
        return EnvironmentPostProcessorApplicationListener.DEFAULT_ORDER + 1;
    }
}
