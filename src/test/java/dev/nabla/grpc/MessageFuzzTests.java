package dev.nabla.grpc;

import com.google.protobuf.ByteString;
import dev.nabla.fuzz.JazzerRun;
import dev.nabla.grpc.protocol.InferParameter;
import dev.nabla.grpc.protocol.InferTensorContents;
import dev.nabla.grpc.protocol.ModelInferRequest;
import dev.nabla.trial.Thorough;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs Jazzer for a while, from the corpus that longer runs have left. CONTRIBUTING.md has the command for more. */
@Thorough
class MessageFuzzTests {

    private static final Path CORPUS = Path.of("src", "test", "fuzz", "grpc");

    private static final List<ModelInferRequest.Builder> SEEDS = List.of(Messages.mse(), Messages.rawMse(),
            Messages.mse().addInputs(Messages.input("m", "BOOL", 1)
                    .setContents(InferTensorContents.newBuilder().addBoolContents(true)))
                    .addOutputs(Messages.output("loss")).putParameters("o", InferParameter.getDefaultInstance())
                    .putParameters("wrt", Messages.text("x,t")).putParameters("dtype", Messages.text("float32")),
            ModelInferRequest.newBuilder().addInputs(Messages.input("t", "INT64", 1)
                    .setContents(InferTensorContents.newBuilder().addInt64Contents(1)))
                    .addInputs(Messages.input("x", "FP32", 1, 1)
                            .setContents(InferTensorContents.newBuilder().addFp32Contents(1))),
            ModelInferRequest.newBuilder().addInputs(Messages.input("x", "BF16", 1))
                    .addInputs(Messages.input("m", "UINT8", 2)).addRawInputContents(ByteString.fromHex("803f"))
                    .addRawInputContents(ByteString.fromHex("0100")));

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void messagesShouldBeReadOrRefused() throws IOException, InterruptedException {
        Path found = Files.createDirectory(directory.resolve("found"));
        for (int i = 0; i < SEEDS.size(); i++) {
            Files.write(found.resolve("seed-" + i), SEEDS.get(i).build().toByteArray());
        }
        new JazzerRun(MessageTarget.class, "dev.nabla.codec.**:dev.nabla.grpc.*", 2000).run(20_000, directory, found,
                CORPUS);
    }
}
