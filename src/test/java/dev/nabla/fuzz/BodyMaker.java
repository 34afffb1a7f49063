package dev.nabla.fuzz;

import dev.nabla.fuzz.JsonValue.Array;
import dev.nabla.fuzz.JsonValue.Members;
import dev.nabla.fuzz.JsonValue.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** Makes bodies: valid ones, valid ones with a few changes, and what is not JSON. */
final class BodyMaker {

    /** The most elements of a tensor. Options do not ask for more either, except for more than is possible. */
    private static final int LARGEST_TENSOR = 600;

    private static final List<String> NUMBERS = List.of("0", "-0.0", "1", "-1", "2", "3", "7", "0.5", "1.5", "-2.25",
            "1e-320", "5e-324", "1e-400", "1e400", "-1e400", "1.7976931348623157e308", "-1.7976931348623157e308",
            "1e300", "3.4028235e38", "3.4028236e38", "3.5e38", "9007199254740991", "9007199254740993",
            "2147483647", "2147483648", "-2147483649", "12345678901234567890123", "1e21",
            "0.1000000000000000055511151231257827021181583404541015625", "\"NaN\"", "\"Infinity\"", "\"-Infinity\"");

    private static final List<String> ODD = List.of("null", "true", "false", "\"\"", "\"x\"", "{}", "[]", "[[]]",
            "[[],[]]",
            "[null]", "[[1],[2,3]]", "[1,[2]]", "{\"a\":1}", "[{}]", "\"\\u0000\"", "\"\\ud83d\\ude00\"",
            "[true,false]", "[\"predictions\"]", "[1,1]", "[0,0]");

    private static final List<String> NOT_JSON = List.of("NaN", "Infinity", "01", "+1", ".5", "1.", "1e", "-", "tru",
            "'x'", "\"\\x\"", "\"\\ud800\"", "\"\u0001\"", "[1,]", "{,}", "{\"a\"}", "[1 2]", "", "/**/1", "0x10");

    private final Vocabulary vocabulary;
    private final Choices choices;

    BodyMaker(Vocabulary vocabulary, Choices choices) {
        this.vocabulary = vocabulary;
        this.choices = choices;
    }

    /** A path, and what is sent to it. */
    record Body(String path, byte[] bytes) {}

    Body next() {
        Sketch sketch = switch (choices.below(10)) {
            case 0 -> gradientCheck();
            case 1 -> network();
            case 2 -> training();
            case 3, 4 -> step();
            case 5, 6 -> expression();
            default -> example();
        };
        for (int i = choices.of(0, 0, 0, 1, 1, 2, 3); i > 0; i--) {
            change(sketch.body);
        }
        byte[] text = sketch.body.json().getBytes(StandardCharsets.UTF_8);
        return new Body(sketch.path, choices.oneIn(8) ? damaged(text) : text);
    }

    private record Sketch(String path, Members body) {}

    private Sketch example() {
        Map.Entry<String, List<Members>> examples = choices.of(List.copyOf(vocabulary.bodies().entrySet()));
        Members body = (Members) choices.of(examples.getValue()).copy();
        return new Sketch(examples.getKey().replaceAll("\\{\\w+}", choices.of(vocabulary.names())), body);
    }

    private Sketch gradientCheck() {
        Sketch sketch = example();
        JsonValue predictions = sketch.body.byName().get("predictions");
        sketch.body.byName().put(choices.of("gradient", "gradients", "hessian_diagonal", "loss"),
                predictions == null || choices.oneIn(3) ? value() : predictions.copy());
        return new Sketch(sketch.path.replaceAll("^/v1/losses/(\\w+).*", "/v1/losses/$1/gradcheck"), sketch.body);
    }

    private Sketch network() {
        Members body = JsonValue.object();
        List<JsonValue> layers = new ArrayList<>();
        for (int i = choices.below(5); i > 0; i--) {
            layers.add(layer());
        }
        body.byName().put("layers", new Array(layers));
        body.byName().put("input", tensor(1 + choices.below(4)));
        body.byName().put("loss", JsonValue.string(choices.of("mse", "cross_entropy", choices.of(vocabulary.names()))));
        body.byName().put("targets", tensor(choices.below(4)));
        if (choices.oneIn(2)) {
            body.byName().put("trace", new Text("true"));
        }
        return new Sketch("/v1/networks/backpropagate", body);
    }

    /** A network with what its training takes in addition, of which little is large. */
    private Sketch training() {
        Map<String, JsonValue> body = network().body.byName();
        body.remove("trace");
        Members optimizer = JsonValue.object();
        JsonNode chosen = choices.of(vocabulary.optimizers());
        optimizer.byName().put("type", JsonValue.string(chosen.get("id").asString()));
        options(chosen, optimizer);
        body.put("optimizer", optimizer);
        body.put("steps", choices.oneIn(8) ? value() : size());
        for (String field : List.of("batch_size", "seed", "first_step")) {
            if (choices.oneIn(3)) {
                body.put(field, size());
            }
        }
        if (choices.oneIn(3)) {
            body.put("metrics", new Text("[\"mae\",\"r2\"]"));
        }
        if (choices.oneIn(3)) {
            Members validation = JsonValue.object();
            validation.byName().put("input", Objects.requireNonNull(body.get("input")).copy());
            validation.byName().put("targets", Objects.requireNonNull(body.get("targets")).copy());
            validation.byName().put("interval", size());
            body.put("validation", validation);
        }
        return new Sketch("/v1/networks/train", new Members(body));
    }

    private Members layer() {
        JsonNode layer = choices.of(vocabulary.layers());
        Members members = JsonValue.object();
        members.byName().put("type", JsonValue.string(layer.get("type").asString()));
        for (JsonNode parameter : layer.get("parameters")) {
            int rank = parameter.get("shape").asString().split(",", -1).length;
            members.byName().put(parameter.get("name").asString(), tensor(rank));
        }
        options(layer, members);
        return members;
    }

    private void options(JsonNode of, Members members) {
        for (JsonNode option : of.get("options")) {
            if (choices.oneIn(3)) {
                members.byName().put(option.get("name").asString(), choices.oneIn(4) ? value() : size());
            }
        }
    }

    private Sketch step() {
        JsonNode optimizer = choices.of(vocabulary.optimizers());
        Members body = JsonValue.object();
        Members parameters = JsonValue.object();
        Members gradients = JsonValue.object();
        Members state = JsonValue.object();
        for (int i = choices.below(4); i > 0; i--) {
            String name = choices.oneIn(8) ? oddName() : "p" + i;
            JsonValue tensor = tensor(choices.below(3));
            parameters.byName().put(name, tensor);
            gradients.byName().put(name, choices.oneIn(8) ? value() : tensor.copy());
            if (choices.oneIn(2)) {
                Members slots = JsonValue.object();
                for (JsonNode slot : optimizer.get("state")) {
                    slots.byName().put(slot.get("name").asString(),
                            slot.get("single").asBoolean() ? new Text("3") : tensor.copy());
                }
                state.byName().put(name, slots);
            }
        }
        body.byName().put("parameters", parameters);
        body.byName().put("gradients", gradients);
        if (choices.oneIn(2)) {
            body.byName().put("state", state);
        }
        options(optimizer, body);
        return new Sketch("/v1/optimizers/" + optimizer.get("id").asString() + "/step", body);
    }

    private Sketch expression() {
        FormulaMaker maker = new FormulaMaker(choices::below);
        Members body = JsonValue.object();
        body.byName().put("formula", JsonValue.string(maker.next()));
        for (String owner : List.of("inputs", "parameters")) {
            Members tensors = JsonValue.object();
            for (String name : FormulaMaker.INPUTS) {
                if (choices.oneIn(owner.equals("inputs") ? 2 : 5)) {
                    tensors.byName().put(choices.oneIn(20) ? oddName() : name, tensor(choices.below(4)));
                }
            }
            body.byName().put(owner, tensors);
        }
        if (choices.oneIn(5)) {
            Members gradients = JsonValue.object();
            gradients.byName().put(choices.of(FormulaMaker.INPUTS), JsonValue.string(maker.next()));
            body.byName().put("gradients", gradients);
        }
        for (String flag : List.of("check", "explain")) {
            if (choices.oneIn(3)) {
                body.byName().put(flag, new Text("true"));
            }
        }
        if (choices.oneIn(4)) {
            body.byName().put("hessian", JsonValue.string(choices.of("diagonal", "constant")));
        }
        return new Sketch("/v1/expressions" + choices.of("", "", "", "/gradcheck", "/curve"), body);
    }

    private JsonValue size() {
        return new Text(
                choices.of("0", "1", "2", "3", "[1,2]", "[0,3]", "true", "0.5", "0.9", "null", "-1", "2147483648"));
    }

    /** Changes something at a random place. */
    private void change(Members body) {
        switch (choices.below(4)) {
            case 0 -> body.byName().put(choices.oneIn(4) ? oddName() : choices.of(vocabulary.fields()), value());
            case 1 -> {
                if (!body.byName().isEmpty()) {
                    body.byName().remove(choices.of(List.copyOf(body.byName().keySet())));
                }
            }
            default -> changeWithin(body);
        }
    }

    private void changeWithin(Members members) {
        if (members.byName().isEmpty()) {
            return;
        }
        String name = choices.of(List.copyOf(members.byName().keySet()));
        switch (members.byName().get(name)) {
            case Members inner when !choices.oneIn(3) -> change(inner);
            case Array array when !choices.oneIn(4) && !array.elements().isEmpty() -> changeWithin(array.elements());
            case null, default -> members.byName().put(name, value());
        }
    }

    private void changeWithin(List<JsonValue> elements) {
        int place = choices.below(elements.size());
        switch (elements.get(place)) {
            case Members inner when !choices.oneIn(4) -> change(inner);
            case Array(var inner) when !choices.oneIn(4) && !inner.isEmpty() -> changeWithin(inner);
            case JsonValue element -> {
                switch (choices.below(4)) {
                    case 0 -> elements.remove(place);
                    case 1 -> elements.add(place, element.copy());
                    default -> elements.set(place, value());
                }
            }
        }
    }

    private JsonValue value() {
        return switch (choices.below(9)) {
            case 0, 1 -> new Text(choices.of(ODD));
            case 2 -> new Text(choices.of(NOT_JSON));
            case 3 -> tensor(choices.below(4));
            case 4 -> JsonValue.string(choices.of(vocabulary.words()));
            case 5 -> deep();
            case 6 -> choices.oneIn(20) ? manyMembers() : size();
            default -> new Text(choices.of(NUMBERS));
        };
    }

    private JsonValue tensor(int rank) {
        if (rank == 0) {
            return number();
        }
        int[] sizes = new int[rank];
        int product = 1;
        for (int axis = 0; axis < rank; axis++) {
            int size = choices.oneIn(30) ? choices.below(Math.max(1, LARGEST_TENSOR / product)) : choices.below(5);
            sizes[axis] = size;
            product *= Math.max(1, size);
        }
        return tensor(sizes);
    }

    private JsonValue tensor(int[] sizes) {
        if (sizes.length == 0) {
            return number();
        }
        List<JsonValue> elements = new ArrayList<>();
        for (int i = 0; i < sizes[0]; i++) {
            elements.add(tensor(Arrays.copyOfRange(sizes, 1, sizes.length)));
        }
        return new Array(elements);
    }

    private JsonValue number() {
        return new Text(choices.oneIn(20)
                ? choices.of(NUMBERS)
                : choices.oneIn(2) ? Integer.toString(choices.below(4)) : Double.toString(choices.gaussian()));
    }

    private JsonValue deep() {
        int depth = choices.of(2, 10, 62, 63, 64, 65, 300, 5000);
        return choices.oneIn(2)
                ? new Text("[".repeat(depth) + "1" + "]".repeat(depth))
                : new Text("{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
    }

    private JsonValue manyMembers() {
        Members members = JsonValue.object();
        for (int i = choices.of(99, 101, 5000, 10_001); i > 0; i--) {
            members.byName().put("m" + i, new Text("1"));
        }
        return members;
    }

    private String oddName() {
        return choices.of("", " ", "0", "a/b~c", "a.b", "\u0000", "é", "\ud83d\ude00",
                "x".repeat(1 + choices.below(2000)),
                "predictons", "Predictions", "__proto__", "a\"b\\c", "${x}", "<script>");
    }

    private byte[] damaged(byte[] text) {
        return switch (choices.below(9)) {
            case 0 -> Arrays.copyOf(text, choices.below(text.length));
            case 1 -> replaced(text, choices.below(text.length), new byte[]{choices.anyByte()}, 1);
            case 2 -> replaced(text, choices.below(text.length), new byte[0], 1);
            case 3 -> replaced(text, choices.below(text.length), new byte[]{choices.anyByte(), choices.anyByte()}, 0);
            case 4 -> replaced(text, 0, new byte[]{(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, 0);
            case 5 -> replaced(text, text.length,
                    choices.of("{}", " x", "\n\n", ",", "]").getBytes(StandardCharsets.UTF_8), 0);
            case 6 -> new String(text, StandardCharsets.UTF_8).getBytes(choices.of(StandardCharsets.UTF_16,
                    StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1));
            case 7 -> choices.of("", "null", "1", "[]", "\"x\"", " ", "{").getBytes(StandardCharsets.UTF_8);
            default -> replaced(text, Math.min(1, text.length),
                    ("\"" + choices.of(vocabulary.fields()) + "\":" + value().json() + ",")
                            .getBytes(StandardCharsets.UTF_8),
                    0);
        };
    }

    private static byte[] replaced(byte[] text, int start, byte[] by, int count) {
        int end = Math.min(text.length, start + count);
        byte[] replaced = Arrays.copyOf(text, start + by.length + text.length - end);
        System.arraycopy(by, 0, replaced, start, by.length);
        System.arraycopy(text, end, replaced, start + by.length, text.length - end);
        return replaced;
    }
}
