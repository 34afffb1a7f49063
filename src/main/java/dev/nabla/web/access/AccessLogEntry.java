package dev.nabla.web.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerMapping;

/**
 * What is logged of a request: nothing of its body or its query. What the caller wrote is cut, and cannot end the line or
 * control a terminal.
 *
 * @param fields numbers and texts by name, in the order of the line
 */
record AccessLogEntry(Map<String, Object> fields) {

    private static final int MAX_LENGTH = 200;
    private static final Pattern TRACE_CONTEXT = Pattern
            .compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    static AccessLogEntry of(Request request, Response response, Duration duration) {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "method", request.getMethod());
        put(fields, "path", path(request));
        fields.put("status", response.getStatus());
        fields.put("request_bytes", Math.max(0, request.getCoyoteRequest().getBytesRead()));
        fields.put("response_bytes", response.getBytesWritten(false));
        fields.put("duration_ms", Math.round(duration.toNanos() / 1e3) / 1e3);
        put(fields, "client", RequestClient.of(request).toString());
        put(fields, "address", request.getRemoteAddr());
        put(fields, "trace_id", traceId(request, response));
        put(fields, "user_agent", request.getHeader("User-Agent"));
        return new AccessLogEntry(fields);
    }

    /** The template by which a handler was found; of a request that no handler saw, the path as it was sent. */
    private static @Nullable String path(Request request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String template
                ? template
                : request.getRequestURI();
    }

    /** The trace that the service has answered with, if it traces requests, else that of the caller. */
    private static @Nullable String traceId(Request request, Response response) {
        String traced = response.getHeader("traceresponse");
        String context = traced == null ? request.getHeader("traceparent") : traced;
        if (context == null) {
            return null;
        }
        Matcher matcher = TRACE_CONTEXT.matcher(context);
        return matcher.matches() ? matcher.group(1) : null;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value.length() > MAX_LENGTH ? value.substring(0, MAX_LENGTH) + "..." : value);
        }
    }

    /** As logfmt: a text is quoted unless it is plain. */
    String line() {
        return fields.entrySet().stream().map(field -> field.getKey() + "=" + quoted(field.getValue().toString()))
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String value) {
        if (!value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '=' && c != '\\')) {
            return value;
        }
        StringBuilder quoted = new StringBuilder("\"");
        value.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append((char) c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c >= ' ' && c < 0x7f) {
                        quoted.append((char) c);
                    } else {
                        quoted.append("\\u%04x".formatted(c));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
