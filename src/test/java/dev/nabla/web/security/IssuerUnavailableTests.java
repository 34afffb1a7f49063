package dev.nabla.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nabla.client.TokenIssuer;
import dev.nabla.web.problem.Problem;
import dev.nabla.web.problem.ProblemType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

class IssuerUnavailableTests {

    @Test
    void tokenWhenKeysCannotBeFetchedShouldNotBeCalledInvalid() {
        TokenIssuer issuer = new TokenIssuer();
        issuer.close();
        JwtAuthenticationProvider tokens = new JwtAuthenticationProvider(
                NimbusJwtDecoder.withJwkSetUri(issuer.keys()).restOperations(new IssuerKeys()).build());

        AuthenticationException failure = catchThrowableOfType(AuthenticationException.class,
                () -> tokens.authenticate(new BearerTokenAuthenticationToken(
                        issuer.sign(TokenIssuer.claims().claim("scope", "use").build()))));

        List<Problem> answers = new ArrayList<>();
        MockHttpServletResponse response = new MockHttpServletResponse();
        new SecurityProblems(new AcceptedCredentials(List.of(Credentials.TOKEN)), (_, _, _, exception) -> {
            answers.add(Problem.of(exception));
            return null;
        }).commence(new MockHttpServletRequest(), response, failure);
        assertThat(answers).singleElement().returns(ProblemType.TOKENS_NOT_VERIFIABLE, Problem::type)
                .returns(Duration.ofSeconds(5), Problem::retryAfter);
        assertThat(response.getHeader("WWW-Authenticate")).isNull();
    }
}
