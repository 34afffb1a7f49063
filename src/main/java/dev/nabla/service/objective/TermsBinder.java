package dev.nabla.service.objective;

import dev.nabla.expression.compile.LossCalls;
import dev.nabla.expression.objective.Objective;
import dev.nabla.expression.objective.Term;
import dev.nabla.loss.Input;
import dev.nabla.loss.ShapeRules;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.RequestBinder;
import dev.nabla.service.expression.NamedTensor;
import dev.nabla.service.loss.LossService;
import dev.nabla.tensor.DType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Binds the terms of an objective. */
public final class TermsBinder extends RequestBinder {

    /** The maximum number of terms. */
    public static final int MOST = 64;

    private final LossService losses;
    private final LossCalls calls;
    private final Map<String, NamedTensor> tensors;

    /**
     * Creates a binder for a request with terms, or a part of one.
     *
     * @param tensors the tensors that the terms share, by name
     */
    public TermsBinder(LossService losses, LossCalls calls, Fields fields, DType dtype, Faults faults,
            Map<String, NamedTensor> tensors) {
        super(fields, dtype, faults);
        this.losses = losses;
        this.calls = calls;
        this.tensors = tensors;
    }

    /**
     * Binds the terms.
     *
     * @throws InvalidRequestException if they are not valid
     */
    public Objective bind() {
        List<Term> terms = switch (fields.get(Term.TERMS)) {
            case Field.Items(List<Field> each) -> terms(each);
            case Field.Faulty _ -> List.of();
            case null, default -> {
                reportMissing(Term.TERMS, "an array of objects, each with a loss or a formula");
                yield List.of();
            }
        };
        throwIfFaulty();
        return new Objective(terms, inputs(terms));
    }

    private List<Term> terms(List<Field> sent) {
        if (sent.isEmpty() || sent.size() > MOST) {
            report(Term.TERMS, "terms must have from 1 to " + MOST + " elements, has " + sent.size());
            return List.of();
        }
        List<Term> terms = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < sent.size(); i++) {
            String index = Integer.toString(i);
            switch (sent.get(i)) {
                case Field.Members(Fields members) -> {
                    try {
                        Term term = new TermBinder(losses, calls, members, dtype, faultsOf(members, Term.TERMS),
                                tensors).bind();
                        requireUnique(term, names, index, members);
                        terms.add(term);
                    } catch (InvalidRequestException e) {
                        reportAll(e, fault -> fault.within(Term.TERMS, index));
                    }
                }
                case Field.Faulty faulty -> report(faulty.in(dtype).within(Term.TERMS));
                default -> report(Fault.of(index, "a term must be an object with a loss or a formula")
                        .within(Term.TERMS));
            }
        }
        return terms;
    }

    private void requireUnique(Term term, Set<String> names, String index, Fields members) {
        if (!names.add(term.name())) {
            Fault repeated = members.has(TermField.NAME.label())
                    ? Fault.of(TermField.NAME.label(), "another term has this name")
                    : Fault.whole("another term is called " + Excerpt.of(term.name()) + "; give this one a name");
            report(repeated.within(Term.TERMS, index));
        }
    }

    /** The tensors that terms use, as inputs of the objective. */
    private List<Input> inputs(List<Term> terms) {
        List<Input> inputs = new ArrayList<>();
        tensors.forEach((name, tensor) -> {
            if (terms.stream().anyMatch(term -> term.uses(name))) {
                Input input = tensor.role().isParameter()
                        ? Input.parameters(name, "a parameter of the objective", ShapeRules.ANY, 0)
                        : Input.numbers(name, "an input of the objective").shaped(ShapeRules.ANY);
                inputs.add(isDifferentiable(name, terms) ? input.differentiable() : input);
            }
        });
        return List.copyOf(inputs);
    }

    /** Whether a term has a gradient with respect to a tensor; there is none of class indices. */
    private static boolean isDifferentiable(String name, List<Term> terms) {
        return terms.stream().anyMatch(term -> term.isDifferentiable(name));
    }
}
