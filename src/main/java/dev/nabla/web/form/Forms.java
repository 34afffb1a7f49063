package dev.nabla.web.form;

import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;

/** Selects the form of a request by {@code Content-Type}, and that of a response by {@code Accept}. */
@Component
public final class Forms {

    private static final String ANSWER_FORM = Forms.class.getName() + ".answer";
    private static final String PLACES = Forms.class.getName() + ".places";

    private final HeaderContentNegotiationStrategy accepted = new HeaderContentNegotiationStrategy();
    private final List<Form> forms;

    /** Forms to select from, the default first. */
    Forms(List<Form> forms) {
        this.forms = List.copyOf(forms);
    }

    /** The supported media types. */
    List<MediaType> mediaTypes() {
        return forms.stream().map(Form::mediaType).toList();
    }

    /** The form of a request. */
    Form ofRequest(@Nullable MediaType contentType) throws HttpMediaTypeNotSupportedException {
        for (Form form : forms) {
            if (contentType != null && form.mediaType().includes(contentType)) {
                return form;
            }
        }
        throw new HttpMediaTypeNotSupportedException(contentType, mediaTypes());
    }

    /** Selects the form of the response, so that a request whose answer nobody can write is refused before it is read. */
    void selectForAnswer(NativeWebRequest request) throws HttpMediaTypeNotAcceptableException {
        request.setAttribute(ANSWER_FORM, ofAnswer(request), RequestAttributes.SCOPE_REQUEST);
    }

    /** Sets how the form of a request names the places of faults. */
    void setPlaces(NativeWebRequest request, UnaryOperator<Fault> places) {
        request.setAttribute(PLACES, new Places(places), RequestAttributes.SCOPE_REQUEST);
    }

    /** The faults of a request, with their places as the form of the request names them. */
    public static InvalidRequestException placed(InvalidRequestException faults, HttpServletRequest request) {
        return request.getAttribute(PLACES) instanceof Places places ? faults.translated(places.of()) : faults;
    }

    private record Places(UnaryOperator<Fault> of) {}

    /** The form of a response: the selected one, or the first supported one among those that the caller accepts. */
    Form ofAnswer(NativeWebRequest request) throws HttpMediaTypeNotAcceptableException {
        if (request.getAttribute(ANSWER_FORM, RequestAttributes.SCOPE_REQUEST) instanceof Form selected) {
            return selected;
        }
        for (MediaType each : accepted.resolveMediaTypes(request)) {
            for (Form form : forms) {
                if (each.isCompatibleWith(form.mediaType())) {
                    return form;
                }
            }
        }
        throw new HttpMediaTypeNotAcceptableException(mediaTypes());
    }
}
