package dev.nabla.codec.safetensors;

import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The fields of a request as they are put together: objects and lists from metadata, into which tensors are merged by name. */
final class FieldTree {

    private final Branch root = new Branch(false);

    sealed interface Node {}

    /** A place for one field, which may be filled later. */
    static final class Leaf implements Node {

        @Nullable
        Field field;
    }

    private record Branch(boolean isList, SequencedMap<String, Node> inside) implements Node {

        Branch(boolean isList) {
            this(isList, new LinkedHashMap<>());
        }
    }

    /** Puts a field at a path. */
    void put(FieldPath path, Field field) {
        put(path, node(field));
    }

    /** The field at a path, if it is no object or list. */
    @Nullable
    Field get(FieldPath path) {
        Node node = root;
        for (String name : path.names()) {
            node = node instanceof Branch branch ? branch.inside.get(name) : null;
        }
        return node instanceof Leaf leaf ? leaf.field : null;
    }

    /** Replaces the field at a path, which must be there. */
    void replace(FieldPath path, Field field) {
        Branch branch = root;
        for (String name : path.names().subList(0, path.names().size() - 1)) {
            branch = (Branch) Objects.requireNonNull(branch.inside.get(name));
        }
        branch.inside.put(path.name(), leaf(field));
    }

    /** Puts a field, or a place for one, at a path. */
    void put(FieldPath path, Node node) {
        Branch branch = root;
        for (int i = 0; i < path.names().size() - 1; i++) {
            String name = path.names().get(i);
            boolean isList = path.kinds().get(i) instanceof FieldKind.Items;
            Node next = branch.inside.computeIfAbsent(name, _ -> new Branch(isList));
            if (!(next instanceof Branch inside)) {
                branch.inside.put(name, givenTwice(name, (Leaf) next));
                return;
            }
            branch = inside;
        }
        Node before = branch.inside.putIfAbsent(path.name(), node);
        if (before != null) {
            branch.inside.put(path.name(), givenTwice(path.name(), before));
        }
    }

    private static Leaf givenTwice(String name, Node before) {
        return before instanceof Leaf leaf && leaf.field instanceof Field.Faulty
                ? leaf
                : leaf(new Field.Faulty(Fault.of(name, Excerpt.of(name)
                        + " is given twice: as a tensor, in the metadata, or in the query")));
    }

    private static Node node(Field field) {
        return switch (field) {
            case Field.Members(Fields members) -> {
                Branch branch = new Branch(false);
                members.forEach((name, member) -> branch.inside.put(name, node(member)));
                yield branch;
            }
            case Field.Items(List<Field> each) -> {
                Branch branch = new Branch(true);
                each.forEach(item -> branch.inside.put(Integer.toString(branch.inside.size()), node(item)));
                yield branch;
            }
            default -> leaf(field);
        };
    }

    private static Leaf leaf(Field field) {
        Leaf leaf = new Leaf();
        leaf.field = field;
        return leaf;
    }

    /** All of it. */
    Fields fields() {
        return fields(root);
    }

    private static Fields fields(Branch branch) {
        SequencedMap<String, Field> fields = new LinkedHashMap<>();
        branch.inside.forEach((name, node) -> fields.put(name, field(name, node)));
        return Fields.of(fields);
    }

    private static Field field(String name, Node node) {
        return switch (node) {
            case Leaf leaf -> Objects.requireNonNull(leaf.field);
            case Branch branch when branch.isList -> items(name, branch);
            case Branch branch -> new Field.Members(fields(branch));
        };
    }

    private static Field items(String name, Branch branch) {
        List<Field> items = new ArrayList<>();
        for (int i = 0; i < branch.inside.size(); i++) {
            String index = Integer.toString(i);
            Node node = branch.inside.get(index);
            if (node == null) {
                return new Field.Faulty(Fault.of(name, Excerpt.of(name) + " has " + branch.inside.size()
                        + " elements, but none with index " + i));
            }
            items.add(field(index, node));
        }
        return new Field.Items(List.copyOf(items));
    }
}
