package dev.nabla.web.stream;

import dev.nabla.option.BindableOption;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.loss.SharedField;
import dev.nabla.tensor.DType;
import dev.nabla.web.form.JsonForm;
import dev.nabla.web.query.QueryParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controllers a stream of requests, unread. What is wrong with all of them is refused before the first. */
@Component
final class RequestLinesResolver implements HandlerMethodArgumentResolver {

    private static final String DTYPE = SharedField.DTYPE.label();

    private final HeaderContentNegotiationStrategy accepted = new HeaderContentNegotiationStrategy();
    private final JsonForm json;

    RequestLinesResolver(JsonForm json) {
        this.json = json;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == RequestLines.class;
    }

    @Override
    public RequestLines resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
            NativeWebRequest request, @Nullable WebDataBinderFactory factory)
            throws HttpMediaTypeNotAcceptableException {
        if (accepted.resolveMediaTypes(request).stream()
                .noneMatch(type -> type.isCompatibleWith(MediaType.APPLICATION_NDJSON))) {
            throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_NDJSON));
        }
        return new RequestLines(new LineForm(json, dtype(
                Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)))));
    }

    private static @Nullable DType dtype(HttpServletRequest request) {
        QueryParameters query = QueryParameters.of(request);
        query.require(List.of(DTYPE));
        Optional<String> label = query.first(DTYPE);
        return label.map(text -> DType.ofLabel(text).orElseThrow(() -> new InvalidRequestException(Fault.of(DTYPE,
                "dtype must be " + BindableOption.quoted(Arrays.stream(DType.values()).map(DType::label).toList())
                        + ", got \"" + Excerpt.of(text) + '"'))))
                .orElse(null);
    }
}
