package dev.nabla.service.batch;

import dev.nabla.request.Answer;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.request.IncomingRequest;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.BoundEvaluation;
import dev.nabla.service.admission.Admission;
import dev.nabla.service.expression.ExpressionService;
import dev.nabla.service.loss.LossService;
import dev.nabla.service.objective.ObjectiveService;
import dev.nabla.service.telemetry.ComputationTimer;
import dev.nabla.service.telemetry.Telemetry;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Service;

/** Answers requests that name their loss, formula or terms themselves: one at a time, or a batch of them. */
@Service
public class BatchService {

    private final EvaluationChooser evaluations;
    private final Admission admission;
    private final ComputationTimer timer;
    private final FieldKinds kinds;
    private final FieldKinds kindsOfBatch;

    public BatchService(LossService losses, ExpressionService expressions, ObjectiveService objectives,
            Admission admission, Telemetry telemetry) {
        this.evaluations = new EvaluationChooser(losses, expressions, objectives);
        this.admission = admission;
        this.timer = telemetry.timer("nabla.batches", "Time to evaluate the requests of a batch", "batch");
        this.kinds = new EvaluationKinds(losses, objectives);
        FieldKind requests = new FieldKind.Items(new FieldKind.Members(kinds));
        this.kindsOfBatch = new BatchKinds(requests);
    }

    private record BatchKinds(FieldKind requests) implements FieldKinds {

        @Override
        public FieldKind of(String name) {
            return name.equals(BatchBinder.REQUESTS) ? requests : FieldKind.Value.UNKNOWN;
        }

        @Override
        public List<String> names() {
            return List.of(BatchBinder.REQUESTS);
        }
    }

    /**
     * Evaluates what one request asks for.
     *
     * @throws InvalidRequestException if it is not valid
     */
    public Answer evaluate(IncomingRequest request) throws IOException {
        BoundEvaluation bound = evaluations.bind(request.read(kinds));
        return admission.compute(bound.cost(), bound::evaluate);
    }

    /**
     * Evaluates the requests of a batch side by side. Each is answered or fails for itself, but the memory and the work of all
     * are admitted together.
     *
     * @param problems makes the answer to a request that failed
     * @throws InvalidRequestException if it is not an array of requests
     */
    public BatchAnswer evaluateAll(IncomingRequest batch, Function<RuntimeException, Answer> problems)
            throws IOException {
        Fields sent = batch.read(kindsOfBatch);
        return timer.record(() -> {
            BatchBinder binder = new BatchBinder(sent);
            List<Field> requests = binder.requests();
            Batch evaluated = new Batch(requests.size(), i -> bind(binder, requests.get(i), i), problems);
            return new BatchAnswer(admission.compute(evaluated.cost(), evaluated::evaluate));
        });
    }

    private BoundEvaluation bind(BatchBinder binder, Field request, int index) {
        try {
            BoundEvaluation bound = evaluations.bind(binder.fields(request));
            admission.requirePossible(bound.cost());
            return bound;
        } catch (InvalidRequestException e) {
            throw e.translated(fault -> BatchBinder.placed(fault, index));
        }
    }
}
