package dev.nabla.web.form;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** Selects the form of a request by {@code Content-Type}, and that of a response by {@code Accept}. */
@Component
public final class Forms {

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

    /** The form of a response: the first supported one among those that the caller accepts. */
    Form ofAnswer(List<MediaType> accepted) throws HttpMediaTypeNotAcceptableException {
        for (MediaType each : accepted) {
            for (Form form : forms) {
                if (each.isCompatibleWith(form.mediaType())) {
                    return form;
                }
            }
        }
        throw new HttpMediaTypeNotAcceptableException(mediaTypes());
    }
}
