package dev.nabla.web.problem;

import dev.nabla.codec.json.JsonWriter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** Answers requests that Tomcat rejects before they reach the application. */
public final class ProblemReportValve extends ErrorReportValve {

    /** The statuses after which Tomcat closes the connection, although it does not announce it. */
    private static final Set<Integer> LAST = Set.of(HttpServletResponse.SC_EXPECTATION_FAILED,
            HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED);

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (LAST.contains(response.getStatus())) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        super.invoke(request, response);
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemType type = ProblemType.of(HttpStatusCode.valueOf(status));
        boolean isInference = InferenceError.isFormOf(Objects.requireNonNullElse(request.getRequestURI(), ""));
        response.setContentType(
                isInference ? MediaType.APPLICATION_JSON_VALUE : MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader("X-Content-Type-Options", "nosniff");
        try {
            JsonWriter json = new JsonWriter(response.getOutputStream());
            if (isInference) {
                json.beginObject().name("error").string(type.explanation()).endObject();
            } else {
                new Problem(type, type.explanation()).writeTo(json);
            }
            json.flush();
        } catch (IOException _) {
            // the connection is closed
        }
    }
}
