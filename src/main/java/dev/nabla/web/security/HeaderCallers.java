package dev.nabla.web.security;

import dev.nabla.service.access.CallerException;
import dev.nabla.service.access.Callers;
import dev.nabla.service.access.Client;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/** Authenticates callers of other protocols by the same credentials as those of HTTP. */
final class HeaderCallers implements Callers {

    private final AcceptedCredentials accepted;
    private final AuthenticationManager clients;

    HeaderCallers(AcceptedCredentials accepted, AuthenticationManager clients) {
        this.accepted = accepted;
        this.clients = clients;
    }

    @Override
    public Client authenticate(Function<String, @Nullable String> header) {
        Authentication sent = accepted.list().stream().map(credentials -> credentials.of(header))
                .filter(Objects::nonNull).findFirst()
                .orElseThrow(() -> new CallerException(CallerException.Reason.UNAUTHENTICATED,
                        "The call has no credentials; send " + accepted));
        Authentication found = find(sent);
        if (found.getAuthorities().stream().noneMatch(each -> Scope.USE.getAuthority().equals(each.getAuthority()))) {
            throw new CallerException(CallerException.Reason.FORBIDDEN,
                    "The client lacks the scope that this call needs: use");
        }
        return SecurityConfiguration.client(found);
    }

    private Authentication find(Authentication sent) {
        try {
            return clients.authenticate(sent);
        } catch (AuthenticationServiceException _) {
            throw new CallerException(CallerException.Reason.UNVERIFIABLE,
                    "The keys of the token's issuer could not be fetched, so the token could not be verified");
        } catch (AuthenticationException e) {
            throw new CallerException(CallerException.Reason.UNAUTHENTICATED, String.valueOf(e.getMessage()));
        }
    }
}
