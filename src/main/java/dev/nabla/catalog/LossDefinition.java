package dev.nabla.catalog;

import dev.nabla.loss.Definition;
import java.util.Arrays;
import java.util.List;

/**
 * What readers need to know of a loss before using it.
 *
 * @param aliases names in other libraries under which it is found too
 * @param summary one sentence: what it is
 * @param formula the value of one unreduced loss, in TeX
 * @param gradient its derivative with respect to each differentiable input, in TeX
 * @param hessian its second derivatives, in TeX; empty if it has none
 * @param edges what happens at kinks, at infinities and on the border of the domain
 * @param references papers and libraries whose convention it follows
 * @param examples requests that can be sent as they stand, the shortest first
 */
public record LossDefinition(
    List<String> aliases,
    String summary,
    String formula,
    String gradient,
    String hessian,
    List<String> edges,
    List<String> references,
    List<Example> examples) {

    /**
     * A request that can be sent as it stands.
     *
     * @param name what the example shows
     * @param body the body, in JSON
     */
    public record Example(String name, String body) {}

    /** What the annotation of a record says. */
    static LossDefinition of(Definition annotation) {
        return new LossDefinition(List.of(annotation.aliases()), annotation.summary(), annotation.formula(),
                annotation.gradient(), annotation.hessian(), List.of(annotation.edges()),
                List.of(annotation.references()), Arrays.stream(annotation.examples())
                        .map(example -> new Example(example.name(), example.body())).toList());
    }
}
