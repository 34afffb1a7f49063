package dev.nabla.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The software bill of materials (CycloneDX) in the packaged jar, against the libraries beside it. */
@TestInstance(Lifecycle.PER_CLASS)
class BillOfMaterialsIT {

    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final String DOCUMENT = "META-INF/sbom/application.cdx.json";

    /** Licenses under which the image may be passed on; where a library offers several, one of them is enough. */
    private static final Set<String> PERMISSIVE = Set.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0",
            "EPL-2.0", "MIT");

    private List<String> libraries = List.of();
    private List<Component> components = List.of();

    private record Component(String group, String name, String version, String address, List<String> licenses) {

        static Component of(JsonNode node) {
            return new Component(node.path("group").asString(), node.get("name").asString(),
                    node.get("version").asString(), node.path("purl").asString(), node.path("licenses").valueStream()
                            .map(license -> license.at("/license/id").asString("")).toList());
        }

        /** A library for one platform says so in its address: {@code ?classifier=linux-x86_64}. */
        String library() {
            Matcher classifier = Pattern.compile("[?&]classifier=([^&]+)").matcher(address);
            return name + "-" + version + (classifier.find() ? "-" + classifier.group(1) : "") + ".jar";
        }
    }

    @BeforeAll
    void read() throws IOException {
        try (ZipFile jar = new ZipFile(System.getProperty("nabla.jar"))) {
            libraries = jar.stream().map(ZipEntry::getName)
                    .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                    .map(name -> name.substring(LIBRARIES.length())).toList();
            ZipEntry document = jar.getEntry(DOCUMENT);
            assertThat(document).isNotNull();
            String text = new String(jar.getInputStream(document).readAllBytes(), StandardCharsets.UTF_8);
            components = new JsonMapper().readTree(text).get("components").valueStream().map(Component::of).toList();
        }
    }

    @Test
    void documentShouldHaveEachLibraryOfTheJar() {
        Stream<String> documented = components.stream().map(Component::library);
        assertThat(libraries).hasSizeGreaterThan(50);
        assertThat(documented).containsAll(libraries.stream()
                .filter(library -> !library.startsWith("spring-boot-jarmode-")).toList()); // added by the packaging
    }

    @Test
    void librariesShouldHaveALicenseThatLetsThemBePassedOn() {
        assertThat(components)
                .allSatisfy(component -> assertThat(component.licenses).containsAnyElementsOf(PERMISSIVE));
    }

    @Test
    void librariesShouldBeReleases() {
        assertThat(components).noneMatch(component -> component.version.contains("SNAPSHOT"));
    }

    @Test
    void librariesShouldHaveOneVersionEach() {
        assertThat(components.stream().map(component -> component.group + ":" + component.name))
                .doesNotHaveDuplicates();
    }
}
