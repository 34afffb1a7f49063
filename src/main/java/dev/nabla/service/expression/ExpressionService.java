package dev.nabla.service.expression;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.FormulaReport;
import dev.nabla.expression.call.CatalogCalls;
import dev.nabla.request.Fields;
import dev.nabla.request.IncomingRequest;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.BoundEvaluation;
import dev.nabla.service.admission.Admission;
import dev.nabla.service.expression.FormulaBinder.Bound;
import dev.nabla.service.loss.GradientReport;
import dev.nabla.service.loss.LossAnswer;
import dev.nabla.service.loss.LossCurve;
import dev.nabla.service.loss.LossService;
import dev.nabla.tensor.Cost;
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
        try {
            Fields flat = formula.flat(sent);
            Task task = losses.bind(formula.entry(), flat);
            return answer(formula, task, losses.evaluate(formula.entry(), flat, task));
        } catch (InvalidRequestException e) {
            throw e.translated(formula::placed);
        }
    }

    /**
     * Binds the fields of a request to a formula.
     *
     * @throws InvalidRequestException if the request is not valid
     */
    public BoundEvaluation bind(Fields sent) {
        Bound formula = new FormulaBinder(sent, ExpressionFields.ofEvaluation(), calls).bind();
        Fields flat = formula.flat(sent);
        try {
            Task task = losses.bind(formula.entry(), flat);
            boolean isReported = formula.isChecked() || formula.isExplained();
            FormulaReport report = isReported
                    ? FormulaReport.of(formula.entry().loss(), task.inputs(), task.wrt())
                    : null;
            Cost cost = Evaluator.cost(task);
            return losses.bound(formula.entry(), task,
                    report != null && formula.isChecked() ? cost.plus(report.cost()) : cost,
                    () -> new ExpressionAnswer(losses.compute(formula.entry(), flat, task),
                            report != null && formula.isChecked() ? report.check() : null,
                            report != null && formula.isExplained() ? report.explanation() : null));
        } catch (InvalidRequestException e) {
            throw e.translated(formula::placed);
        }
    }

    private ExpressionAnswer answer(Bound formula, Task task, LossAnswer loss) {
        if (!formula.isChecked() && !formula.isExplained()) {
            return new ExpressionAnswer(loss, null, null);
        }
        FormulaReport report = FormulaReport.of(formula.entry().loss(), task.inputs(), task.wrt());
        return new ExpressionAnswer(loss,
                formula.isChecked() ? admission.compute(report.cost(), report::check) : null,
                formula.isExplained() ? report.explanation() : null);
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
        try {
            return losses.check(formula.entry(), _ -> formula.flat(sent));
        } catch (InvalidRequestException e) {
            throw e.translated(formula::placed);
        }
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
}
