package dev.nabla.web.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.service.loss.LossService;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Evaluations are found by their full paths, and just as Spring would find them. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class EvaluationMappingTests {

    @Autowired
    EvaluationMapping direct;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping patterns;

    @Autowired
    DispatcherServlet servlet;

    @Autowired
    LossService losses;

    @Test
    void handlerWhenNameIsKnownShouldBeTheOneThatPatternsFind() throws Exception {
        assertThat(losses.names()).contains("mse", "mean_squared_error"); // an id and an alias
        for (String name : losses.names()) {
            String path = "/v1/losses/" + name;
            assertThat(match(direct, path)).as(name).isEqualTo(match(patterns, path));
        }
    }

    @ParameterizedTest
    @CsvSource({"POST, /v1/losses/no_such_loss", "POST, /v1/losses/MSE", "POST, /v1/losses/mse/", "POST, /v1/losses",
            "POST, /v1/losses/mse/gradcheck", "POST, /v1/losses/%6dse", "GET, /v1/losses/mse",
            "OPTIONS, /v1/losses/mse"})
    void handlerWhenRequestIsAnotherShouldBeLeftToPatterns(String method, String path) throws Exception {
        assertThat(direct.getHandler(request(method, path))).isNull();
    }

    @Test
    void servletShouldAskForFullPathsFirst() {
        assertThat(Objects.requireNonNull(servlet.getHandlerMappings()).getFirst()).isSameAs(direct);
    }

    /** What a mapping finds: the method, its template, and the variables of the path. */
    private record Match(HandlerMethod handler, Object template, Object variables) {}

    private static Match match(HandlerMapping mapping, String path) throws Exception {
        MockHttpServletRequest request = request("POST", path);
        Object handler = Objects.requireNonNull(mapping.getHandler(request)).getHandler();
        return new Match((HandlerMethod) handler,
                Objects.requireNonNull(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)),
                Objects.requireNonNull(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)));
    }

    private static MockHttpServletRequest request(String method, String path) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        ServletRequestPathUtils.parseAndCache(request);
        return request;
    }
}
