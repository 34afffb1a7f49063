package dev.nabla.service.network;

import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.call.CatalogCalls;
import dev.nabla.expression.language.FormulaException;
import dev.nabla.expression.objective.Objective;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.network.BoundLayer;
import dev.nabla.network.Layer;
import dev.nabla.network.LayerCatalog;
import dev.nabla.network.Network;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Parameter;
import dev.nabla.network.Parameters;
import dev.nabla.option.BindableOption;
import dev.nabla.option.Domain;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.Suggestions;
import dev.nabla.service.loss.EvaluationBinder;
import dev.nabla.service.loss.EvaluationFields;
import dev.nabla.service.loss.SharedField;
import dev.nabla.service.optimizer.ChoiceBinder;
import dev.nabla.service.optimizer.ChosenOptimizer;
import dev.nabla.service.optimizer.OptimizerService;
import dev.nabla.service.optimizer.StateBinder;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Binds the fields of a request to the training of a network. */
final class TrainingBinder extends NetworkBinder {

    private static final Set<String> UNSUPPORTED = Set.of(SharedField.WRT.label(), SharedField.HESSIAN.label(),
            SharedField.GRAD_OUTPUT.label());

    /** The fields that all losses share and that a formula has too. */
    private static final List<SharedField> SHARED = List.of(SharedField.REDUCTION, SharedField.SAMPLE_WEIGHT,
            SharedField.MASK);

    private final Catalogs catalogs;
    private final OptimizerService optimizers;

    TrainingBinder(Catalogs catalogs, OptimizerService optimizers, Fields fields) {
        super(catalogs, fields);
        this.catalogs = catalogs;
        this.optimizers = optimizers;
    }

    /**
     * Binds the request.
     *
     * @throws InvalidRequestException if the fields are not a valid request; its faults are in the order of the fields
     */
    Training training() {
        fields.forEach(this::reject);
        refuseMasks(fields, fault -> fault);
        List<BoundLayer> layers = layers();
        Tensor input = input();
        ChosenOptimizer optimizer = optimizer();
        List<Metric> metrics = metrics();
        long steps = integer(TrainingFields.STEPS, 1, Integer.MAX_VALUE, 0);
        long firstStep = integer(TrainingFields.FIRST_STEP, 0, Literal.LARGEST_EXACT, 0);
        BatchOrder order = order(input);
        Shape output = layers == null || input == null ? null : output(new Network(layers), input, order);
        List<Learnable> parameters = new ArrayList<>();
        List<BoundLayer> complete = layers == null ? null : withBuffers(layers, input, order, output);
        Network network = complete == null ? null : network(complete, optimizer, parameters);
        LearningRateSchedule schedule = schedule(optimizer);
        ChosenLoss loss = chosenLoss(network, input, output);
        TrainingData data = loss == null ? null : data(loss, input, output, order, metrics);
        Training.Validation validation = loss == null
                ? null
                : validation(loss, output == null ? null : complete, order, metrics);
        throwIfFaulty();
        return new Training(Objects.requireNonNull(network), parameters, Objects.requireNonNull(data), order,
                Objects.requireNonNull(optimizer), schedule, validation, firstStep, (int) steps, dtype);
    }

    /**
     * The loss of the training.
     *
     * @param fields the fields of its evaluation, but for the output
     * @param place where a fault is in the request
     */
    private record ChosenLoss(LossEntry entry, Fields fields, UnaryOperator<Fault> place) {}

    private @Nullable ChosenLoss chosenLoss(@Nullable Network network, @Nullable Tensor input,
            @Nullable Shape output) {
        if (fields.get(LOSS) instanceof Field.Members(Fields sent)) {
            rejectUnknownBeside(sent, "training", TrainingFields.OWN, SHARED);
            if (network == null || input == null || output == null) {
                return null;
            }
            ComposedLossBinder.Bound loss = composed(sent, network, input,
                    new Float64Tensor(output, Storage.doubles(output.elements())));
            return new ChosenLoss(loss.entry(), fieldsOf(loss, SHARED), fault -> placed(loss, fault));
        }
        return loss().map(entry -> new ChosenLoss(entry,
                fieldsOf(entry, "training with " + entry.id(), TrainingFields.OWN, UNSUPPORTED),
                fault -> atOutput(entry, fault))).orElse(null);
    }

    private @Nullable LearningRateSchedule schedule(@Nullable ChosenOptimizer optimizer) {
        Optional<Literal> sent = fields.value(TrainingFields.SCHEDULE);
        if (sent.isEmpty() || optimizer == null) {
            return null;
        }
        if (!(sent.get() instanceof Literal.Text(String formula))) {
            report(TrainingFields.SCHEDULE, "learning_rate_schedule must be a formula in step, a string, for instance "
                    + "\"lr * 0.5^(step / 1000)\"");
            return null;
        }
        try {
            return FormulaSchedule.of(formula, new CatalogCalls(catalogs.losses()), optimizer.learningRate());
        } catch (FormulaException e) {
            report(TrainingFields.SCHEDULE, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void reject(String name, Field field) {
        if (field instanceof Field.Faulty faulty && TrainingFields.OWN.contains(name)) {
            report(faulty.in(dtype));
        } else if (UNSUPPORTED.contains(name)) {
            report(name, "training has no field " + name + ": it follows the gradient of the loss");
        } else if (name.equals(TRACE)) {
            report(name, "training has no trace; POST /v1/networks/backpropagate has");
        }
    }

    /** A mask that stays the same at all steps is not what such a layer is for. */
    private void refuseMasks(Fields of, UnaryOperator<Fault> place) {
        if (!(of.get(LAYERS) instanceof Field.Items(List<Field> each))) {
            return;
        }
        for (int i = 0; i < each.size(); i++) {
            String index = Integer.toString(i);
            if (!(each.get(i) instanceof Field.Members(Fields layer))) {
                continue;
            }
            if (layer.option(LayerCatalog.TYPE).orElse(null) instanceof Literal.Text(String type)) {
                masksOf(type).filter(layer::hasValue).findFirst().ifPresent(mask -> {
                    throw failure(LAYERS,
                            () -> place.apply(Fault.of(mask, type + " draws another mask at each step of a "
                                    + "training; give it a seed in place of a mask").within(LAYERS, index)));
                });
            }
            refuseMasks(layer, fault -> place.apply(fault.within(LAYERS, index)));
        }
    }

    private Stream<String> masksOf(String type) {
        return catalogs.layers().find(type).stream().flatMap(layer -> layer.parameters().stream())
                .filter(Parameter::isMask).map(Parameter::name);
    }

    private @Nullable ChosenOptimizer optimizer() {
        switch (fields.get(TrainingFields.OPTIMIZER)) {
            case Field.Members(Fields chosen) -> {
                try {
                    return new ChoiceBinder(optimizers, chosen, dtype, faultsOf(chosen, TrainingFields.OPTIMIZER))
                            .bind();
                } catch (InvalidRequestException e) {
                    reportAll(e, fault -> fault.within(TrainingFields.OPTIMIZER));
                }
            }
            case Field.Faulty _ -> {
                // reported already
            }
            case null, default -> reportMissing(TrainingFields.OPTIMIZER,
                    "an object with the type of an optimizer, for instance {\"type\": \"adam\"}");
        }
        return null;
    }

    private List<Metric> metrics() {
        List<Metric> named = new ArrayList<>();
        Optional<Literal> sent = fields.value(TrainingFields.METRICS);
        List<String> labels = Arrays.stream(Metric.values()).map(Metric::label).toList();
        if (sent.isPresent() && !(sent.get() instanceof Literal.Array)) {
            report(TrainingFields.METRICS, "metrics must be an array of names, got " + sent.get().excerpt());
        } else if (sent.isPresent() && sent.get() instanceof Literal.Array(List<Literal> names)) {
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i) instanceof Literal.Text(String text) ? text : "";
                Optional<Metric> metric = Metric.ofLabel(name);
                if (metric.isEmpty()) {
                    reportMetric(i, "must be " + BindableOption.quoted(labels) + ", got " + names.get(i).excerpt());
                } else if (named.contains(metric.get())) {
                    reportMetric(i, name + " is repeated");
                } else {
                    named.add(metric.get());
                }
            }
        }
        return named;
    }

    private void reportMetric(int index, String detail) {
        report(TrainingFields.METRICS, () -> new Fault(TrainingFields.METRICS, new int[]{index}, detail));
    }

    /** An integer option; 0 as the default of a required one. */
    private long integer(String name, long least, long most, long defaultValue) {
        if (!fields.hasValue(name) && defaultValue < least) {
            reportMissing(name, inWords(least, most));
        }
        return integer(fields, name, least, most, fault -> fault).orElse(defaultValue);
    }

    private OptionalLong integer(Fields of, String name, long least, long most, UnaryOperator<Fault> place) {
        Optional<Literal> sent = of.value(name);
        if (sent.isEmpty()) {
            return OptionalLong.empty();
        }
        if (sent.get() instanceof Literal.Numeral(double number) && number == Math.rint(number) && number >= least
                && number <= most) {
            return OptionalLong.of((long) number);
        }
        report(place.apply(
                Fault.of(name, name + " must be " + inWords(least, most) + ", got " + sent.get().excerpt())));
        return OptionalLong.empty();
    }

    private static String inWords(long least, long most) {
        return "an integer from " + least + " to " + most;
    }

    /** The order of batches; {@code null} for whole batches. */
    private @Nullable BatchOrder order(@Nullable Tensor input) {
        OptionalLong batchSize = integer(fields, TrainingFields.BATCH_SIZE, 1, Integer.MAX_VALUE, fault -> fault);
        OptionalLong seed = integer(fields, TrainingFields.SEED, -Literal.LARGEST_EXACT, Literal.LARGEST_EXACT,
                fault -> fault);
        if (seed.isPresent() && !fields.hasValue(TrainingFields.BATCH_SIZE)) {
            report(TrainingFields.SEED, "seed shuffles the samples into batches: send batch_size too");
        }
        if (batchSize.isEmpty() || input == null) {
            return null;
        }
        if (input.shape().rank() == 0 || input.shape().size(0) == 0) {
            report(INPUT, "input must have samples along its first axis to be divided into batches, has the shape "
                    + input.shape());
            return null;
        }
        return new BatchOrder(input.shape().size(0), (int) batchSize.getAsLong(), seed);
    }

    /** The shape of the output for all samples, which may be larger than any that is computed; {@code null} if there is none. */
    private @Nullable Shape output(Network network, Tensor input, @Nullable BatchOrder order) {
        try {
            Shape batch = batch(order).of(input.shape());
            Shape output = network.outputShape(batch);
            if (order == null) {
                return output;
            }
            int samples = input.shape().size(0);
            if (output.rank() == 0 || output.size(0) != batch.size(0)) {
                report(LAYERS, "the output must have one row for each sample to train in batches, has the shape "
                        + output + " for " + batch.size(0) + "; or leave out batch_size");
            } else if ((long) output.elements() / batch.size(0) * samples > Layer.LARGEST) {
                report(INPUT, "the output for all samples would have more than " + Layer.LARGEST + " values");
            } else {
                return output.with(0, samples);
            }
        } catch (InvalidRequestException e) {
            reportAll(e, fault -> fault);
        }
        return null;
    }

    private @Nullable TrainingData data(ChosenLoss chosen, @Nullable Tensor input, @Nullable Shape output,
            @Nullable BatchOrder order, List<Metric> metrics) {
        CatalogLoss loss = loss(chosen, chosen.fields(), output, order, metrics, fault -> fault);
        if (loss != null && loss.all().reduction() == Reduction.NONE) {
            report(SharedField.REDUCTION.label(), "training minimizes one number: reduction must not be \"none\"");
        }
        return loss == null || input == null ? null : new TrainingData(input, loss, metrics);
    }

    /**
     * Binds the loss to all samples. Its predictions are not known yet: any others of the shape stand for them.
     *
     * @param place where a fault is in the request
     */
    private @Nullable CatalogLoss loss(ChosenLoss chosen, Fields ofLoss, @Nullable Shape output,
            @Nullable BatchOrder order, List<Metric> metrics, UnaryOperator<Fault> place) {
        LossEntry entry = chosen.entry();
        EvaluationFields known = catalogs.lossService().fieldsOf(entry);
        Float64Tensor predictions = output == null ? null : placeholder(entry, output);
        Field field = predictions == null ? new Field.Unknown() : new Field.Computed(predictions);
        try {
            Task task = new EvaluationBinder(entry, known, withOutput(entry, ofLoss, field), dtype).bind()
                    .storedIn(DType.FLOAT64);
            CatalogLoss loss = new CatalogLoss(entry, task);
            if (order != null && output != null) {
                loss.objectionsToBatches(output.size(0)).forEach(fault -> report(place.apply(fault)));
            }
            if (task.loss() instanceof Objective objective) {
                objective.faults(task.inputs()).stream()
                        .filter(fault -> !fault.topField().equals(LossEntry.PREDICTIONS))
                        .forEach(fault -> report(place.apply(chosen.place().apply(fault))));
            }
            if (predictions != null) {
                checkMetrics(loss, predictions, metrics);
            }
            return loss.withoutPredictions();
        } catch (InvalidRequestException e) {
            reportAll(e, fault -> place.apply(chosen.place().apply(fault)));
            return null;
        } catch (FormulaException e) {
            report(place.apply(Fault.of(LOSS, String.valueOf(e.getMessage()))));
            return null;
        } finally {
            if (predictions != null) {
                Storage.giveBack(predictions.values());
            }
        }
    }

    /** A loss of one's own need not use the output. */
    private static Fields withOutput(LossEntry entry, Fields ofLoss, Field output) {
        return entry.defaults().inputs().stream().anyMatch(input -> input.name().equals(LossEntry.PREDICTIONS))
                ? ofLoss.with(LossEntry.PREDICTIONS, output)
                : ofLoss;
    }

    private static Float64Tensor placeholder(LossEntry entry, Shape shape) {
        Domain domain = entry.defaults().inputs().stream().filter(input -> input.name().equals(LossEntry.PREDICTIONS))
                .findFirst().map(Input::domain).orElse(null);
        double[] numbers = Storage.doubles(shape.elements());
        Arrays.fill(numbers, DoubleStream.of(0.5, 1, 0, -1)
                .filter(number -> domain == null || domain.contains(number)).findFirst().orElse(0.5));
        return new Float64Tensor(shape, numbers);
    }

    private void checkMetrics(CatalogLoss loss, Float64Tensor predictions, List<Metric> metrics) {
        for (int i = 0; i < metrics.size(); i++) {
            Optional<String> objection = loss.hasTargets()
                    ? metrics.get(i).objection(loss.compare(Batch.ALL, predictions))
                    : Optional.of("metrics are of losses that have targets");
            if (objection.isPresent()) {
                reportMetric(i, objection.get());
            }
        }
    }

    private Training.@Nullable Validation validation(ChosenLoss chosen, @Nullable List<BoundLayer> layers,
            @Nullable BatchOrder order, List<Metric> metrics) {
        if (!(fields.get(TrainingFields.VALIDATION) instanceof Field.Members(Fields sent))) {
            if (fields.hasValue(TrainingFields.VALIDATION)
                    && !(fields.get(TrainingFields.VALIDATION) instanceof Field.Faulty)) {
                report(TrainingFields.VALIDATION, "validation must be an object with input and targets");
            }
            return null;
        }
        UnaryOperator<Fault> place = fault -> fault.topField().equals(LAYERS)
                || (!fault.isWhole() && !sent.has(fault.topField()) && fields.has(fault.topField()))
                        ? fault
                        : fault.within(TrainingFields.VALIDATION);
        Set<String> samples = namesOfSamples(chosen.entry());
        rejectUnknown(sent, samples);
        OptionalLong interval = integer(sent, TrainingFields.INTERVAL, 1, Integer.MAX_VALUE, place);
        Tensor input = validationInput(sent);
        Shape output = layers == null || input == null ? null : validationOutput(new Network(layers), input);
        CatalogLoss loss = loss(chosen, fieldsOfValidation(chosen, sent, samples), output, null, List.of(), place);
        int epoch = order == null ? 1 : order.stepsOfEpoch();
        return loss == null || input == null
                ? null
                : new Training.Validation(new TrainingData(input, loss, metrics), interval.orElse(epoch));
    }

    /** The inputs of a loss that have something for each sample, unlike its options. */
    private static Set<String> namesOfSamples(LossEntry entry) {
        Set<String> names = new LinkedHashSet<>();
        entry.defaults().inputs().stream().filter(input -> !entry.defaults().isShared(input)).map(Input::name)
                .filter(name -> !name.equals(LossEntry.PREDICTIONS)).forEach(names::add);
        names.add(SharedField.SAMPLE_WEIGHT.label());
        names.add(SharedField.MASK.label());
        return names;
    }

    private void rejectUnknown(Fields sent, Set<String> samples) {
        Set<String> known = new LinkedHashSet<>(List.of(INPUT, TrainingFields.INTERVAL));
        known.addAll(samples);
        sent.forEach((name, field) -> {
            if (!known.contains(name)) {
                report(TrainingFields.VALIDATION, () -> Fault.of(name, Suggestions.noSuchField("validation", name,
                        known)).within(TrainingFields.VALIDATION));
            } else if (field instanceof Field.Faulty faulty && !samples.contains(name)) {
                report(faulty.in(dtype).within(TrainingFields.VALIDATION));
            }
        });
    }

    private @Nullable Tensor validationInput(Fields sent) {
        switch (sent.get(INPUT)) {
            case Field.Numbers numbers -> {
                try {
                    return numbers.as(dtype);
                } catch (InvalidRequestException e) {
                    reportAll(e, fault -> fault.within(TrainingFields.VALIDATION));
                }
            }
            case Field.Faulty _ -> {
                // reported already
            }
            case null -> report(Fault.whole("input is missing: the samples of the validation")
                    .within(TrainingFields.VALIDATION));
            default -> report(Fault.of(INPUT, "input must be a tensor").within(TrainingFields.VALIDATION));
        }
        return null;
    }

    private @Nullable Shape validationOutput(Network network, Tensor input) {
        try {
            return network.forEvaluation().outputShape(input.shape());
        } catch (InvalidRequestException e) {
            reportAll(e, fault -> fault.topField().equals(INPUT)
                    ? fault.within(TrainingFields.VALIDATION)
                    : Fault.of(INPUT, fault.detailWithPlace()).within(TrainingFields.VALIDATION));
            return null;
        }
    }

    /** The samples of the validation, with the options of the training. */
    private Fields fieldsOfValidation(ChosenLoss chosen, Fields sent, Set<String> samples) {
        EvaluationFields known = catalogs.lossService().fieldsOf(chosen.entry());
        SequencedMap<String, Field> found = new LinkedHashMap<>();
        for (String name : known.names()) {
            Field field = samples.contains(name) ? sent.get(name) : chosen.fields().get(name);
            if (field != null && !UNSUPPORTED.contains(name) && !name.equals(LossEntry.PREDICTIONS)) {
                found.put(name, reinterpret(known.of(name), name, field));
            }
        }
        return Fields.of(found);
    }

    /** Layers with all their buffers, if their shapes are known to chain. */
    private static List<BoundLayer> withBuffers(List<BoundLayer> layers, @Nullable Tensor input,
            @Nullable BatchOrder order, @Nullable Shape output) {
        return input == null || output == null
                ? layers
                : new Network(layers).withBuffers(batch(order).of(input.shape())).layers();
    }

    private static Batch batch(@Nullable BatchOrder order) {
        return order == null ? Batch.ALL : order.largest();
    }

    /** The network with parameters and buffers of its own, of which the former are added to {@code parameters}. */
    private Network network(List<BoundLayer> layers, @Nullable ChosenOptimizer optimizer,
            List<Learnable> parameters) {
        List<BoundLayer> trained = new ArrayList<>();
        Map<String, Tensor> byName = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            Map<String, Tensor> copies = new LinkedHashMap<>();
            for (Map.Entry<String, ? extends Tensor> sent : layers.get(i).parameters().tensors().entrySet()) {
                copies.put(sent.getKey(), copy(sent.getValue()));
                if (layers.get(i).isLearnable(sent.getKey())) {
                    byName.put(Learnable.name(i, sent.getKey()), Objects.requireNonNull(copies.get(sent.getKey())));
                }
            }
            trained.add(new BoundLayer(layers.get(i).entry(), layers.get(i).layer(), new Parameters(copies)));
        }
        if (byName.isEmpty()) {
            report(LAYERS, "there is nothing to train: no layer has parameters");
        }
        Map<String, OptimizerState> states = optimizer == null ? Map.of() : states(optimizer, byName);
        for (int i = 0; i < trained.size(); i++) {
            for (Map.Entry<String, ? extends Tensor> own : trained.get(i).parameters().tensors().entrySet()) {
                OptimizerState state = states.get(Learnable.name(i, own.getKey()));
                if (state != null) {
                    parameters.add(Learnable.of(i, own.getKey(), own.getValue(), state));
                }
            }
        }
        return new Network(trained);
    }

    private static Tensor copy(Tensor tensor) {
        Tensor copy = Tensor.uninitialized(tensor.shape(), tensor.dtype());
        copy.write(0, tensor.widened().values(), tensor.shape().elements());
        return copy;
    }

    private Map<String, OptimizerState> states(ChosenOptimizer optimizer, Map<String, Tensor> parameters) {
        Fields sent = switch (fields.get(TrainingFields.STATE)) {
            case Field.Members(Fields members) -> members;
            case null, default -> Fields.empty();
        };
        if (fields.hasValue(TrainingFields.STATE)
                && fields.get(TrainingFields.STATE) instanceof Field.Option(Literal value)) {
            report(TrainingFields.STATE, "state must be an object of the state of each parameter, got "
                    + value.excerpt());
        }
        try {
            return new StateBinder(optimizer.entry(), optimizer.optimizer(), sent, dtype,
                    faultsOf(sent, TrainingFields.STATE)).bind(parameters.keySet(), parameters);
        } catch (InvalidRequestException e) {
            reportAll(e, fault -> fault.within(TrainingFields.STATE));
            return Map.of();
        }
    }
}
