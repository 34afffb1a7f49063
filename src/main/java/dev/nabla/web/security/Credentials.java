package dev.nabla.web.security;

import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** What a caller may authenticate with. */
enum Credentials {
    API_KEY("apiKey", "ApiKey realm=\"nabla\"", "an API key in " + ApiKeyAuthenticationConverter.HEADER) {

        @Override
        AuthenticationConverter converter() {
            return new ApiKeyAuthenticationConverter();
        }

        @Override
        @Nullable
        Authentication of(Function<String, @Nullable String> header) {
            String key = header.apply("x-api-key");
            return key == null ? null : ApiKeyAuthentication.unverified(key);
        }

        @Override
        SecurityScheme scheme() {
            return new SecurityScheme().type(SecurityScheme.Type.APIKEY).in(SecurityScheme.In.HEADER)
                    .name(ApiKeyAuthenticationConverter.HEADER);
        }
    },

    TOKEN("token", "Bearer realm=\"nabla\"", "a token in Authorization: Bearer") {

        @Override
        AuthenticationConverter converter() {
            return new BearerTokenAuthenticationConverter();
        }

        @Override
        @Nullable
        Authentication of(Function<String, @Nullable String> header) {
            String value = header.apply("authorization");
            return value != null && value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? new BearerTokenAuthenticationToken(value.substring(BEARER.length()).strip())
                    : null;
        }

        @Override
        SecurityScheme scheme() {
            return new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("JWT");
        }
    };

    private static final String BEARER = "Bearer ";

    private final String label;
    private final String challenge;
    private final String description;

    Credentials(String label, String challenge, String description) {
        this.label = label;
        this.challenge = challenge;
        this.description = description;
    }

    /** The name in the OpenAPI document. */
    String label() {
        return label;
    }

    /** As in {@code WWW-Authenticate}. */
    String challenge() {
        return challenge;
    }

    /** As in a message. */
    String description() {
        return description;
    }

    /** Takes it from a request. */
    abstract AuthenticationConverter converter();

    /** Takes it from headers with names in lower case; {@code null} if it is not there. */
    @Nullable
    abstract Authentication of(Function<String, @Nullable String> header);

    /** As in the OpenAPI document. */
    abstract SecurityScheme scheme();
}
