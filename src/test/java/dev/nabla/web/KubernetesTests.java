package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nabla.client.ServiceClient;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.Binder;
import org.yaml.snakeyaml.Yaml;

/** The manifests in {@code docs/kubernetes}: what Kubernetes allows them to say, and what they say of the service. */
@ServiceTest
class KubernetesTests {

    private static final Path MANIFESTS = Path.of("docs", "kubernetes");
    private static final Map<String, String> LABELS = Map.of("app.kubernetes.io/name", "nabla");

    /** What KServe adds to a pod's specification in a predictor (ComponentExtensionSpec). */
    private static final Set<String> OF_KSERVE = Set.of("minReplicas", "maxReplicas", "scaleMetric", "scaleTarget",
            "timeout");

    /** Refuses unknown fields; the models themselves collect them. */
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {

                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }
            }).build();

    @Autowired
    ServiceClient service;

    private static Map<String, Object> yaml(String file) throws IOException {
        return new Yaml().load(Files.readString(MANIFESTS.resolve(file)));
    }

    private static <T> T read(String file, Class<T> kind) throws IOException {
        Map<String, Object> manifest = yaml(file);
        assertThat(manifest).containsEntry("kind", kind.getSimpleName());
        return STRICT.convertValue(manifest, kind);
    }

    private static Deployment deployment() throws IOException {
        return read("base/deployment.yaml", Deployment.class);
    }

    private static PodSpec ofDeployment() throws IOException {
        return deployment().getSpec().getTemplate().getSpec();
    }

    private static PodSpec ofPredictor() throws IOException {
        Map<?, ?> manifest = new TreeMap<>(yaml("kserve/inference-service.yaml"));
        Map<?, ?> spec = (Map<?, ?>) Objects.requireNonNull(manifest.get("spec"));
        assertThat(spec.keySet()).isEqualTo(Set.of("predictor"));
        Map<Object, Object> predictor = new TreeMap<>((Map<?, ?>) Objects.requireNonNull(spec.get("predictor")));
        predictor.keySet().removeAll(OF_KSERVE);
        return STRICT.convertValue(predictor, PodSpec.class);
    }

    static List<PodSpec> pods() throws IOException {
        return List.of(ofDeployment(), ofPredictor());
    }

    private static Container container(PodSpec pod) {
        assertThat(pod.getContainers()).hasSize(1);
        return pod.getContainers().getFirst();
    }

    @Test
    void manifestWhenFieldIsUnknownShouldBeRefused() {
        assertThatThrownBy(() -> STRICT.convertValue(Map.of("spec", Map.of("replica", 1)), Deployment.class))
                .hasRootCauseInstanceOf(UnrecognizedPropertyException.class);
    }

    @Test
    void inferenceServiceShouldHaveACustomPredictor() throws IOException {
        Map<String, Object> manifest = yaml("kserve/inference-service.yaml");
        assertThat(manifest).containsOnlyKeys("apiVersion", "kind", "metadata", "spec")
                .containsEntry("apiVersion", "serving.kserve.io/v1beta1").containsEntry("kind", "InferenceService");
        assertThat(STRICT.convertValue(manifest.get("metadata"), ObjectMeta.class).getName()).isEqualTo("nabla");
        assertThat(container(ofPredictor()).getName()).isEqualTo("kserve-container"); // the name KServe looks for
    }

    /** The restricted Pod Security Standard, as far as a pod without volumes from outside can break it. */
    @ParameterizedTest
    @MethodSource("pods")
    void podShouldBeRestricted(PodSpec pod) throws IOException {
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getHostPID()).isNull();
        assertThat(pod.getVolumes()).allMatch(volume -> volume.getEmptyDir() != null);
        SecurityContext security = container(pod).getSecurityContext();
        assertThat(security.getAllowPrivilegeEscalation()).isFalse();
        assertThat(security.getPrivileged()).isNull();
        assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(security.getCapabilities().getAdd()).isEmpty();
        assertThat(security.getReadOnlyRootFilesystem()).isTrue();
        assertThat(read("base/namespace.yaml", Namespace.class).getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    }

    @ParameterizedTest
    @MethodSource("pods")
    void podShouldHaveUserAndPortOfTheImage(PodSpec pod) throws IOException {
        String image = Files.readString(Path.of("Dockerfile"));
        assertThat(image).contains("USER " + pod.getSecurityContext().getRunAsUser() + ":"
                + pod.getSecurityContext().getRunAsGroup() + "\n");
        assertThat(image).contains("EXPOSE " + container(pod).getPorts().getFirst().getContainerPort() + "\n");
        assertThat(container(pod).getVolumeMounts()).allMatch(mount -> mount.getMountPath().equals("/tmp"));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void probesShouldBeAnswered(PodSpec pod) {
        Container container = container(pod);
        for (Probe probe : List.of(container.getStartupProbe(), container.getReadinessProbe(),
                container.getLivenessProbe())) {
            HTTPGetAction get = probe.getHttpGet();
            assertThat(service.get(get.getPath()).text()).isEqualTo("{\"status\":\"UP\"}");
            assertThat(isPort(get.getPort(), container)).isTrue();
        }
    }

    private static boolean isPort(IntOrString port, Container container) {
        return container.getPorts().stream().anyMatch(each -> port.getIntVal() == null
                ? port.getStrVal().equals(each.getName())
                : port.getIntVal().equals(each.getContainerPort()));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void stopShouldLeaveTimeToFinish(PodSpec pod,
            @Value("${spring.lifecycle.timeout-per-shutdown-phase}") Duration shutdown) {
        Duration drain = new Binder(List.of()).bindOrCreate("nabla.shutdown", ShutdownProperties.class).drain();
        assertThat(drain).isPositive();
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(drain.plus(shutdown).toSeconds());
    }

    /** As compose passes on, or the README lists. */
    @Test
    void variablesShouldBeKnown() throws IOException {
        String known = Files.readString(Path.of("README.md"));
        assertThat(container(ofDeployment()).getEnv()).isNotEmpty()
                .allSatisfy(variable -> assertThat(known).contains("`" + variable.getName() + "`"));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void requestsShouldEqualLimits(PodSpec pod) {
        assertThat(container(pod).getResources().getRequests()).isEqualTo(container(pod).getResources().getLimits())
                .containsOnlyKeys("cpu", "memory");
    }

    @Test
    void selectorsShouldMatchTheLabelsOfPodsAndService() throws IOException {
        Service served = read("base/service.yaml", Service.class);
        assertThat(deployment().getSpec().getTemplate().getMetadata().getLabels()).isEqualTo(LABELS);
        assertThat(deployment().getSpec().getSelector().getMatchLabels()).isEqualTo(LABELS);
        assertThat(served.getSpec().getSelector()).isEqualTo(LABELS);
        assertThat(served.getMetadata().getLabels()).isEqualTo(LABELS);
        assertThat(read("base/disruption-budget.yaml", PodDisruptionBudget.class).getSpec().getSelector()
                .getMatchLabels()).isEqualTo(LABELS);
        assertThat(read("base/network-policy.yaml", NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels())
                .isEqualTo(LABELS);
        assertThat(read("monitoring/service-monitor.yaml", ServiceMonitor.class).getSpec().getSelector()
                .getMatchLabels()).isEqualTo(LABELS);
    }

    @Test
    void portsShouldLeadToTheContainer() throws IOException {
        Container container = container(ofDeployment());
        Service served = read("base/service.yaml", Service.class);
        var port = served.getSpec().getPorts().getFirst();
        assertThat(isPort(port.getTargetPort(), container)).isTrue();
        assertThat(read("monitoring/service-monitor.yaml", ServiceMonitor.class).getSpec().getEndpoints())
                .allMatch(endpoint -> endpoint.getPort().equals(port.getName()));
        assertThat(read("base/network-policy.yaml", NetworkPolicy.class).getSpec().getIngress())
                .allMatch(rule -> isPort(rule.getPorts().getFirst().getPort(), container));
        assertThat(read("gateway/route.yaml", HTTPRoute.class).getSpec().getRules()).isNotEmpty().allSatisfy(
                rule -> assertThat(rule.getBackendRefs()).allMatch(to -> to.getPort().equals(port.getPort())
                        && to.getName().equals(served.getMetadata().getName())));
    }

    @Test
    void metricsShouldBeServed() throws IOException {
        String path = read("monitoring/service-monitor.yaml", ServiceMonitor.class).getSpec().getEndpoints().getFirst()
                .getPath();
        HorizontalPodAutoscaler autoscaler = read("base/autoscaler.yaml", HorizontalPodAutoscaler.class);
        Stream<String> metrics = autoscaler.getSpec().getMetrics().stream()
                .filter(metric -> metric.getType().equals("Pods"))
                .map(metric -> metric.getPods().getMetric().getName());
        assertThat(metrics).isNotEmpty()
                .allSatisfy(metric -> assertThat(service.get(path).text()).contains("\n" + metric + "{"));
    }

    @Test
    void autoscalerShouldScaleTheDeployment() throws IOException {
        var target = read("base/autoscaler.yaml", HorizontalPodAutoscaler.class).getSpec().getScaleTargetRef();
        Deployment deployment = deployment();
        assertThat(List.of(target.getApiVersion(), target.getKind(), target.getName())).containsExactly(
                deployment.getApiVersion(), deployment.getKind(), deployment.getMetadata().getName());
        assertThat(deployment.getSpec().getReplicas()).isNull(); // or each apply would undo what the autoscaler did
    }

    @Test
    void routeShouldLeadToWhatIsServed() throws IOException {
        Map<String, String> examples = Map.of("/v1", "/v1/losses", "/v3/api-docs", "/v3/api-docs", "/swagger-ui",
                "/swagger-ui/index.html", "/losses", "/losses/mse");
        assertThat(read("gateway/route.yaml", HTTPRoute.class).getSpec().getRules().getFirst().getMatches())
                .allSatisfy(match -> assertThat(service.get(Objects.requireNonNull(
                        examples.get(match.getPath().getValue()))).status()).isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "gateway", "monitoring", "kserve"})
    void kustomizationShouldHaveAllFilesOfItsDirectory(String directory) throws IOException {
        Map<String, Object> kustomization = yaml(directory + "/kustomization.yaml");
        try (Stream<Path> files = Files.list(MANIFESTS.resolve(directory))) {
            assertThat(files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("kustomization.yaml")))
                    .containsExactlyInAnyOrderElementsOf(resources(kustomization));
        }
    }

    private static List<String> resources(Map<String, Object> kustomization) {
        return ((List<?>) Objects.requireNonNull(kustomization.get("resources"))).stream().map(String::valueOf)
                .toList();
    }

    /** The version of the image is that of the project. */
    @ParameterizedTest
    @ValueSource(strings = {"base", "kserve"})
    void imageShouldHaveTheVersionOfTheProject(String directory) throws IOException {
        String version = Pattern.compile("<artifactId>nabla</artifactId>\\s*<version>([^<]+)")
                .matcher(Files.readString(Path.of("pom.xml"))).results().findFirst().orElseThrow().group(1);
        assertThat(Files.readString(MANIFESTS.resolve(directory, "kustomization.yaml")))
                .contains("newTag: " + version + "\n");
    }
}
