package dev.nabla.web.pages;

import dev.nabla.catalog.LossEntry;
import dev.nabla.web.pages.Page.Widget;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** All documentation pages. */
@Component
final class Pages {

    private final LossPages losses;
    private final MigrationTable migration;
    private final FormulaPage formulas;

    Pages(LossPages losses, MigrationTable migration, FormulaPage formulas) {
        this.losses = losses;
        this.migration = migration;
        this.formulas = formulas;
    }

    Page home() {
        return Page.written("", "Losses and their gradients", PageText.of("home.md"), new Widget("home", Map.of(),
                List.of("v1/losses/huber/curve?points=201")));
    }

    /** The page of a loss. */
    Page of(LossEntry loss) {
        return losses.of(loss);
    }

    /** The page at a path of one name. */
    Page named(String name) {
        return switch (name) {
            case "losses" -> losses.index();
            case "migration" -> migration.page();
            case "formulas" -> formulas.page();
            case "learning" -> new Page("learning.md", "From loss functions to training", PageText.of("learning.md"));
            case "backpropagation" -> Page.written("backpropagation.md", "Backpropagation",
                    PageText.of("backpropagation.md"), new Widget("backpropagation", Map.of()));
            default -> throw new IllegalArgumentException("no page " + name);
        };
    }
}
