package dev.nabla.web.v1;

import dev.nabla.catalog.LossEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Predicate;

/** Losses of the catalog. */
record LossList(List<Item> losses) {

    /** A loss in brief. */
    @Schema(name = "LossItem")
    record Item(
        String id,
        List<String> aliases,
        String family,
        String summary,
        @Schema(description = "whether /v1/losses/{loss}/curve can sample it") boolean hasCurve) {}

    /** The losses of a family; an empty string matches all. */
    static LossList of(List<LossEntry> entries, String family, Predicate<LossEntry> hasCurve) {
        return new LossList(entries.stream().filter(entry -> family.isEmpty() || entry.family().equals(family))
                .map(entry -> new Item(entry.id(), entry.aliases(), entry.family(), entry.definition().summary(),
                        hasCurve.test(entry)))
                .toList());
    }
}
