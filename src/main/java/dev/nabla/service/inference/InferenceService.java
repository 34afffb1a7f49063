package dev.nabla.service.inference;

import dev.nabla.catalog.LossEntry;
import dev.nabla.request.Excerpt;
import dev.nabla.request.IncomingRequest;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.UnknownNameException;
import dev.nabla.service.loss.LossAnswer;
import dev.nabla.service.loss.LossService;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;

/** Answers requests for models: every id and every alias of a loss is the name of one. */
@Service
public class InferenceService {

    private final LossService losses;
    private final Map<String, Model> described = new ConcurrentHashMap<>();

    InferenceService(LossService losses) {
        this.losses = losses;
    }

    /** The names of all models. */
    public List<String> names() {
        return losses.names();
    }

    /**
     * Finds a model.
     *
     * @param name the id or an alias of a loss
     * @param version a version; empty for any
     * @throws UnknownNameException if there is none
     */
    public Model find(String name, String version) {
        return describe(name, loss(name, version));
    }

    private Model describe(String name, LossEntry loss) {
        return described.computeIfAbsent(name, _ -> Model.of(loss));
    }

    private LossEntry loss(String name, String version) {
        LossEntry loss = losses.lookUp(name).orElseThrow(() -> new UnknownNameException("There is no model "
                + Excerpt.of(name) + losses.question(name).map(question -> "; " + question).orElse(".")
                + " GET /v1/losses lists them all."));
        if (!version.isEmpty() && !version.equals(Model.VERSION)) {
            throw new UnknownNameException("The model " + loss.id() + " has no version " + Excerpt.of(version)
                    + "; its only version is " + Model.VERSION + ".");
        }
        return loss;
    }

    /** The tensors that a model has computed, by the names of its outputs, in the order in which they were asked for. */
    public record Inference(String model, SequencedMap<String, Tensor> outputs) {}

    /**
     * Evaluates a model.
     *
     * @param name the id or an alias of a loss
     * @param version a version; empty for any
     * @param outputs the outputs to compute; none means those that the loss answers by default
     * @throws UnknownNameException if there is no such model
     * @throws InvalidRequestException if the request is not valid for it
     */
    public Inference infer(String name, String version, List<String> outputs, IncomingRequest request)
            throws IOException {
        return infer(name, loss(name, version), outputs, request, losses::evaluate);
    }

    /** As {@link #infer}, but without recording metrics: for examples in the documentation. */
    public Inference illustrate(String name, List<String> outputs, IncomingRequest request) throws IOException {
        return infer(name, loss(name, ""), outputs, request, losses::illustrate);
    }

    /** How a loss is evaluated for a request. */
    @FunctionalInterface
    private interface Evaluation {

        LossAnswer of(LossEntry loss, IncomingRequest request) throws IOException;
    }

    private Inference infer(String name, LossEntry loss, List<String> outputs, IncomingRequest request,
            Evaluation evaluation) throws IOException {
        RequestedOutputs requested = RequestedOutputs.of(describe(name, loss), outputs);
        try {
            LossAnswer answer = evaluation.of(loss, kinds -> requested.within(request.read(kinds)));
            return new Inference(loss.id(), requested.tensors(answer));
        } catch (InvalidRequestException e) {
            throw e.translated(requested::placed);
        }
    }
}
