package dev.nabla.service.network;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.expression.objective.Term;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import dev.nabla.service.objective.TermFields;
import java.util.Map;

/** The fields of an object that is the loss of a network: a formula, or an objective. */
final class LossFields implements FieldKinds {

    private final Map<String, FieldKind> kinds;

    /** The fields, with terms of losses of a catalog. */
    LossFields(LossCatalog catalog) {
        this.kinds = Map.of("formula", FieldKind.Value.OPTION, "inputs",
                new FieldKind.Members(_ -> FieldKind.Value.REAL),
                "parameters", new FieldKind.Members(_ -> FieldKind.Value.EXACT), "gradients",
                new FieldKind.Members(_ -> FieldKind.Value.OPTION), Term.TERMS,
                new FieldKind.Items(new FieldKind.Members(new TermFields(catalog))));
    }

    @Override
    public FieldKind of(String name) {
        return kinds.getOrDefault(name, FieldKind.Value.UNKNOWN);
    }
}
