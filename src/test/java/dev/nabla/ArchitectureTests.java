package dev.nabla;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.nabla.loss.Loss;

/** The rooms of the house, and which may look into which. */
@AnalyzeClasses(packages = "dev.nabla", importOptions = {DoNotIncludeTests.class, ArchitectureTests.Written.class})
class ArchitectureTests {

    @ArchTest
    static final ArchRule importsPointDown = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("web").definedBy("dev.nabla.web..").layer("grpc").definedBy("dev.nabla.grpc..").layer("service")
            .definedBy("dev.nabla.service..")
            .layer("gradcheck").definedBy("dev.nabla.gradcheck..").layer("curve").definedBy("dev.nabla.curve..")
            .layer("network").definedBy("dev.nabla.network..").layer("catalog").definedBy("dev.nabla.catalog..")
            .layer("expression").definedBy("dev.nabla.expression..")
            .layer("evaluation").definedBy("dev.nabla.evaluation..").layer("loss").definedBy("dev.nabla.loss..")
            .layer("option").definedBy("dev.nabla.option..").layer("kernel").definedBy("dev.nabla.kernel..")
            .layer("codec").definedBy("dev.nabla.codec..").layer("request").definedBy("dev.nabla.request..")
            .layer("tensor").definedBy("dev.nabla.tensor..")
            .whereLayer("web").mayNotBeAccessedByAnyLayer()
            .whereLayer("grpc").mayNotBeAccessedByAnyLayer()
            .whereLayer("service").mayOnlyBeAccessedByLayers("web", "grpc")
            .whereLayer("codec").mayOnlyBeAccessedByLayers("web", "grpc")
            .whereLayer("gradcheck").mayOnlyBeAccessedByLayers("web", "service")
            .whereLayer("curve").mayOnlyBeAccessedByLayers("web", "service")
            .whereLayer("expression").mayOnlyBeAccessedByLayers("web", "service", "network")
            .whereLayer("network").mayOnlyBeAccessedByLayers("web", "service")
            .whereLayer("catalog")
            .mayOnlyBeAccessedByLayers("web", "service", "gradcheck", "curve", "network", "expression")
            .whereLayer("evaluation")
            .mayOnlyBeAccessedByLayers("web", "service", "gradcheck", "curve", "network", "expression")
            .whereLayer("loss")
            .mayOnlyBeAccessedByLayers("web", "service", "gradcheck", "curve", "network", "expression", "catalog",
                    "evaluation")
            .whereLayer("option").mayOnlyBeAccessedByLayers("web", "service", "gradcheck", "curve", "network",
                    "expression", "catalog", "evaluation", "loss")
            .whereLayer("kernel").mayOnlyBeAccessedByLayers("web", "service", "gradcheck", "curve", "network",
                    "expression", "evaluation", "loss")
            .whereLayer("request").mayOnlyBeAccessedByLayers("web", "grpc", "service", "gradcheck", "curve", "network",
                    "expression", "catalog", "evaluation", "loss", "option", "codec");

    @ArchTest
    static final ArchRule onlyWebKnowsHttp = noClasses().that().resideOutsideOfPackage("dev.nabla.web..").should()
            .dependOnClassesThat().resideInAnyPackage("jakarta.servlet..", "org.springframework.web..",
                    "org.springframework.http..", "org.springdoc..", "io.swagger..");

    @ArchTest
    static final ArchRule onlyGrpcKnowsGrpc = noClasses().that().resideOutsideOfPackage("dev.nabla.grpc..").should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.grpc..", "com.google.protobuf..", "org.springframework.grpc..");

    @ArchTest
    static final ArchRule onlyServiceKnowsMicrometer = noClasses().that().resideOutsideOfPackage("dev.nabla.service..")
            .should().dependOnClassesThat().resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule onlyCodecAndWebKnowJackson = noClasses().that()
            .resideOutsideOfPackages("dev.nabla.codec..", "dev.nabla.web..").should().dependOnClassesThat()
            .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule theMathematicsKnowsNoSpring = noClasses().that()
            .resideInAnyPackage("dev.nabla.loss..", "dev.nabla.kernel..", "dev.nabla.tensor..",
                    "dev.nabla.evaluation..", "dev.nabla.network..", "dev.nabla.codec..", "dev.nabla.request..",
                    "dev.nabla.option..", "dev.nabla.gradcheck..", "dev.nabla.curve..",
                    "dev.nabla.expression..")
            .should().dependOnClassesThat().resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule onlyKernelKnowsVectors = noClasses().that().resideOutsideOfPackage("dev.nabla.kernel..")
            .should().dependOnClassesThat().resideInAPackage("jdk.incubator.vector..");

    @ArchTest
    static final ArchRule lossesAreRecords = classes().that().implement(Loss.class).and().areNotInterfaces().should()
            .beRecords();

    @ArchTest
    static final ArchRule familiesDoNotKnowEachOther = slices().matching("dev.nabla.loss.(*)..").should()
            .notDependOnEachOther();

    /** Leaves out what Spring generates when the service is packaged. */
    static final class Written implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("__");
        }
    }
}
