package dev.nabla.web.form;

import dev.nabla.request.Answer;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.tensor.DType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** A media type for request and response bodies: one reader and one writer. */
public interface Form {

    MediaType mediaType();

    /**
     * Reads a request.
     *
     * @param kinds what each field holds
     * @param dtype the dtype given in the query string; {@code null} if the body may give it
     */
    Fields read(FieldKinds kinds, @Nullable DType dtype, InputStream body) throws IOException;

    /** Writes an answer. It does not flush, so that a short response is sent in one piece, with its Content-Length. */
    void write(Answer answer, OutputStream out) throws IOException;
}
