package dev.nabla.web.form;

import dev.nabla.request.AnswerStream;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.request.IncomingRequest;
import dev.nabla.service.telemetry.Stage;
import dev.nabla.service.telemetry.Tracing;
import dev.nabla.web.query.QueryParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Gives controllers the body of a request, unread, with its query.
 */
@Component
final class IncomingRequestResolver implements HandlerMethodArgumentResolver {

    private final Forms forms;
    private final Tracing tracing;

    IncomingRequestResolver(Forms forms, Tracing tracing) {
        this.forms = forms;
        this.tracing = tracing;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == IncomingRequest.class;
    }

    @Override
    public IncomingRequest resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest, @Nullable WebDataBinderFactory factory) throws Exception {
        HttpServletRequest request = Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
        Form form = forms.ofRequest(contentType(request));
        if (!isAnsweredInParts(parameter)) {
            forms.selectForAnswer(webRequest);
        }
        InputStream body = request.getInputStream();
        QueryParameters query = QueryParameters.of(request);
        return kinds -> {
            Fields fields = read(form, kinds, query, body);
            forms.setPlaces(webRequest, fault -> form.placed(fault, fields));
            return fields;
        };
    }

    /** Whether the controller answers in parts, for which it declares a media type of its own. */
    private static boolean isAnsweredInParts(MethodParameter parameter) {
        Method method = parameter.getMethod();
        return method != null && AnswerStream.class.isAssignableFrom(method.getReturnType());
    }

    private Fields read(Form form, FieldKinds kinds, QueryParameters query, InputStream body) throws IOException {
        try (Stage _ = tracing.begin("read")) {
            return form.readWithQuery(kinds, query, body);
        }
    }

    /** The media type of the body; {@code null} if the request names none, or none that can be read. */
    private static @Nullable MediaType contentType(HttpServletRequest request) {
        String sent = request.getContentType();
        try {
            return sent == null ? null : MediaType.parseMediaType(sent);
        } catch (InvalidMediaTypeException _) {
            return null;
        }
    }
}
