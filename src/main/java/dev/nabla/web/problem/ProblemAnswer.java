package dev.nabla.web.problem;

import dev.nabla.web.html.HtmlPage;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriUtils;

/**
 * A problem as the answer to a request: the form of the Open Inference Protocol under its paths, else a page for a browser that
 * asks for one, and problem details for all others.
 */
public final class ProblemAnswer {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private ProblemAnswer() {}

    /**
     * The answer to a request.
     *
     * @param problem what is wrong, with the path of its type within the service
     */
    public static ResponseEntity<Object> of(ProblemDetail problem, HttpHeaders headers, HttpServletRequest request) {
        if (InferenceError.isFormOf(path(problem, request))) {
            return ResponseEntity.status(InferenceError.status(problem.getStatus())).headers(headers)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(new InferenceError(Objects.requireNonNullElse(problem.getDetail(), "")));
        }
        var answer = ResponseEntity.status(problem.getStatus()).headers(headers);
        if (prefersHtml(request)) {
            return answer.contentType(HTML).body(page(problem, request).text());
        }
        problem.setType(URI.create(request.getContextPath() + problem.getType()));
        if (problem.getInstance() == null) {
            problem.setInstance(instance(request.getRequestURI()));
        }
        return answer.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }

    /** The path within the service of the request that failed, which a problem names if the servlet container forwarded it. */
    private static String path(ProblemDetail problem, HttpServletRequest request) {
        URI instance = problem.getInstance() == null ? instance(request.getRequestURI()) : problem.getInstance();
        String path = Objects.requireNonNullElse(instance.getPath(), "");
        return path.startsWith(request.getContextPath()) ? path.substring(request.getContextPath().length()) : path;
    }

    /** The path of a request as a URI. Some are none: {@code //} is a host without a name. */
    static URI instance(String path) {
        String single = path.replaceFirst("^/{2,}", "/");
        try {
            return new URI(single);
        } catch (URISyntaxException _) {
            return URI.create(UriUtils.encodePath(single, StandardCharsets.UTF_8));
        }
    }

    /** Whether a caller would rather have HTML than JSON. */
    private static boolean prefersHtml(HttpServletRequest request) {
        if (!HttpMethod.GET.matches(request.getMethod()) && !HttpMethod.HEAD.matches(request.getMethod())) {
            return false;
        }
        try {
            List<MediaType> accepted = new ArrayList<>(
                    MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT))));
            MimeTypeUtils.sortBySpecificity(accepted);
            return accepted.stream()
                    .filter(type -> type.includes(MediaType.TEXT_HTML) || type.includes(MediaType.APPLICATION_JSON))
                    .findFirst().filter(type -> !type.includes(MediaType.APPLICATION_JSON)).isPresent();
        } catch (InvalidMediaTypeException | InvalidMimeTypeException _) {
            return false;
        }
    }

    private static HtmlPage page(ProblemDetail problem, HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length()).replaceFirst("^/", "");
        String title = Objects.requireNonNullElse(problem.getTitle(), "");
        String body = "<h1>" + HtmlUtils.htmlEscape(title) + "</h1>\n<p>HTTP status " + problem.getStatus()
                + ".</p>\n<p>" + HtmlUtils.htmlEscape(Objects.requireNonNullElse(problem.getDetail(), "")) + "</p>\n"
                + errors(Objects.requireNonNullElse(problem.getProperties(), Map.of()).get("errors"));
        return new HtmlPage(path, title, body);
    }

    private static String errors(@Nullable Object errors) {
        return errors instanceof List<?> list && list.size() > 1
                ? list.stream().map(error -> error instanceof RequestError(String _, String detail)
                        ? "<li>" + HtmlUtils.htmlEscape(detail) + "</li>\n"
                        : "").collect(Collectors.joining("", "<ul>\n", "</ul>\n"))
                : "";
    }
}
