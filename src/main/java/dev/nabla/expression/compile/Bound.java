package dev.nabla.expression.compile;

import dev.nabla.catalog.NameResolver;
import dev.nabla.expression.function.Arguments.Argument;
import dev.nabla.expression.function.Function;
import dev.nabla.expression.function.Function.Parameter;
import dev.nabla.expression.language.Expression;
import dev.nabla.expression.language.FormulaException;
import dev.nabla.expression.language.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Matches the arguments of a call with the parameters of its function. */
record Bound(Expression.Call call, Function function) {

    /** Names that other libraries give to parameters. */
    private static final Map<String, String> ELSEWHERE = Map.of("dim", "axis", "axes", "axis", "keepdim", "keepdims",
            "keep_dims", "keepdims");

    Map<String, Argument> arguments(java.util.function.Function<Expression, Argument> evaluation) {
        Map<String, Argument> given = new LinkedHashMap<>();
        for (Expression.Argument argument : call.arguments()) {
            String name = argument.name().isPresent()
                    ? known(argument.name().get(), argument.place())
                    : next(given, argument.place());
            if (given.put(name, evaluation.apply(argument.value())) != null) {
                throw new FormulaException(argument.place(), call.function() + " got " + name + " twice");
            }
        }
        function.parameters().stream().filter(parameter -> parameter.isRequired() && !given.containsKey(
                parameter.name())).findFirst().ifPresent(missing -> {
                    throw new FormulaException(call.place(), missing.name() + " is missing: " + signature());
                });
        return given;
    }

    private String next(Map<String, Argument> given, Place place) {
        int position = given.size();
        if (position >= function.parameters().size()) {
            throw new FormulaException(place, "too many arguments: " + signature());
        }
        return function.parameters().get(position).name();
    }

    private String known(String name, Place place) {
        List<String> names = function.parameters().stream().map(Parameter::name).toList();
        if (names.contains(name)) {
            return name;
        }
        String ours = ELSEWHERE.getOrDefault(name, "");
        throw new FormulaException(place, call.function() + " has no parameter " + name + "; " + (names.contains(ours)
                ? "write " + ours
                : new NameResolver(names).question(name).orElse("it is " + signature())));
    }

    private String signature() {
        return function.parameters().stream()
                .map(parameter -> parameter.isRequired()
                        ? parameter.name()
                        : parameter.name() + "="
                                + parameter.fallback())
                .collect(Collectors.joining(", ", call.function() + "(", ")"));
    }
}
