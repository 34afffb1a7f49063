package dev.nabla.admission;

import dev.nabla.admission.Bomb.Body;
import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.Input;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** The first example of a loss with its rows repeated, asking for all derivatives. */
final class TiledExample {

    private TiledExample() {}

    /** An example of about this many bytes. */
    static Bomb of(LossEntry loss, int bytes) {
        ObjectNode example = (ObjectNode) JsonMapper.shared().readTree(loss.definition().examples().getFirst().body());
        List<String> names = loss.defaults().inputs().stream().map(Input::name).toList();
        int rows = example.path(names.getFirst()).size();
        int count = Math.max(1, bytes / Math.max(1, example.toString().length()));
        for (String name : names) {
            JsonNode tensor = example.path(name);
            if (tensor instanceof ArrayNode array && array.size() == rows) {
                String tiled = elements(array);
                example.putRawValue(name,
                        new RawValue("[" + tiled + ("," + tiled).repeat(count - 1) + "]"));
            }
        }
        if (loss.defaults().inputs().stream().anyMatch(Input::hasHessian)) {
            example.put("hessian", "diagonal");
        }
        return new Bomb("rows of " + loss.id(), "/v1/losses/" + loss.id(), new Body(example.toString()));
    }

    private static String elements(ArrayNode array) {
        String text = array.toString();
        return text.substring(1, text.length() - 1);
    }
}
