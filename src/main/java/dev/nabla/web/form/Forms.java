package dev.nabla.web.form;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** All forms: the one that a request comes in by its {@code Content-Type}, the one of an answer by {@code Accept}. */
@Component
public final class Forms {

    private final List<Form> forms;

    /** These forms, the default first. */
    Forms(List<Form> forms) {
        this.forms = List.copyOf(forms);
    }

    /** What requests may come in and answers may go out in. */
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

    /** The form of an answer: of those that the caller accepts, the first that there is. */
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
