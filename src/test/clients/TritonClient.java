import java.util.Arrays;
import java.util.List;
import triton.client.InferInput;
import triton.client.InferRequestedOutput;
import triton.client.InferResult;
import triton.client.InferenceException;
import triton.client.InferenceServerClient;
import triton.client.InferenceServerClient.InferArguments;
import triton.client.pojo.DataType;

/** The Triton client for Java, unchanged: java -cp java-api.jar TritonClient.java HOST:PORT. Prints what it gets. */
class TritonClient {

    public static void main(String[] arguments) throws Exception {
        try (InferenceServerClient client = new InferenceServerClient(arguments[0], 60_000, 60_000)) {
            for (boolean isBinary : new boolean[]{false, true}) {
                InferResult result = client.infer(new InferArguments("mse", inputs(isBinary),
                        List.of(new InferRequestedOutput("loss", isBinary), new InferRequestedOutput("gradient", isBinary)))
                        .setRequestId("42"));
                System.out.println(result.getResponse().getId() + " " + result.getOutputs() + " "
                        + Arrays.toString(result.getOutputAsDouble("loss")) + " "
                        + Arrays.toString(result.getOutputAsDouble("gradient")));
            }
            System.out.println(Arrays.toString(client.infer(new InferArguments("mse", floats()).setModelVersion("1"))
                    .getOutputAsFloat("gradient")));
            try {
                client.infer("mse", List.of(inputs(true).getFirst()), List.of(new InferRequestedOutput("loss")));
            } catch (InferenceException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static List<InferInput> inputs(boolean isBinary) {
        InferInput predictions = new InferInput("predictions", new long[]{3}, DataType.FP64);
        predictions.setData(new double[]{1, 2, 3}, isBinary);
        InferInput targets = new InferInput("targets", new long[]{3}, DataType.FP64);
        targets.setData(new double[]{1, 2, 5}, isBinary);
        return List.of(predictions, targets);
    }

    private static List<InferInput> floats() {
        InferInput predictions = new InferInput("predictions", new long[]{3}, DataType.FP32);
        predictions.setData(new float[]{1, 2, 3}, true);
        InferInput targets = new InferInput("targets", new long[]{3}, DataType.INT32);
        targets.setData(new int[]{1, 2, 5}, true);
        return List.of(predictions, targets);
    }
}
