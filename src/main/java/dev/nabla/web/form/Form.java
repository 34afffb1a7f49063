package dev.nabla.web.form;

import dev.nabla.request.Answer;
import dev.nabla.request.Fault;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.DType;
import dev.nabla.web.query.QueryParameters;
import jakarta.servlet.http.HttpServletResponse;
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

    /**
     * Reads a request with a query.
     *
     * @throws InvalidRequestException if the query is not one for a request of this form
     */
    default Fields readWithQuery(FieldKinds kinds, QueryParameters query, InputStream body) throws IOException {
        return new DTypeParameter(query).read(this, kinds, body);
    }

    /** The place of a fault as requests of this form name it, given the fields that were read. */
    default Fault placed(Fault fault, Fields fields) {
        return fault;
    }

    /** Writes an answer. It does not flush, so that a short response is sent in one piece, with its Content-Length. */
    void write(Answer answer, OutputStream out) throws IOException;

    /** Writes an answer to a response, with its length if it is known before. */
    default void write(Answer answer, HttpServletResponse response) throws IOException {
        write(answer, response.getOutputStream());
    }
}
