package dev.nabla.web.security;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;

/** A key that a caller sends, and once it is found, the client whose key it is. */
final class ApiKeyAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final @Nullable String key;
    private final @Nullable String client;

    private ApiKeyAuthentication(@Nullable String key, @Nullable String client,
            Collection<? extends GrantedAuthority> authorities) {
        super(authorities);
        this.key = key;
        this.client = client;
        setAuthenticated(client != null);
    }

    static ApiKeyAuthentication unverified(String key) {
        return new ApiKeyAuthentication(key, null, List.of());
    }

    /** Without the key, which nobody needs any more. */
    static ApiKeyAuthentication of(ApiKey key) {
        return new ApiKeyAuthentication(null, key.client(), key.scopes());
    }

    @Override
    public String getCredentials() {
        return Objects.requireNonNullElse(key, "");
    }

    @Override
    public @Nullable Object getPrincipal() {
        return client;
    }
}
