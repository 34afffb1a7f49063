package dev.nabla.service.batch;

import dev.nabla.request.Answer;
import dev.nabla.request.AnswerWriter;
import java.io.IOException;
import java.util.List;

/** The answer to a batch: one to each request, in order. */
public record BatchAnswer(List<Answer> results) implements Answer {

    @Override
    public void writeTo(AnswerWriter out) throws IOException {
        out.beginObject().name("results").beginArray();
        for (Answer result : results) {
            result.writeTo(out);
        }
        out.endArray().endObject();
    }

    /** The answer in the place of that to a request that failed. */
    record Failed(Answer problem) implements Answer {

        @Override
        public void writeTo(AnswerWriter out) throws IOException {
            problem.writeTo(out.beginObject().name("error"));
            out.endObject();
        }
    }
}
