package dev.nabla.web.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers errors from outside the controllers: from filters or the servlet container. */
@Hidden
@RestController
class FallbackErrorController implements ErrorController {

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        ProblemType type = code instanceof Integer status
                ? ProblemType.of(HttpStatusCode.valueOf(status))
                : ProblemType.NOT_FOUND;
        return ResponseEntity.status(type.status()).body(new Problem(type, type.explanation()).toDetail());
    }
}
