package dev.nabla.web.problem;

import dev.nabla.codec.json.JsonWriter;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** Answers requests that Tomcat rejects before they reach the application. */
public final class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemType type = ProblemType.of(HttpStatusCode.valueOf(status));
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader("X-Content-Type-Options", "nosniff");
        try {
            JsonWriter json = new JsonWriter(response.getOutputStream());
            new Problem(type, type.explanation()).writeTo(json);
            json.flush();
        } catch (IOException _) {
            // the connection is closed
        }
    }
}
