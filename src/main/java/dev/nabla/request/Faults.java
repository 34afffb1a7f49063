package dev.nabla.request;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collects the faults of a request. It lists the first hundred in document order and counts the others, so that an answer is
 * small, and another fault costs little however many there are.
 */
public final class Faults {

    /** The maximum number of faults that are listed. */
    public static final int MOST = 100;

    private final Collection<String> order;
    private final UnaryOperator<Fault> placed;
    private final int most;
    private final List<Fault> listed = new ArrayList<>();
    private int omitted;
    private @Nullable Map<String, Integer> positions;

    private Faults(Collection<String> order, UnaryOperator<Fault> placed, int most) {
        this.order = order;
        this.placed = placed;
        this.most = most;
    }

    /** Creates a collector for fields in this order. Faults of other fields, or of the request as a whole, come last. */
    public Faults(Collection<String> order) {
        this(order, UnaryOperator.identity(), MOST);
    }

    /** Creates a collector in which faults have the order in which they are added. */
    public Faults() {
        this(List.of());
    }

    /** Creates a collector for a request. A fault in a field that was not sent becomes one of the object that lacks it. */
    public Faults(Fields fields) {
        this(fields.names(), fields::placed, MOST);
    }

    /** Creates a collector for an object in a field of this request, which lists no more than this one would. */
    public Faults ofPart(Fields part, String field) {
        return new Faults(part.names(), part::placed, listed.isEmpty() ? most : most - place(position(field)));
    }

    public void add(Fault fault) {
        add(position(fault), () -> fault);
    }

    /**
     * Adds a fault, which is only made if it is listed.
     *
     * @param field the top-level field that contains it
     */
    public void add(String field, Supplier<Fault> fault) {
        add(position(field), fault);
    }

    /** Adds the faults of a part of the request, each translated to the request. */
    public void addAll(InvalidRequestException part, UnaryOperator<Fault> translation) {
        part.faults().forEach(fault -> add(translation.apply(fault)));
        omitted += part.omitted();
    }

    private void add(int position, Supplier<Fault> fault) {
        int place = place(position);
        if (listed.size() == most) {
            omitted++;
        }
        if (place < most) {
            listed.add(place, placed.apply(fault.get()));
        }
        if (listed.size() > most) {
            listed.removeLast();
        }
    }

    private int position(Fault fault) {
        return fault.isWhole() ? order.size() : position(fault.topField());
    }

    private int position(String field) {
        if (positions == null) {
            positions = new HashMap<>();
            for (String name : order) {
                positions.put(name, positions.size());
            }
        }
        return positions.getOrDefault(field, order.size());
    }

    /** The place in the list of the next fault at a position. */
    private int place(int position) {
        int place = listed.size();
        while (place > 0 && position < position(listed.get(place - 1))) {
            place--;
        }
        return place;
    }

    /** Whether no fault was added. */
    public boolean isEmpty() {
        return listed.isEmpty() && omitted == 0;
    }

    /** The first faults, at most {@link #MOST}. */
    public List<Fault> listed() {
        return List.copyOf(listed);
    }

    /** How many more were added. */
    public int omitted() {
        return omitted;
    }

    /**
     * Ends the collection.
     *
     * @throws InvalidRequestException if there are faults
     */
    public void throwIfAny() {
        if (!isEmpty()) {
            throw new InvalidRequestException(this);
        }
    }
}
