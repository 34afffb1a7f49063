package dev.nabla.service.network;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.call.CatalogCalls;
import dev.nabla.expression.objective.Objective;
import dev.nabla.expression.objective.Term;
import dev.nabla.network.BoundLayer;
import dev.nabla.network.Layer;
import dev.nabla.network.Network;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.Suggestions;
import dev.nabla.service.admission.Admission;
import dev.nabla.service.expression.NamedTensor;
import dev.nabla.service.expression.NamedTensor.Role;
import dev.nabla.service.loss.EvaluationBinder;
import dev.nabla.service.loss.EvaluationFields;
import dev.nabla.service.loss.LossService;
import dev.nabla.service.loss.SharedField;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Tensor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds the fields of a request to a network, its input and its loss. */
class NetworkBinder extends LayersBinder {

    static final String INPUT = Layer.INPUT;
    static final String LOSS = "loss";
    static final String TRACE = "trace";
    static final String TARGETS = "targets";

    /** The fields that all losses share and that a formula has too. */
    private static final List<SharedField> COMPOSED = List.of(SharedField.REDUCTION, SharedField.SAMPLE_WEIGHT,
            SharedField.MASK, SharedField.GRAD_OUTPUT);

    private static final List<String> OWN = List.of(LAYERS, INPUT, LOSS, TRACE);
    private static final Set<String> UNSUPPORTED = Set.of(SharedField.WRT.label(), SharedField.HESSIAN.label());

    private final LossCatalog losses;
    private final LossService lossService;
    private final Admission admission;

    NetworkBinder(Catalogs catalogs, Fields fields) {
        super(catalogs.layers(), fields);
        this.losses = catalogs.losses();
        this.lossService = catalogs.lossService();
        this.admission = catalogs.admission();
    }

    /**
     * Binds the request and runs the forward pass.
     *
     * @throws InvalidRequestException if the fields are not a valid request; its faults are in the order of the fields
     */
    BoundNetwork bind() {
        fields.forEach(this::reject);
        boolean trace = flag(TRACE);
        if (fields.get(LOSS) instanceof Field.Members(Fields sent)) {
            return bind(sent, trace);
        }
        Optional<LossEntry> loss = loss();
        Network.Forward forward = forward(layers(), input());
        Task task = loss.map(entry -> task(entry, forward)).orElse(null);
        throwIfFaulty();
        return new BoundNetwork(Objects.requireNonNull(forward), loss.orElseThrow(), Objects.requireNonNull(task),
                dtype, trace);
    }

    /** Binds a request whose loss is a formula or an objective. */
    private BoundNetwork bind(Fields sent, boolean trace) {
        rejectUnknownBeside(sent, "backpropagation", OWN, COMPOSED);
        List<BoundLayer> layers = layers();
        Tensor input = input();
        Network.Forward forward = forward(layers, input);
        throwIfFaulty();
        Network.Forward passed = Objects.requireNonNull(forward);
        ComposedLossBinder.Bound loss = composed(sent, passed.network(), Objects.requireNonNull(input),
                passed.output());
        Task task = task(loss);
        throwIfFaulty();
        return new BoundNetwork(passed, loss.entry(), Objects.requireNonNull(task), dtype, trace);
    }

    private @Nullable Task task(ComposedLossBinder.Bound loss) {
        try {
            Task task = new EvaluationBinder(loss.entry(), lossService.fieldsOf(loss.entry()), fieldsOf(loss, COMPOSED),
                    dtype).bind().storedIn(DType.FLOAT64);
            if (task.loss() instanceof Objective objective) {
                objective.faults(task.inputs()).forEach(fault -> report(placed(loss, fault)));
            }
            return task;
        } catch (InvalidRequestException e) {
            reportAll(e, fault -> placed(loss, fault));
            return null;
        }
    }

    /** A fault of a formula or an objective at its place in the request. */
    static Fault placed(ComposedLossBinder.Bound loss, Fault fault) {
        Fault found = atOutput(loss.entry(), fault);
        return found.topField().equals(Term.TERMS) ? found.within(LOSS) : loss.placed(found);
    }

    /** Reports fields that a request with a formula or an objective does not have. */
    final void rejectUnknownBeside(Fields sent, String owner, Collection<String> own, Collection<SharedField> shared) {
        boolean isObjective = sent.has(Term.TERMS);
        Set<String> known = new LinkedHashSet<>(own);
        known.add(TARGETS);
        shared.stream().filter(field -> !isObjective || field == SharedField.GRAD_OUTPUT).map(SharedField::label)
                .forEach(known::add);
        known.add(DTYPE);
        fields.forEach((name, field) -> {
            if (isObjective && SharedField.REDUCTION.label().equals(name)) {
                report(name, "reduction belongs to a term: each is reduced to a number on its own");
            } else if (!known.contains(name) && !UNSUPPORTED.contains(name)) {
                report(name, () -> Fault.of(name, owner + " has no such field beside a loss of one's own, whose inputs "
                        + "are in the loss; the fields are " + String.join(", ", known)));
            } else if (field instanceof Field.Faulty faulty && !own.contains(name)) {
                report(faulty.in(dtype));
            }
        });
    }

    /** The fields of the evaluation of a formula or an objective, with those that all losses share. */
    final Fields fieldsOf(ComposedLossBinder.Bound loss, Collection<SharedField> shared) {
        SequencedMap<String, Field> found = loss.fields();
        boolean isObjective = loss.entry().defaults() instanceof Objective;
        for (SharedField field : shared) {
            Field sent = fields.get(field.label());
            if (sent != null && (!isObjective || field == SharedField.GRAD_OUTPUT)) {
                found.put(field.label(), sent);
            }
        }
        return Fields.of(found);
    }

    /**
     * Binds a loss that is a formula or an objective.
     *
     * @param output the output of the network, or another of its shape
     * @throws InvalidRequestException if it is not valid
     */
    final ComposedLossBinder.Bound composed(Fields sent, Network network, Tensor input, Tensor output) {
        Map<String, NamedTensor> tensors = new LinkedHashMap<>();
        tensors.put(LossEntry.PREDICTIONS, ofNetwork(output, Role.NETWORK_SAMPLES, LAYERS));
        tensors.put(INPUT, ofNetwork(input, Role.NETWORK_SAMPLES, INPUT));
        for (int i = 0; i < network.layers().size(); i++) {
            String layer = Integer.toString(i);
            BoundLayer bound = network.layers().get(i);
            bound.parameters().tensors().forEach((name, tensor) -> {
                if (bound.isLearnable(name)) {
                    tensors.put(Network.nameOf(layer, name), ofNetwork(tensor, Role.NETWORK_PARAMETER, LAYERS, layer,
                            name));
                }
            });
        }
        if (fields.get(TARGETS) instanceof Field.Numbers numbers) {
            tensors.put(TARGETS, new NamedTensor(numbers, List.of(TARGETS), Role.INPUT));
        }
        try {
            ComposedLossBinder.Bound loss = new ComposedLossBinder(lossService, new CatalogCalls(losses), sent, dtype,
                    faultsOf(sent, LOSS), tensors).bind();
            if (tensors.containsKey(TARGETS) && !loss.tensors().containsKey(TARGETS)) {
                report(TARGETS, "the loss does not use targets; leave it out, or use it");
            }
            if (loss.wrt().isEmpty()) {
                report(LOSS,
                        "the loss depends neither on predictions, the output of the network, nor on its parameters");
            }
            return loss;
        } catch (InvalidRequestException e) {
            reportAll(e, fault -> fault.within(LOSS));
            throwIfFaulty();
            throw e;
        }
    }

    private static NamedTensor ofNetwork(Tensor tensor, Role role, String... path) {
        return new NamedTensor(new Field.Computed(tensor), List.of(path), role);
    }

    private void reject(String name, Field field) {
        if (field instanceof Field.Faulty faulty && OWN.contains(name)) {
            report(faulty.in(dtype));
        } else if (UNSUPPORTED.contains(name)) {
            report(name, "backpropagation has no field " + name
                    + ": it returns the gradients of all parameters and of the input");
        }
    }

    final Optional<LossEntry> loss() {
        Optional<Literal> sent = fields.option(LOSS);
        if (sent.isEmpty() && !fields.has(LOSS)) {
            reportMissing(LOSS, "the name of a loss, for instance mse");
        } else if (sent.isPresent() && sent.get() instanceof Literal.Text(String name)) {
            return loss(name);
        } else {
            report(LOSS, "loss must be the name of a loss, for instance \"mse\", or an object with a formula or terms");
        }
        return Optional.empty();
    }

    private Optional<LossEntry> loss(String name) {
        Optional<LossEntry> found = losses.find(name);
        if (found.isEmpty()) {
            report(LOSS, "there is no loss with this name; "
                    + lossService.question(name).orElse("GET /v1/losses lists them all"));
        } else if (!found.get().hasPredictions()) {
            report(LOSS, name + " has no predictions input for the output of the network");
            return Optional.empty();
        }
        return found;
    }

    final @Nullable Tensor input() {
        if (!fields.has(INPUT)) {
            reportMissing(INPUT, "the batch for the first layer");
        } else if (!(fields.get(INPUT) instanceof Field.Numbers || fields.get(INPUT) instanceof Field.Faulty)) {
            report(INPUT, "input must be a tensor");
        }
        return tensor(INPUT, dtype);
    }

    private Network.@Nullable Forward forward(@Nullable List<BoundLayer> bound, @Nullable Tensor input) {
        if (bound == null || input == null) {
            return null;
        }
        try {
            Network network = new Network(bound);
            return admission.compute(network.cost(input.shape()), () -> network.forward(input));
        } catch (InvalidRequestException e) {
            reportAll(e, fault -> fault);
            return null;
        }
    }

    /** The loss of the output. If there is no output, the other fields are still validated. */
    private @Nullable Task task(LossEntry entry, Network.@Nullable Forward forward) {
        EvaluationFields known = lossService.fieldsOf(entry);
        Fields ofLoss = fieldsOf(entry, "backpropagation with " + entry.id(), OWN, UNSUPPORTED)
                .with(LossEntry.PREDICTIONS, predictions(forward));
        try {
            return new EvaluationBinder(entry, known, ofLoss, dtype).bind().storedIn(DType.FLOAT64);
        } catch (InvalidRequestException e) {
            reportAll(e, fault -> atOutput(entry, fault));
            return null;
        }
    }

    /**
     * The fields of the loss, without its predictions. Fields that are none of the request are reported.
     *
     * @param owner what has these fields, for messages
     * @param own the fields that are none of the loss
     * @param unsupported the fields of the loss that the request must not have
     */
    final Fields fieldsOf(LossEntry entry, String owner, Collection<String> own, Collection<String> unsupported) {
        EvaluationFields ofLoss = lossService.fieldsOf(entry);
        if (fields.has(LossEntry.PREDICTIONS)) {
            report(LossEntry.PREDICTIONS, "the network's output is the predictions; leave this field out");
        }
        rejectUnknown(owner, ofLoss, own, unsupported);
        SequencedMap<String, Field> found = new LinkedHashMap<>();
        ofLoss.names().stream().filter(name -> !own.contains(name) && !unsupported.contains(name)).forEach(name -> {
            Field field = fields.get(name);
            if (field != null) {
                found.put(name, reinterpret(ofLoss.of(name), name, field));
            }
        });
        return Fields.of(found);
    }

    private void rejectUnknown(String owner, EvaluationFields ofLoss, Collection<String> own,
            Collection<String> unsupported) {
        Set<String> known = new LinkedHashSet<>(own);
        known.addAll(ofLoss.names());
        Set<String> settable = new LinkedHashSet<>(known);
        settable.remove(LossEntry.PREDICTIONS);
        settable.removeAll(unsupported);
        fields.names().stream().filter(name -> !known.contains(name)).forEach(name -> report(name,
                () -> Fault.of(name, Suggestions.noSuchField(owner, name, settable))));
    }

    /** The output of the network; if there is none, a field for which no fault is reported. */
    private static Field predictions(Network.@Nullable Forward forward) {
        return forward == null ? new Field.Unknown() : new Field.Computed(forward.output());
    }

    /** Reinterprets a field that was read before its kind was known. */
    static Field reinterpret(FieldKind kind, String name, Field field) {
        boolean isTensor = kind == FieldKind.Value.REAL || kind == FieldKind.Value.EXACT;
        return switch (field) {
            case Field.Numbers numbers when kind == FieldKind.Value.OPTION -> new Field.Option(literal(numbers));
            case Field.Faulty(Fault fault, _) when kind == FieldKind.Value.OPTION && fault.index().length > 0 ->
                new Field.Option(new Literal.Array(List.of()));
            case Field.Option(Literal value) when isTensor && !(value instanceof Literal.Null) ->
                new Field.Faulty(Fault.of(name, name + " must be a tensor, got " + value.excerpt()));
            default -> field;
        };
    }

    private static Literal literal(Field.Numbers numbers) {
        return numbers.shape().rank() == 0
                ? new Literal.Numeral(numbers.as(DType.FLOAT64).get(0))
                : new Literal.Array(List.of());
    }

    /** The caller did not send predictions: their faults are due to the last layer, or to the choice of loss. */
    static Fault atOutput(LossEntry entry, Fault fault) {
        if (!fault.topField().equals(LossEntry.PREDICTIONS)) {
            return fault;
        }
        return Fault.of(LAYERS,
                "the output of the last layer, as predictions of " + entry.id() + ": " + fault.detail());
    }
}
