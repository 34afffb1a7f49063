package dev.nabla.service.loss;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.request.Answer;
import dev.nabla.request.AnswerWriter;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.util.Map;

/**
 * The answer to an evaluation.
 *
 * @param evaluation the loss and its derivatives
 * @param isSingle whether to answer {@code gradient}, that of the predictions, not {@code gradients} by name
 * @param hasHessians whether the Hessian diagonal was requested
 */
public record LossAnswer(Evaluation evaluation, boolean isSingle, boolean hasHessians) implements Answer {

    private static final String HESSIAN_DIAGONAL = "hessian_diagonal";

    @Override
    public void writeTo(AnswerWriter out) throws IOException {
        out.beginObject();
        writeMembers(out);
        out.endObject();
    }

    /** Writes the members of the answer, which may be part of a larger one. */
    public void writeMembers(AnswerWriter out) throws IOException {
        out.name("loss").tensor(evaluation.loss());
        if (isSingle) {
            writeOnly(out, "gradient", evaluation.gradients());
            writeOnly(out, HESSIAN_DIAGONAL, evaluation.hessianDiagonals());
        } else {
            out.name("gradients").tensors(evaluation.gradients());
            if (hasHessians) {
                out.name(HESSIAN_DIAGONAL).tensors(evaluation.hessianDiagonals());
            }
        }
    }

    private static void writeOnly(AnswerWriter out, String name, Map<String, Tensor> tensors) throws IOException {
        for (Tensor tensor : tensors.values()) {
            out.name(name).tensor(tensor);
        }
    }
}
