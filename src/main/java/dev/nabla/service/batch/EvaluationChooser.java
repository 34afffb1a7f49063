package dev.nabla.service.batch;

import dev.nabla.catalog.LossEntry;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.BoundEvaluation;
import dev.nabla.service.expression.ExpressionService;
import dev.nabla.service.loss.LossService;
import dev.nabla.service.objective.ObjectiveService;
import java.util.List;

/** Binds requests that name their loss, their formula or their terms. */
record EvaluationChooser(LossService losses, ExpressionService expressions, ObjectiveService objectives) {

    private static final String EXAMPLES = "a loss, for instance \"mse\", a formula, or terms";

    /**
     * Binds a request.
     *
     * @throws InvalidRequestException if it is not valid
     */
    BoundEvaluation bind(Fields sent) {
        List<String> chosen = List.of(EvaluationKinds.LOSS, EvaluationKinds.FORMULA, EvaluationKinds.TERMS).stream()
                .filter(sent::has).toList();
        if (chosen.isEmpty()) {
            throw new InvalidRequestException(Fault.whole("a request needs " + EXAMPLES));
        }
        if (chosen.size() > 1) {
            throw new InvalidRequestException(
                    Fault.of(chosen.get(1),
                            "a request has " + chosen.getFirst() + " or " + chosen.get(1) + ", not both"));
        }
        String by = chosen.getFirst();
        if (by.equals(EvaluationKinds.LOSS)) {
            return losses.bindNamed(loss(sent), sent);
        }
        return by.equals(EvaluationKinds.FORMULA) ? expressions.bind(sent) : objectives.bind(sent);
    }

    private LossEntry loss(Fields sent) {
        if (sent.get(EvaluationKinds.LOSS) instanceof Field.Option(Literal.Text(String name))) {
            return losses.lookUp(name).orElseThrow(() -> new InvalidRequestException(
                    Fault.of(EvaluationKinds.LOSS, "there is no loss with this name; "
                            + losses.question(name).orElse("GET /v1/losses lists them all"))));
        }
        throw new InvalidRequestException(
                Fault.of(EvaluationKinds.LOSS, "loss must be the name of a loss, for instance \"mse\""));
    }
}
