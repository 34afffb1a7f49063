package dev.nabla.web.v1;

import dev.nabla.catalog.LossEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Losses of the catalog. */
record LossList(List<Item> losses) {

    /** A loss in brief. */
    @Schema(name = "LossItem")
    record Item(String id, List<String> aliases, String family, String summary) {}

    /** The losses of a family; an empty string matches all. */
    static LossList of(List<LossEntry> entries, String family) {
        return new LossList(entries.stream().filter(entry -> family.isEmpty() || entry.family().equals(family))
                .map(entry -> new Item(entry.id(), entry.aliases(), entry.family(), entry.definition().summary()))
                .toList());
    }
}
