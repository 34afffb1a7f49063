package dev.nabla.web.security;

import dev.nabla.web.problem.Problem;
import dev.nabla.web.problem.ProblemException;
import dev.nabla.web.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Answers callers who are not known or may not do what they ask for. */
final class SecurityProblems implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final AcceptedCredentials accepted;
    private final HandlerExceptionResolver problems;

    SecurityProblems(AcceptedCredentials accepted, HandlerExceptionResolver problems) {
        this.accepted = accepted;
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response,
            AuthenticationException exception) {
        switch (exception) {
            case AuthenticationServiceException _ -> refuse(request, response,
                    new Problem(ProblemType.TOKENS_NOT_VERIFIABLE,
                            "The keys of the token's issuer could not be fetched, so the token could not be verified",
                            List.of(), 0, RETRY_AFTER));
            case InsufficientAuthenticationException _ -> challenge(request, response, "",
                    "The request has no credentials; send " + accepted);
            default -> challenge(request, response, ", error=\"invalid_token\"",
                    String.valueOf(exception.getMessage()));
        }
    }

    private void challenge(HttpServletRequest request, HttpServletResponse response, String error, String detail) {
        for (Credentials credentials : accepted.list()) {
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE,
                    credentials == Credentials.TOKEN ? credentials.challenge() + error : credentials.challenge());
        }
        refuse(request, response, new Problem(ProblemType.UNAUTHORIZED, detail));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception) {
        if (accepted.list().contains(Credentials.TOKEN)) {
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE,
                    Credentials.TOKEN.challenge() + ", error=\"insufficient_scope\"");
        }
        refuse(request, response, new Problem(ProblemType.FORBIDDEN,
                "The client lacks the scope that this path needs: use for /v1 and /v2, metrics for metrics and build information"));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem) {
        problems.resolveException(request, response, null, new ProblemException(problem));
    }
}
