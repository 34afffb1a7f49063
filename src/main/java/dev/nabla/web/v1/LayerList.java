package dev.nabla.web.v1;

import dev.nabla.network.LayerDefinition;
import dev.nabla.network.LayerEntry;
import dev.nabla.network.Parameter;
import dev.nabla.web.v1.LossDescription.OptionItem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** All layers. */
record LayerList(List<Item> layers) {

    /** A layer: its formula, parameters and options, and the rules of its backward pass. */
    @Schema(name = "LayerItem")
    record Item(
        String type,
        String summary,
        @Schema(description = "shapes of input and output") String shapes,
        @Schema(description = "output y of an input x, in TeX") String formula,
        @Schema(
            description = "gradients with respect to x and the parameters, given the upstream gradient g, in TeX") List<String> rules,
        List<ParameterItem> parameters,
        List<OptionItem> options,
        String reference) {

        static Item of(LayerEntry entry) {
            LayerDefinition definition = entry.definition();
            return new Item(entry.id(), definition.summary(), definition.shapes(), definition.formula(),
                    List.of(definition.rules()), entry.parameters().stream().map(ParameterItem::of).toList(),
                    entry.options().stream().map(OptionItem::of).toList(), definition.reference());
        }
    }

    /** A tensor that a layer takes besides its input. */
    @Schema(name = "LayerParameter")
    record ParameterItem(
        String name,
        String shape,
        String meaning,
        boolean required,
        @Schema(description = "whether the layer has a gradient with respect to it") boolean gradient) {

        static ParameterItem of(Parameter parameter) {
            return new ParameterItem(parameter.name(), parameter.shape(), parameter.meaning(), parameter.isRequired(),
                    parameter.isLearnable());
        }
    }

    static LayerList of(List<LayerEntry> entries) {
        return new LayerList(entries.stream().map(Item::of).toList());
    }
}
