package dev.nabla.service.expression;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.FormulaReport;
import dev.nabla.expression.call.CatalogCalls;
import dev.nabla.expression.check.FormulaCheck;
import dev.nabla.request.Fault;
import dev.nabla.request.Fields;
import dev.nabla.request.IncomingRequest;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.admission.Admission;
import dev.nabla.service.expression.FormulaBinder.Bound;
import dev.nabla.service.loss.GradientReport;
import dev.nabla.service.loss.LossCurve;
import dev.nabla.service.loss.LossService;
import java.io.IOException;
import org.springframework.stereotype.Service;

/** Answers requests about formulas: a formula is bound to a loss, and that is evaluated as any other. */
@Service
public class ExpressionService {

    private final LossService losses;
    private final Admission admission;
    private final CatalogCalls calls;

    public ExpressionService(LossCatalog catalog, LossService losses, Admission admission) {
        this.losses = losses;
        this.admission = admission;
        this.calls = new CatalogCalls(catalog);
    }

    /**
     * Evaluates a formula.
     *
     * @throws InvalidRequestException if the request is not valid
     */
    public ExpressionAnswer evaluate(IncomingRequest request) throws IOException {
        ExpressionFields known = ExpressionFields.ofEvaluation();
        Fields sent = request.read(known);
        Bound formula = new FormulaBinder(sent, known, calls).bind();
        return placing(formula, () -> {
            Fields flat = formula.flat(sent);
            Task task = losses.bind(formula.entry(), flat);
            return new ExpressionAnswer(losses.evaluate(formula.entry(), flat, task),
                    formula.isChecked() ? check(report(formula, task)) : null,
                    formula.isExplained() ? report(formula, task).explanation() : null);
        });
    }

    private static FormulaReport report(Bound formula, Task task) {
        return FormulaReport.of(formula.entry().loss(), task.inputs(), task.wrt());
    }

    private FormulaCheck.Report check(FormulaReport report) {
        return admission.compute(report.cost(), report::check);
    }

    /**
     * Compares a caller's gradients and loss with those of a formula.
     *
     * @throws InvalidRequestException if the request is not valid
     */
    public GradientReport check(IncomingRequest request) throws IOException {
        ExpressionFields known = ExpressionFields.ofGradientCheck();
        Fields sent = request.read(known);
        Bound formula = new FormulaBinder(sent, known, calls).bindWithoutGradients();
        return placing(formula, () -> losses.check(formula.entry(), _ -> formula.flat(sent)));
    }

    /**
     * Samples a formula over a range of one of its inputs.
     *
     * @throws InvalidRequestException if the request is not valid
     */
    public LossCurve curve(IncomingRequest request) throws IOException {
        ExpressionFields known = ExpressionFields.ofCurve();
        Fields sent = request.read(known);
        return losses.curve(FormulaEntry.ID, () -> new FormulaCurveBinder(sent, known, calls).curve(admission));
    }

    /** A computation that reads a request. */
    @FunctionalInterface
    private interface Computation<T> {

        T run() throws IOException;
    }

    /** Gives faults of tensors the place that these have in the request. */
    private static <T> T placing(Bound formula, Computation<T> computation) throws IOException {
        try {
            return computation.run();
        } catch (InvalidRequestException e) {
            throw e.translated(fault -> placed(fault, formula));
        }
    }

    private static Fault placed(Fault fault, Bound formula) {
        NamedTensor tensor = formula.tensors().get(fault.topField());
        return tensor == null ? fault : tensor.placed(fault);
    }
}
