package dev.nabla.catalog;

import dev.nabla.loss.Definition;
import java.util.Arrays;
import java.util.List;

/**
 * The documentation of a loss.
 *
 * @param aliases names of other libraries that it also answers to
 * @param summary one sentence: what the loss is
 * @param formula the value of one unreduced loss, in TeX
 * @param gradient its derivative with respect to each differentiable input, in TeX
 * @param hessian its second derivatives, in TeX; empty if it has none
 * @param edges edge cases: what happens at kinks, at infinities and on the boundary of the domain
 * @param references papers and libraries whose convention it follows
 * @param examples complete requests, shortest first
 */
public record LossDefinition(
    List<LossAlias> aliases,
    String summary,
    String formula,
    String gradient,
    String hessian,
    List<String> edges,
    List<String> references,
    List<Example> examples) {

    /**
     * A complete request.
     *
     * @param name what the example shows
     * @param body the body, in JSON
     */
    public record Example(String name, String body) {}

    /** The definition in a record's annotation. */
    static LossDefinition of(Definition annotation) {
        return new LossDefinition(Arrays.stream(annotation.aliases()).map(LossAlias::parse).toList(),
                annotation.summary(), annotation.formula(),
                annotation.gradient(), annotation.hessian(), List.of(annotation.edges()),
                List.of(annotation.references()), Arrays.stream(annotation.examples())
                        .map(example -> new Example(example.name(), example.body())).toList());
    }
}
