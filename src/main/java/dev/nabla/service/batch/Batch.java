package dev.nabla.service.batch;

import dev.nabla.kernel.Parallel;
import dev.nabla.request.Answer;
import dev.nabla.service.BoundEvaluation;
import dev.nabla.service.admission.BusyException;
import dev.nabla.service.admission.ClientGoneException;
import dev.nabla.service.admission.NotSmallException;
import dev.nabla.tensor.Cost;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Requests that are evaluated together. Each has an answer in the end: its own, or one that says why it failed. */
final class Batch {

    /** What a request takes beside the operations of its loss, in operations. */
    private static final int OVERHEAD = 1000;

    /** How many operations justify one more thread. */
    private static final int OPERATIONS_PER_THREAD = 1 << 18;

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final Function<RuntimeException, Answer> problems;
    private final @Nullable BoundEvaluation[] bound;
    private final @Nullable Answer[] answers;
    private final Cost cost;

    /**
     * Binds requests.
     *
     * @param binding binds the request at an index
     * @param problems makes the answer to a request that failed
     */
    Batch(int size, IntFunction<BoundEvaluation> binding, Function<RuntimeException, Answer> problems) {
        this.problems = problems;
        this.bound = new BoundEvaluation[size];
        this.answers = new Answer[size];
        for (int i = 0; i < size; i++) {
            int index = i;
            answers[i] = failureOf(() -> {
                bound[index] = binding.apply(index);
                return null;
            });
        }
        this.cost = costOfAll();
    }

    private @Nullable Answer failureOf(Supplier<@Nullable Answer> part) {
        try {
            return part.get();
        } catch (BusyException | ClientGoneException | NotSmallException e) {
            throw e;
        } catch (RuntimeException e) {
            return new BatchAnswer.Failed(problems.apply(e));
        }
    }

    /** What the evaluation of all takes: results stay, while only as many as there are cores take temporary memory. */
    Cost cost() {
        return cost;
    }

    private Cost costOfAll() {
        long scratch = 0;
        Cost total = Cost.operations(Cost.times(OVERHEAD, bound.length));
        for (BoundEvaluation each : bound) {
            if (each != null) {
                total = total.plus(new Cost(each.cost().retained(), 0, each.cost().operations()));
                scratch = Math.max(scratch, each.cost().scratch());
            }
        }
        return total.plus(new Cost(0, Cost.times(scratch, Math.min(CORES, bound.length)), 0));
    }

    /** Evaluates all that have not failed yet. */
    List<Answer> evaluate() {
        Parallel.run(bound.length, cost.operations(), OPERATIONS_PER_THREAD, (from, to) -> {
            for (int i = from; i < to; i++) {
                BoundEvaluation each = bound[i];
                answers[i] = each == null ? answers[i] : failureOf(each::evaluate);
            }
        });
        return Arrays.asList(answers).stream().<Answer>map(answer -> answer).toList();
    }
}
