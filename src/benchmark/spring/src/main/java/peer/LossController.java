package peer;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The losses, in the types that they are sent in. */
@RestController
class LossController {

    record Doubles(double[] predictions, double[] targets) {}

    record Floats(float[] predictions, float[] targets) {}

    record Logits(float[][] predictions, int[] targets) {}

    record DoubleAnswer(double loss, double[] gradient) {}

    record FloatAnswer(float loss, float[] gradient) {}

    record RowsAnswer(float loss, float[][] gradient) {}

    @PostMapping("/mse/float64")
    DoubleAnswer mse(@RequestBody Doubles request) {
        int count = request.predictions.length;
        double[] gradient = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double residual = request.predictions[i] - request.targets[i];
            sum += residual * residual;
            gradient[i] = 2 * residual / count;
        }
        return new DoubleAnswer(sum / count, gradient);
    }

    @PostMapping("/mse/float32")
    FloatAnswer mse(@RequestBody Floats request) {
        int count = request.predictions.length;
        float[] gradient = new float[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double residual = (double) request.predictions[i] - request.targets[i];
            sum += residual * residual;
            gradient[i] = (float) (2 * residual / count);
        }
        return new FloatAnswer((float) (sum / count), gradient);
    }

    @PostMapping("/cross_entropy/float32")
    RowsAnswer crossEntropy(@RequestBody Logits request) {
        int rows = request.predictions.length;
        float[][] gradient = new float[rows][];
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            float[] logits = request.predictions[i];
            gradient[i] = new float[logits.length];
            sum += crossEntropy(logits, request.targets[i], rows, gradient[i]);
        }
        return new RowsAnswer((float) (sum / rows), gradient);
    }

    private static double crossEntropy(float[] logits, int target, int rows, float[] gradient) {
        double highest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            highest = Math.max(highest, logit);
        }
        double[] exponentials = new double[logits.length];
        double total = 0;
        for (int c = 0; c < logits.length; c++) {
            exponentials[c] = Math.exp(logits[c] - highest);
            total += exponentials[c];
        }
        for (int c = 0; c < logits.length; c++) {
            gradient[c] = (float) ((exponentials[c] / total - (c == target ? 1 : 0)) / rows);
        }
        return Math.log(total) - (logits[target] - highest);
    }
}
