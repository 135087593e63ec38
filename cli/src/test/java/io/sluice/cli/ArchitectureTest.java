package io.sluice.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** The arrows between modules. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.sluice");

    @Test
    void theCoreKnowsJavaAlone() {
        classes()
                .that()
                .resideInAPackage("io.sluice.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.sluice.core..", "org.jspecify.annotations..")
                .check(ALL);
    }

    @Test
    void theCoreReadsNoClock() {
        noClasses()
                .that()
                .resideInAPackage("io.sluice.core..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.time.Clock.class)
                .check(ALL);
    }

    /** The first server of a process decides about the properties of all. */
    @Test
    void serversAreMadeInOnePlace() {
        noClasses()
                .that()
                .doNotHaveSimpleName("HttpServers")
                .should()
                .callMethod(HttpServer.class, "create", InetSocketAddress.class, int.class)
                .orShould()
                .callMethod(HttpsServer.class, "create", InetSocketAddress.class, int.class)
                .check(ALL);
    }

    @Test
    void onlyTheCommandLineKnowsAllParts() {
        noClasses()
                .that()
                .resideInAnyPackage("io.sluice.streams..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.sluice.connectors..", "io.sluice.embedded..", "io.sluice.cli..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAnyPackage("io.sluice.connectors..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.sluice.streams..", "io.sluice.policy..", "io.sluice.embedded..", "io.sluice.cli..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAnyPackage("io.sluice.policy..", "io.sluice.schemas..", "io.sluice.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.sluice.streams..", "io.sluice.connectors..", "io.sluice.cli..")
                .check(ALL);
    }
}
