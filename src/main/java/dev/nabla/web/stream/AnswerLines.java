package dev.nabla.web.stream;

/**
 * Answers to the requests of a stream.
 *
 * @param form reads and writes lines
 * @param evaluation evaluates each request
 */
public record AnswerLines(LineForm form, RequestLines.Evaluation evaluation) {}
