package dev.nabla.service;

import dev.nabla.option.BindableOption;
import dev.nabla.option.Domain;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns the fields of a request into what they ask for. It goes through all of them and collects every fault, so that a
 * caller reads at once everything that is wrong.
 */
public abstract class RequestBinder {

    protected static final String DTYPE = "dtype";

    /** The fields, in document order. */
    protected final Fields fields;

    /** How the tensors of the request are stored. */
    protected final DType dtype;

    private final List<Fault> faults = new ArrayList<>();

    /** A binder of a request, which names its own {@code dtype}. */
    protected RequestBinder(Fields fields) {
        this.fields = fields;
        this.dtype = choice(DTYPE, List.of(DType.values()), DType::label, DType.FLOAT64);
    }

    /** A binder of a part of a request, whose {@code dtype} is that of the whole. */
    protected RequestBinder(Fields fields, DType dtype) {
        this.fields = fields;
        this.dtype = dtype;
    }

    protected final void report(Fault fault) {
        faults.add(fault);
    }

    protected final void report(String field, String detail) {
        faults.add(Fault.of(field, detail));
    }

    protected final void reportAll(List<Fault> found) {
        faults.addAll(found);
    }

    /** Reports that a field is missing, which is a fault of the request as a whole. */
    protected final void reportMissing(String field, String meaning) {
        faults.add(Fault.whole(field + " is missing: " + meaning));
    }

    /**
     * Ends the binding.
     *
     * @throws InvalidRequestException if anything was reported; its faults are in the order of the fields
     */
    protected final void throwIfFaulty() {
        if (!faults.isEmpty()) {
            throw new InvalidRequestException(fields.inOrder(faults));
        }
    }

    /** Reports a field that could not be read, or whose name is not known. */
    protected final void rejectUnknown(String owner, String name, Field field, Collection<String> known) {
        if (field instanceof Field.Faulty faulty) {
            report(faulty.in(dtype));
        } else if (!known.contains(name)) {
            report(name, Suggestions.noSuchField(owner, name, known));
        }
    }

    /** A record of options, built from those that were sent. */
    protected final <T> T build(List<BindableOption> options, OptionFactory<T> factory) {
        Map<String, Literal> sent = new LinkedHashMap<>();
        for (BindableOption option : options) {
            fields.option(option.name()).ifPresent(value -> sent.put(option.name(), value));
        }
        return factory.build(sent, faults);
    }

    /** Builds a record from the options that were sent, and adds what is wrong with them to {@code faults}. */
    @FunctionalInterface
    protected interface OptionFactory<T> {

        T build(Map<String, Literal> sent, List<Fault> faults);
    }

    /** The value of an option that takes one of some words, or a default. */
    protected final <T> T choice(String name, Collection<T> choices, Function<T, String> word, T byDefault) {
        Optional<Literal> sent = fields.value(name);
        if (sent.isEmpty()) {
            return byDefault;
        }
        return choices.stream().filter(choice -> sent.get().equals(new Literal.Text(word.apply(choice)))).findFirst()
                .orElseGet(() -> {
                    report(name,
                            name + " must be " + BindableOption.quoted(choices.stream().map(word).toList()) + ", got "
                                    + sent.get().excerpt());
                    return byDefault;
                });
    }

    /** The value of an option that is true or false; false by default. */
    protected final boolean flag(String name) {
        Optional<Literal> sent = fields.value(name);
        if (sent.isEmpty() || sent.get() instanceof Literal.Flag) {
            return sent.isPresent() && sent.get().equals(new Literal.Flag(true));
        }
        report(name, name + " must be true or false, got " + sent.get().excerpt());
        return false;
    }

    /** The value of an option that is a number, or none. */
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

    /** The tensor of a field, in a {@code dtype}; {@code null} if it holds none, or a number beyond that {@code dtype}. */
    protected final @Nullable Tensor tensor(String name, DType storage) {
        return fields.get(name) instanceof Field.Numbers numbers ? tensor(numbers, storage, faults) : null;
    }

    /** As {@link #tensor}, of finite numbers only. */
    protected final @Nullable Tensor finiteTensor(String name, DType storage) {
        return fields.get(name) instanceof Field.Numbers numbers ? finite(name, numbers, storage, faults) : null;
    }

    private static @Nullable Tensor tensor(Field.Numbers numbers, DType storage, List<Fault> faults) {
        try {
            return numbers.as(storage);
        } catch (InvalidRequestException e) {
            faults.addAll(e.faults());
            return null;
        }
    }

    /** Numbers in a {@code dtype}; {@code null} if one is not finite there, which {@code faults} takes. */
    protected static @Nullable Tensor finite(String name, Field.Numbers numbers, DType storage, List<Fault> faults) {
        Tensor tensor = tensor(numbers, storage, faults);
        int wrong = tensor == null ? -1 : tensor.firstNotFinite();
        if (tensor == null || wrong < 0) {
            return tensor;
        }
        faults.add(new Fault(name, tensor.shape().indexOf(wrong),
                "must be a finite number, got " + Literal.number(tensor.get(wrong))));
        return null;
    }
}
