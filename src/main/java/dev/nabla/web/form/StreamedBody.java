package dev.nabla.web.form;

import jakarta.servlet.ServletRequest;
import java.util.Locale;
import org.springframework.http.MediaType;

/** Bodies that are streams of documents, each of which is admitted by itself. */
public final class StreamedBody {

    private StreamedBody() {}

    /** Whether the body of a request is a stream. */
    public static boolean isSent(ServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_NDJSON_VALUE);
    }
}
