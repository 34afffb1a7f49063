package dev.nabla.web.v1;

import dev.nabla.network.OptimizerEntry;
import dev.nabla.network.Slot;
import dev.nabla.web.v1.LossDescription.OptionItem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** All optimizers. */
record OptimizerList(List<Item> optimizers) {

    /** An optimizer: its update rule, options and state. */
    @Schema(name = "OptimizerItem")
    record Item(
        String id,
        String summary,
        @Schema(description = "update rule, in TeX") String formula,
        List<OptionItem> options,
        @Schema(description = "state kept for each parameter") List<SlotItem> state,
        List<String> references) {

        static Item of(OptimizerEntry entry) {
            return new Item(entry.id(), entry.definition().summary(), entry.definition().formula(),
                    entry.options().stream().map(OptionItem::of).toList(),
                    entry.slots().stream().map(SlotItem::of).toList(), List.of(entry.definition().references()));
        }
    }

    /** A part of the state that is kept for each parameter. */
    @Schema(name = "OptimizerSlot")
    record SlotItem(
        String name,
        String meaning,
        @Schema(description = "whether it is one value per parameter instead of one per element") boolean single) {

        static SlotItem of(Slot slot) {
            return new SlotItem(slot.name(), slot.meaning(), slot.isSingle());
        }
    }

    static OptimizerList of(List<OptimizerEntry> entries) {
        return new OptimizerList(entries.stream().map(Item::of).toList());
    }
}
