package dev.nabla.web.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers errors from outside the controllers: from filters or the servlet container. */
@Hidden
@RestController
class FallbackErrorController implements ErrorController {

    /** Nothing after the begin of a stream, which says itself why it ends. */
    @RequestMapping("${server.error.path:/error}")
    @Nullable
    ResponseEntity<Object> error(HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            return null;
        }
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        ProblemType type = code instanceof Integer status
                ? ProblemType.of(HttpStatusCode.valueOf(status))
                : ProblemType.NOT_FOUND;
        if (response.containsHeader(HttpHeaders.ALLOW)) {
            // Tomcat, which refuses TRACE, knows no path and names whatever it can read.
            response.setHeader(HttpHeaders.ALLOW, "GET, HEAD, POST, OPTIONS");
        }
        ProblemDetail problem = Problem.knownOf(request).orElseGet(() -> new Problem(type, type.explanation()))
                .toDetail();
        if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path) {
            problem.setInstance(ProblemAnswer.instance(path));
        }
        return ProblemAnswer.of(problem, HttpHeaders.EMPTY, request);
    }
}
