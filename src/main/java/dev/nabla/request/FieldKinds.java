package dev.nabla.request;

import java.util.List;

/** The schema of a request or object: the kind of each field. */
@FunctionalInterface
public interface FieldKinds {

    FieldKind of(String name);

    /** The schema after a field has been read, which may decide the kinds of the others. */
    default FieldKinds after(String name, Field field) {
        return this;
    }

    /** The names of the fields, as far as they are known before the request is read. */
    default List<String> names() {
        return List.of();
    }
}
