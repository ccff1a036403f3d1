package org.vatm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class MiniportArchitectureTest
{
    private final JavaClasses classes = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("org.vatm");

    @Test
    void shouldHaveNoCycleOfPackages()
    {
        slices().matching("org.vatm.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void shouldKnowNothingOfTheWorkbench()
    {
        noClasses().that().resideInAnyPackage("org.vatm.ndis..", "org.vatm.ndis6..", "org.vatm.miniport..")
            .should().dependOnClassesThat().resideInAnyPackage("org.vatm.workbench..", "org.vatm.benchmarks..")
            .check(classes);
    }

    @Test
    void shouldKeepNdisApartFromTheDriverAndTheDevice()
    {
        noClasses().that().resideInAnyPackage("org.vatm.ndis..", "org.vatm.ndis6..")
            .should().dependOnClassesThat().resideInAnyPackage("org.vatm.miniport..", "org.vatm.idt77252..", "org.vatm.line..")
            .check(classes);
    }
}
