package dev.nabla.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds for every answer, whatever the request. */
final class Rules {

    /** The 5xx that are right: a method or transfer coding, and an HTTP version, that the service does not know. */
    private static final Set<Integer> RIGHT_5XX = Set.of(501, 505);

    /** An answer may be as long as this, whatever the request: a document, or a hundred errors. */
    private static final int LONGEST = 300_000;

    /** Longer answers have so many bytes for each of the request: digits, and several derivatives. */
    private static final int GROWTH = 100;

    private Rules() {}

    /** What an answer breaks; empty if it is right. */
    static List<String> broken(HttpAnswer answer, boolean hasBody, long sent) {
        List<String> broken = new ArrayList<>();
        int status = answer.status();
        boolean isBusy = status == 503 && !answer.header("retry-after").isEmpty();
        if (status >= 500 && !RIGHT_5XX.contains(status) && !isBusy) {
            broken.add("status " + status);
        }
        if (hasBody && answer.body().length > LONGEST + GROWTH * sent && isComputed(answer)) {
            broken.add("an answer of " + answer.body().length + " bytes to a request of " + sent);
        }
        if (status == HttpAnswer.SIMPLE && answer.text().contains("\"status\":5")) {
            broken.add("5xx without a status line");
        }
        if (status == 405 && answer.header("allow").isEmpty()) {
            broken.add("405 without Allow");
        }
        if (hasBody) {
            checkBody(answer, broken);
        }
        return broken;
    }

    /** Whether it depends on the body of the request. */
    private static boolean isComputed(HttpAnswer answer) {
        return answer.header("content-type").contains("json") && answer.header("etag").isEmpty();
    }

    private static void checkBody(HttpAnswer answer, List<String> broken) {
        boolean isHtml = answer.header("content-type").startsWith("text/html");
        try {
            byte[] content = content(answer);
            if (answer.status() >= 400 && !answer.isProblem() && !isHtml && !isInferenceError(answer, content)) {
                broken.add("not a problem but " + answer.header("content-type"));
            } else if (answer.header("content-type").contains("json")) {
                JsonNode json = JsonMapper.shared().readTree(content);
                if (answer.isProblem()) {
                    checkProblem(answer, json, broken);
                }
            }
        } catch (JacksonException | IOException e) {
            broken.add("not JSON: " + e.getMessage());
        }
    }

    /** Whether it is an error in the form of the Open Inference Protocol, in words. */
    private static boolean isInferenceError(HttpAnswer answer, byte[] content) {
        return answer.header("content-type").equals("application/json")
                && new String(content, StandardCharsets.UTF_8)
                        .matches("\\{\"error\":\"(?!.*(?:dev\\.nabla|springframework|java\\.lang)).+\"}");
    }

    private static byte[] content(HttpAnswer answer) throws IOException {
        if (!answer.header("content-encoding").equals("gzip")) {
            return answer.body();
        }
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            return gzip.readAllBytes();
        }
    }

    private static void checkProblem(HttpAnswer answer, JsonNode problem, List<String> broken) {
        if (!problem.path("type").asString("").contains("/problems/")) {
            broken.add("a problem without type");
        }
        if (problem.path("title").asString("").isBlank() || problem.path("detail").asString("").isBlank()) {
            broken.add("a problem without title or detail");
        }
        if (problem.path("status").asInt(0) != answer.status()) {
            broken.add("a problem with another status");
        }
        if (problem.path("errors").size() > 100) {
            broken.add("a problem with " + problem.path("errors").size() + " errors");
        }
        String text = problem.toString();
        if (text.contains("dev.nabla") || text.contains("springframework") || text.contains("java.lang")) {
            broken.add("a problem that shows the inside of the service");
        }
    }
}
