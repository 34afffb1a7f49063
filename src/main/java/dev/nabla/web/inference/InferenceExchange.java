package dev.nabla.web.inference;

import dev.nabla.codec.binary.MalformedTensorsException;
import dev.nabla.codec.inference.InferenceFields;
import dev.nabla.codec.inference.InferenceReader;
import dev.nabla.codec.inference.InferenceRequest;
import dev.nabla.codec.inference.InferenceResponse;
import dev.nabla.codec.inference.InferenceWriter;
import dev.nabla.codec.json.JsonLimits;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.inference.InferenceService;
import dev.nabla.service.inference.InferenceService.Inference;
import dev.nabla.service.inference.Model;
import dev.nabla.service.telemetry.Stage;
import dev.nabla.service.telemetry.Tracing;
import dev.nabla.web.LimitProperties;
import dev.nabla.web.problem.Problem;
import dev.nabla.web.problem.ProblemException;
import dev.nabla.web.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** Reads requests from HTTP, and writes their responses. */
@Component
final class InferenceExchange {

    private static final List<MediaType> MEDIA_TYPES = List.of(MediaType.APPLICATION_JSON,
            MediaType.APPLICATION_OCTET_STREAM);

    private final InferenceService models;
    private final InferenceReader reader;
    private final Tracing tracing;

    InferenceExchange(InferenceService models, LimitProperties limits, Tracing tracing) {
        this.models = models;
        this.reader = new InferenceReader(new JsonLimits(limits.maxNestingDepth(), limits.maxFields()));
        this.tracing = tracing;
    }

    /** Answers a request for a model; {@code version} may be empty. */
    void infer(String model, String version, HttpServletRequest http, HttpServletResponse response)
            throws IOException, HttpMediaTypeNotSupportedException {
        models.find(model, version);
        requireMediaType(http);
        InferenceRequest request = read(http);
        InferenceFields fields = new InferenceFields(request);
        try {
            Inference inference = models.infer(model, version, request.outputNames(), kinds -> {
                try (Stage _ = tracing.begin("read")) {
                    Fields read = fields.read(kinds);
                    requireEnd(http);
                    return read;
                }
            });
            write(InferenceResponse.of(request, inference.model(), Model.VERSION, inference.outputs()), response);
        } catch (InvalidRequestException e) {
            throw e.translated(fields::placed);
        }
    }

    /** Clients may name no media type: the length of the JSON tells whether there is binary data. */
    private static void requireMediaType(HttpServletRequest http) throws HttpMediaTypeNotSupportedException {
        String sent = http.getContentType();
        if (sent == null) {
            return;
        }
        try {
            MediaType type = MediaType.parseMediaType(sent);
            if (MEDIA_TYPES.stream().noneMatch(each -> each.includes(type))) {
                throw new HttpMediaTypeNotSupportedException(type, MEDIA_TYPES);
            }
        } catch (InvalidMediaTypeException _) {
            throw new HttpMediaTypeNotSupportedException((MediaType) null, MEDIA_TYPES);
        }
    }

    private InferenceRequest read(HttpServletRequest http) throws IOException {
        String header = http.getHeader(InferenceReader.HEADER_LENGTH);
        if (header == null) {
            return reader.read(http.getInputStream());
        }
        if (!header.matches("[1-9]\\d{0,17}")) {
            throw badRequest(
                    InferenceReader.HEADER_LENGTH + " must be the length of the JSON in bytes, an integer > 0, got "
                            + Excerpt.of(header));
        }
        return reader.read(http.getInputStream(), Long.parseLong(header), http.getContentLengthLong());
    }

    /** The length of a compressed body is not known before it is read. */
    private static void requireEnd(HttpServletRequest http) throws IOException {
        if (http.getContentLengthLong() < 0 && http.getInputStream().read() >= 0) {
            throw new MalformedTensorsException("the body has more binary data than the inputs take");
        }
    }

    private static ProblemException badRequest(String detail) {
        return new ProblemException(new Problem(ProblemType.BAD_REQUEST, detail));
    }

    private void write(InferenceResponse response, HttpServletResponse http) throws IOException {
        InferenceWriter writer = new InferenceWriter(response);
        try (Stage _ = tracing.begin("write")) {
            if (response.isBinary()) {
                long header = writer.headerLength();
                http.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
                http.setHeader(InferenceReader.HEADER_LENGTH, Long.toString(header));
                http.setContentLengthLong(header + response.binaryBytes());
            } else {
                http.setContentType(MediaType.APPLICATION_JSON_VALUE);
            }
            writer.write(http.getOutputStream());
        }
    }
}
