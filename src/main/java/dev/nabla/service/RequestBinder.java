package dev.nabla.service;

import dev.nabla.option.BindableOption;
import dev.nabla.option.Domain;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Tensor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Base class of binders, which convert the fields of a request to typed values. A binder collects the faults of all fields, so
 * that the caller sees them at once.
 */
public abstract class RequestBinder {

    protected static final String DTYPE = "dtype";

    /** The fields, in document order. */
    protected final Fields fields;

    /** The dtype of the request's tensors. */
    protected final DType dtype;

    private final Faults faults;

    /** Creates a binder for a request, which has a field {@code dtype} of its own. */
    protected RequestBinder(Fields fields) {
        this.fields = fields;
        this.faults = new Faults(fields);
        this.dtype = choice(DTYPE, List.of(DType.values()), DType::label, DType.FLOAT64);
    }

    /** Creates a binder for a part of a request with the {@code dtype} of the whole. */
    protected RequestBinder(Fields fields, DType dtype) {
        this(fields, dtype, new Faults(fields));
    }

    /** Creates a binder for a part of a request, with a collector for its faults. */
    protected RequestBinder(Fields fields, DType dtype, Faults faults) {
        this.fields = fields;
        this.dtype = dtype;
        this.faults = faults;
    }

    protected final void report(Fault fault) {
        faults.add(fault);
    }

    protected final void report(String field, String detail) {
        faults.add(Fault.of(field, detail));
    }

    /** Reports a fault that is only made if it is listed: one of those of which there may be as many as the caller likes. */
    protected final void report(String topField, Supplier<Fault> fault) {
        faults.add(topField, fault);
    }

    /** Reports the faults of a part of the request, each translated to the request. */
    protected final void reportAll(InvalidRequestException part, UnaryOperator<Fault> translation) {
        faults.addAll(part, translation);
    }

    /** A collector for the faults of an object in a field, which are reported with {@link #reportAll}. */
    protected final Faults faultsOf(Fields part, String topField) {
        return faults.ofPart(part, topField);
    }

    /** Reports a missing field, which is a fault of the request as a whole. */
    protected final void reportMissing(String field, String meaning) {
        faults.add(Fault.whole(field + " is missing: " + meaning));
    }

    /**
     * Completes the binding.
     *
     * @throws InvalidRequestException if faults were reported; they are in the order of the fields
     */
    protected final void throwIfFaulty() {
        faults.throwIfAny();
    }

    /** Reports a field that is invalid or has an unknown name. */
    protected final void rejectUnknown(String owner, String name, Field field, Collection<String> known) {
        if (field instanceof Field.Faulty faulty) {
            report(faulty.in(dtype));
        } else if (!known.contains(name)) {
            report(name, () -> Fault.of(name, Suggestions.noSuchField(owner, name, known)));
        }
    }

    /** Ends the binding because of a fault that prevents the others from being found. */
    protected final InvalidRequestException failure(String topField, Supplier<Fault> fault) {
        faults.add(topField, fault);
        return new InvalidRequestException(faults);
    }

    /** Builds a record from the options in the request. */
    protected final <T> T build(List<BindableOption> options, OptionFactory<T> factory) {
        Map<String, Literal> sent = new LinkedHashMap<>();
        for (BindableOption option : options) {
            fields.option(option.name()).ifPresent(value -> sent.put(option.name(), value));
        }
        return factory.build(sent, faults);
    }

    /** Builds a record from the options in a request, and adds the faults of invalid ones to {@code faults}. */
    @FunctionalInterface
    protected interface OptionFactory<T> {

        T build(Map<String, Literal> sent, Faults faults);
    }

    /** The value of a string option, or a default. */
    protected final <T> T choice(String name, Collection<T> choices, Function<T, String> label, T defaultValue) {
        Optional<Literal> sent = fields.value(name);
        if (sent.isEmpty()) {
            return defaultValue;
        }
        return choices.stream().filter(choice -> sent.get().equals(new Literal.Text(label.apply(choice)))).findFirst()
                .orElseGet(() -> {
                    report(name,
                            name + " must be " + BindableOption.quoted(choices.stream().map(label).toList()) + ", got "
                                    + sent.get().excerpt());
                    return defaultValue;
                });
    }

    /** The value of a Boolean option; false by default. */
    protected final boolean flag(String name) {
        Optional<Literal> sent = fields.value(name);
        if (sent.isEmpty() || sent.get() instanceof Literal.Flag) {
            return sent.isPresent() && sent.get().equals(new Literal.Flag(true));
        }
        report(name, name + " must be true or false, got " + sent.get().excerpt());
        return false;
    }

    /** The value of a numeric option, if any. */
    protected final OptionalDouble number(String name, Domain domain) {
        Optional<Literal> sent = fields.value(name);
        if (sent.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (sent.get() instanceof Literal.Numeral(double number) && domain.contains(number)) {
            return OptionalDouble.of(number);
        }
        report(name, name + " must be " + domain.inWords() + ", or null for none, got "
                + sent.get().excerpt());
        return OptionalDouble.empty();
    }

    /** The tensor in a field, in a {@code dtype}; {@code null} if it has none, or a number is out of range. */
    protected final @Nullable Tensor tensor(String name, DType storage) {
        return fields.get(name) instanceof Field.Numbers numbers ? tensor(numbers, storage, this::report) : null;
    }

    /** As {@link #tensor}, for finite numbers only. */
    protected final @Nullable Tensor finiteTensor(String name, DType storage) {
        return fields.get(name) instanceof Field.Numbers numbers ? finite(name, numbers, storage, this::report) : null;
    }

    private static @Nullable Tensor tensor(Field.Numbers numbers, DType storage, Consumer<Fault> faults) {
        try {
            return numbers.as(storage);
        } catch (InvalidRequestException e) {
            e.faults().forEach(faults);
            return null;
        }
    }

    /** Numbers in a {@code dtype}; {@code null} if one is not finite, which is given to {@code faults}. */
    protected static @Nullable Tensor finite(String name, Field.Numbers numbers, DType storage,
            Consumer<Fault> faults) {
        return inDomain(name, numbers, storage, Domain.FINITE, faults);
    }

    /** Numbers in a {@code dtype}; {@code null} if one is outside a domain, which is given to {@code faults}. */
    protected static @Nullable Tensor inDomain(String name, Field.Numbers numbers, DType storage, Domain domain,
            Consumer<Fault> faults) {
        Tensor tensor = tensor(numbers, storage, faults);
        int position = tensor == null ? -1 : firstOutside(tensor, domain);
        if (tensor == null || position < 0) {
            return tensor;
        }
        faults.accept(new Fault(name, tensor.shape().indexOf(position),
                "must be " + domain.inWords() + ", got " + Literal.number(tensor.get(position))));
        return null;
    }

    private static int firstOutside(Tensor tensor, Domain domain) {
        if (domain.equals(Domain.FINITE)) {
            return tensor.firstNotFinite();
        }
        return IntStream.range(0, tensor.shape().elements()).filter(i -> !domain.contains(tensor.get(i))).findFirst()
                .orElse(-1);
    }
}
