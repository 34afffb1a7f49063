package dev.nabla.service.objective;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.call.CatalogCalls;
import dev.nabla.expression.objective.ObjectiveEvaluation;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.request.IncomingRequest;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.BoundEvaluation;
import dev.nabla.service.loss.GradientReport;
import dev.nabla.service.loss.LossService;
import dev.nabla.service.objective.ObjectiveBinder.Bound;
import dev.nabla.tensor.Cost;
import java.io.IOException;
import org.springframework.stereotype.Service;

/** Answers requests about objectives: an objective is bound to a loss, and that is checked as any other. */
@Service
public class ObjectiveService {

    private final LossService losses;
    private final CatalogCalls calls;
    private final TermFields terms;
    private final ObjectiveFields evaluated;

    public ObjectiveService(LossCatalog catalog, LossService losses) {
        this.losses = losses;
        this.calls = new CatalogCalls(catalog);
        this.terms = new TermFields(catalog);
        this.evaluated = ObjectiveFields.ofEvaluation(terms);
    }

    /**
     * Evaluates an objective.
     *
     * @throws InvalidRequestException if the request is not valid
     */
    public ObjectiveAnswer evaluate(IncomingRequest request) throws IOException {
        Fields sent = request.read(evaluated);
        Bound bound = new ObjectiveBinder(losses, calls, evaluated, sent).bind();
        try {
            Task task = losses.bind(bound.entry(), bound.evaluated(sent));
            return losses.compute(bound.entry(), task, cost(bound, task), () -> answer(bound, task));
        } catch (InvalidRequestException e) {
            throw e.translated(bound::placed);
        }
    }

    /** The schema of an evaluation. */
    public FieldKinds fields() {
        return evaluated;
    }

    /**
     * Binds the fields of a request to an objective.
     *
     * @throws InvalidRequestException if the request is not valid
     */
    public BoundEvaluation bind(Fields sent) {
        Bound bound = new ObjectiveBinder(losses, calls, evaluated, sent).bind();
        try {
            Task task = losses.bind(bound.entry(), bound.evaluated(sent));
            return losses.bound(bound.entry(), task, cost(bound, task), () -> answer(bound, task));
        } catch (InvalidRequestException e) {
            throw e.translated(bound::placed);
        }
    }

    private static ObjectiveAnswer answer(Bound bound, Task task) {
        return new ObjectiveAnswer(ObjectiveEvaluation.of(task, bound.isPerTerm()));
    }

    private static Cost cost(Bound bound, Task task) {
        Cost cost = Evaluator.cost(task);
        return bound.isPerTerm() ? cost.plus(bound.entry().loss().costOfTerms(task.shapes(), task.wrt())) : cost;
    }

    /**
     * Compares a caller's gradients and loss with those of an objective.
     *
     * @throws InvalidRequestException if the request is not valid
     */
    public GradientReport check(IncomingRequest request) throws IOException {
        ObjectiveFields known = ObjectiveFields.ofGradientCheck(terms);
        Fields sent = request.read(known);
        Bound bound = new ObjectiveBinder(losses, calls, known, sent).bind();
        try {
            return losses.check(bound.entry(), _ -> bound.flat(sent));
        } catch (InvalidRequestException e) {
            throw e.translated(bound::placed);
        }
    }
}
