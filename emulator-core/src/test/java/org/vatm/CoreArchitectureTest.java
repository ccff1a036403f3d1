package org.vatm;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class CoreArchitectureTest
{
    private static final String[] PACKAGES =
    {
        "org.vatm.sim..", "org.vatm.pci..", "org.vatm.memory..", "org.vatm.register..", "org.vatm.trace..", "org.vatm.host..",
        "org.vatm.guest.."
    };

    private final JavaClasses classes = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("org.vatm");

    @Test
    void shouldHaveNoCycleOfPackages()
    {
        slices().matching("org.vatm.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void shouldKnowNothingOfTheOtherModules()
    {
        assertFalse(classes.isEmpty());
        noClasses().should().dependOnClassesThat(
            resideInAPackage("org.vatm..").and(not(resideInAnyPackage(PACKAGES)))).check(classes);
    }
}
