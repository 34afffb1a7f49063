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

/** A media type that requests come in and answers go out in: one reader and one writer. */
public interface Form {

    MediaType mediaType();

    /**
     * Reads a request.
     *
     * @param kinds what each field holds
     * @param dtype how tensors are stored, where the query says so; else {@code null}, and the request itself may say so
     */
    Fields read(FieldKinds kinds, @Nullable DType dtype, InputStream body) throws IOException;

    /** Writes an answer. Does not flush, so that the server sends a short answer whole, with its length. */
    void write(Answer answer, OutputStream out) throws IOException;
}
