package dev.nabla.web.security;

import java.util.Set;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether callers have to authenticate: as soon as anything of API keys or tokens is configured. So a name that is misspelled
 * or a setting that is missing stops the start, and does not leave the service open.
 */
final class OnSecurityConfigured implements Condition {

    private static final Set<ConfigurationPropertyName> ROOTS = Set.of(ConfigurationPropertyName.of("nabla.security"),
            ConfigurationPropertyName.of("spring.security.oauth2.resourceserver"));

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(context.getEnvironment())) {
            if (source instanceof IterableConfigurationPropertySource && ROOTS.stream()
                    .anyMatch(root -> source.containsDescendantOf(root) == ConfigurationPropertyState.PRESENT)) {
                return true;
            }
        }
        return false;
    }
}
