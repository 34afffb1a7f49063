package dev.nabla.web.security;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;

/** What a client may do. */
enum Scope implements GrantedAuthority {
    /** Evaluate losses, and everything else that is neither documentation nor an endpoint of Actuator. */
    USE,
    /** Read metrics and build information. */
    METRICS;

    /** As in configuration, and in the scopes of a token. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As Spring Security names the scopes of a token. */
    @Override
    public String getAuthority() {
        return "SCOPE_" + label();
    }

    static Optional<Scope> of(String label) {
        return Stream.of(values()).filter(scope -> scope.label().equals(label)).findFirst();
    }
}
