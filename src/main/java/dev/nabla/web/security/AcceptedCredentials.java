package dev.nabla.web.security;

import java.util.List;
import java.util.stream.Collectors;

/** What callers may authenticate with, by this configuration. */
record AcceptedCredentials(List<Credentials> list) {

    AcceptedCredentials {
        if (list.isEmpty()) {
            throw new IllegalStateException(
                    "nabla.security or spring.security.oauth2.resourceserver is set, but there are "
                            + "neither API keys (nabla.security.clients, nabla.security.keys-file) nor an issuer of tokens "
                            + "(spring.security.oauth2.resourceserver.jwt.issuer-uri, jwk-set-uri or public-key-location)");
        }
        list = List.copyOf(list);
    }

    @Override
    public String toString() {
        return list.stream().map(Credentials::description).collect(Collectors.joining(" or "));
    }
}
