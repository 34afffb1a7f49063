package dev.nabla.web.problem;

import org.springframework.http.ProblemDetail;

/** Makes problem details. */
final class Problems {

    private Problems() {}

    static ProblemDetail of(ProblemType type, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(type.status(), detail);
        problem.setType(type.uri());
        problem.setTitle(type.title());
        return problem;
    }
}
