package dev.nabla.service.network;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Task;
import dev.nabla.network.BoundLayer;
import dev.nabla.network.Layer;
import dev.nabla.network.LayerCatalog;
import dev.nabla.network.Network;
import dev.nabla.request.Fault;
import dev.nabla.request.FieldKind;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.request.RequestField;
import dev.nabla.service.RequestTensors;
import dev.nabla.service.Suggestions;
import dev.nabla.service.loss.EvaluationBinder;
import dev.nabla.service.loss.EvaluationFields;
import dev.nabla.service.loss.LossService;
import dev.nabla.service.loss.SharedField;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a network, its input and its loss of the fields of a request, or says what is wrong with them. */
final class NetworkBinder {

    static final String LAYERS = Network.LAYERS;
    static final String INPUT = Layer.INPUT;
    static final String LOSS = "loss";
    static final String TRACE = "trace";

    private static final Set<String> OWN = Set.of(LAYERS, INPUT, LOSS, TRACE);
    private static final Set<String> NOT_OFFERED = Set.of(SharedField.WRT.label(), SharedField.HESSIAN.label());

    private final LossCatalog losses;
    private final LossService lossService;
    private final LayerCatalog layers;
    private final SequencedMap<String, RequestField> fields;
    private final DType dtype;
    private final List<Fault> faults = new ArrayList<>();

    NetworkBinder(LossCatalog losses, LossService lossService, LayerCatalog layers,
            SequencedMap<String, RequestField> fields) {
        this.losses = losses;
        this.lossService = lossService;
        this.layers = layers;
        this.fields = fields;
        this.dtype = RequestTensors.dtype(fields);
    }

    /**
     * The network, fed with its input, and its loss.
     *
     * @throws InvalidRequestException if there is none; its faults hold the first in the order of the fields
     */
    BoundNetwork bind() {
        fields.forEach(this::reject);
        boolean trace = trace();
        Optional<LossEntry> loss = loss();
        Network.Forward forward = forward(stages(), input());
        Task task = loss.map(entry -> task(entry, forward)).orElse(null);
        EvaluationBinder.throwIfAny(faults, fields);
        return new BoundNetwork(Objects.requireNonNull(forward), loss.orElseThrow(), Objects.requireNonNull(task),
                dtype,
                trace);
    }

    private void reject(String name, RequestField field) {
        if (field instanceof RequestField.Faulty faulty && OWN.contains(name)) {
            faults.add(faulty.in().apply(dtype));
        } else if (NOT_OFFERED.contains(name)) {
            faults.add(Fault.of(name, "backpropagation has no field " + name
                    + ": it answers the gradient of every parameter and of the input"));
        }
    }

    private @Nullable Literal literal(String name) {
        return fields.get(name) instanceof RequestField.Option(Literal value) ? value : null;
    }

    private boolean trace() {
        return switch (literal(TRACE)) {
            case Literal.Flag(boolean flag) -> flag;
            case Literal.Nothing _ -> false;
            case null -> false;
            case Literal other -> {
                faults.add(Fault.of(TRACE, "trace must be true or false, was " + other.excerpt()));
                yield false;
            }
        };
    }

    private Optional<LossEntry> loss() {
        Literal name = literal(LOSS);
        if (name instanceof Literal.Text(String text)) {
            Optional<LossEntry> found = losses.find(text);
            if (found.isEmpty()) {
                faults.add(Fault.of(LOSS, "there is no loss of this name"
                        + Suggestions.nearest(text, losses.names()).map(near -> "; did you mean " + near + "?")
                                .orElse("; GET /v1/losses lists them all")));
            } else if (!found.get().hasPredictions()) {
                faults.add(Fault.of(LOSS,
                        text + " has no input predictions, whose place the network's output could take"));
                return Optional.empty();
            }
            return found;
        }
        faults.add(name == null && !fields.containsKey(LOSS)
                ? Fault.whole("loss is missing: the name of a loss, for instance mse")
                : Fault.of(LOSS, "loss must be the name of a loss, for instance \"mse\""));
        return Optional.empty();
    }

    private @Nullable Tensor input() {
        return switch (fields.get(INPUT)) {
            case RequestField.Numbers numbers -> RequestTensors.stored(numbers, dtype, faults);
            case RequestField.Faulty _ -> null;
            case null -> {
                faults.add(Fault.whole("input is missing: the batch that the first layer gets"));
                yield null;
            }
            default -> {
                faults.add(Fault.of(INPUT, "input must be a tensor"));
                yield null;
            }
        };
    }

    private @Nullable List<BoundLayer> stages() {
        return switch (fields.get(LAYERS)) {
            case RequestField.Items(List<RequestField> each) -> stages(each);
            case RequestField.Faulty _ -> null;
            case null, default -> {
                faults.add(Fault.whole("layers is missing: an array of objects, each with the type of a layer"));
                yield null;
            }
        };
    }

    private @Nullable List<BoundLayer> stages(List<RequestField> sent) {
        List<BoundLayer> stages = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            String index = Integer.toString(i);
            switch (sent.get(i)) {
                case RequestField.Members(var members) -> {
                    try {
                        stages.add(new LayerBinder(layers, members, dtype).bind());
                    } catch (InvalidRequestException e) {
                        e.faults().forEach(fault -> faults.add(fault.within(LAYERS, index)));
                    }
                }
                case RequestField.Faulty faulty -> faults.add(faulty.in().apply(dtype).within(LAYERS));
                default -> faults.add(Fault.of(index, "a layer must be an object with a type").within(LAYERS));
            }
        }
        return stages.size() == sent.size() ? stages : null;
    }

    private Network.@Nullable Forward forward(@Nullable List<BoundLayer> stages, @Nullable Tensor input) {
        if (stages == null || input == null) {
            return null;
        }
        try {
            return new Network(stages).forward(input);
        } catch (InvalidRequestException e) {
            faults.addAll(e.faults());
            return null;
        }
    }

    /** The loss of the output; without one, what can be said of the other fields all the same. */
    private @Nullable Task task(LossEntry entry, Network.@Nullable Forward forward) {
        EvaluationFields known = lossService.fieldsOf(entry);
        SequencedMap<String, RequestField> ofLoss = new LinkedHashMap<>();
        fields.forEach((name, field) -> {
            if (!OWN.contains(name) && !NOT_OFFERED.contains(name)) {
                ofLoss.put(name, as(known.of(name), field));
            }
        });
        if (ofLoss.remove(LossEntry.PREDICTIONS) != null) {
            faults.add(Fault.of(LossEntry.PREDICTIONS, "the network's output takes the place of predictions"));
        }
        ofLoss.put(LossEntry.PREDICTIONS, predictions(forward));
        try {
            return new EvaluationBinder(entry, known, ofLoss).bind().storedIn(DType.FLOAT64);
        } catch (InvalidRequestException e) {
            e.faults().stream().map(fault -> ofOutput(entry, fault)).forEach(faults::add);
            return null;
        }
    }

    /** The output; what stands for an unknown one is no fault. */
    private static RequestField predictions(Network.@Nullable Forward forward) {
        return forward == null
                ? new RequestField.Unknown()
                : new RequestField.Numbers(forward.output().shape(), _ -> forward.output());
    }

    /** A field that was read without knowing what it should hold, as what it should. */
    private static RequestField as(FieldKind kind, RequestField field) {
        if (kind == FieldKind.Value.OPTION && field instanceof RequestField.Numbers numbers) {
            return new RequestField.Option(numbers.shape().rank() == 0
                    ? new Literal.Numeral(numbers.as().apply(DType.FLOAT64).get(0))
                    : new Literal.Many(List.of()));
        }
        return field;
    }

    /** Predictions are nothing that the caller sent: a fault of theirs is one of the last layer, or of the choice of loss. */
    private static Fault ofOutput(LossEntry entry, Fault fault) {
        if (!fault.topField().equals(LossEntry.PREDICTIONS)) {
            return fault;
        }
        return Fault.of(LAYERS, "the output of the last layer, which takes the place of predictions in " + entry.id()
                + ": " + fault.detail());
    }
}
