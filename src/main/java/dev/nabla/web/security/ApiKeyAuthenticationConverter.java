package dev.nabla.web.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Takes the API key from its header. */
final class ApiKeyAuthenticationConverter implements AuthenticationConverter {

    static final String HEADER = "X-API-Key";

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String key = request.getHeader(HEADER);
        return key == null ? null : ApiKeyAuthentication.unverified(key);
    }
}
