package org.vatm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class NicArchitectureTest
{
    private final JavaClasses classes = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("org.vatm");

    @Test
    void shouldHaveNoCycleOfPackages()
    {
        slices().matching("org.vatm.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void shouldKnowNothingOfNdis()
    {
        noClasses().that().resideInAnyPackage("org.vatm.atm..", "org.vatm.line..", "org.vatm.idt77252..")
            .should().dependOnClassesThat().resideInAnyPackage("org.vatm.ndis..", "org.vatm.miniport..", "org.vatm.workbench..")
            .check(classes);
    }
}
