package org.vatm.testkit;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class TestkitArchitectureTest
{
    private final JavaClasses classes = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("org.vatm.testkit");

    @Test
    void shouldHaveNoCycleOfPackages()
    {
        slices().matching("org.vatm.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void shouldKnowNothingOfTheWorkbench()
    {
        noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("org.vatm.workbench..", "org.vatm.benchmarks..", "org.vatm.vfiouser..").check(classes);
    }

    @Test
    void shouldKeepItsOwnMiniportApartFromOurs()
    {
        noClasses().that().resideInAPackage("org.vatm.testkit.driver..")
            .should().dependOnClassesThat().resideInAnyPackage("org.vatm.miniport..",
                "org.vatm.idt77252..").check(classes);
    }
}
