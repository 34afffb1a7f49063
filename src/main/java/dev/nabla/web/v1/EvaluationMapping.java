package dev.nabla.web.v1;

import dev.nabla.request.IncomingRequest;
import dev.nabla.service.loss.LossService;
import dev.nabla.web.form.StreamedBody;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;

/**
 * Finds {@link LossController#evaluate} by the full path of a loss, before any pattern is matched. Everything else, such
 * as an unknown loss, another method, an encoded path or a stream, is left to Spring's mappings.
 */
@Component
final class EvaluationMapping extends AbstractHandlerMapping {

    private static final String PARENT = "/v1/losses/";
    private static final String VARIABLE = "loss";
    private static final String PATTERN = PARENT + "{" + VARIABLE + "}";

    private final HandlerMethod evaluate;
    private final Map<String, Map<String, String>> variablesByPath;

    EvaluationMapping(LossService losses, LossController controller) throws NoSuchMethodException {
        this.evaluate = new HandlerMethod(controller,
                LossController.class.getDeclaredMethod("evaluate", String.class, IncomingRequest.class));
        this.variablesByPath = losses.names().stream()
                .collect(Collectors.toUnmodifiableMap(PARENT::concat, name -> Map.of(VARIABLE, name)));
        setOrder(Ordered.HIGHEST_PRECEDENCE);
    }

    @Override
    protected @Nullable Object getHandlerInternal(HttpServletRequest request) {
        Map<String, String> variables = variablesByPath.get(path(request));
        if (variables == null || !HttpMethod.POST.name().equals(request.getMethod()) || StreamedBody.isSent(request)) {
            return null;
        }
        request.setAttribute(BEST_MATCHING_PATTERN_ATTRIBUTE, PATTERN);
        request.setAttribute(URI_TEMPLATE_VARIABLES_ATTRIBUTE, variables);
        return evaluate;
    }

    /** The path within the service, without the prefix of its context. */
    private static String path(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String context = request.getContextPath();
        return context.isEmpty() ? uri : uri.substring(context.length());
    }
}
