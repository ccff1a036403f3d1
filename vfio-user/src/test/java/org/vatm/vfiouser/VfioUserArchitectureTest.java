package org.vatm.vfiouser;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class VfioUserArchitectureTest
{
    private final JavaClasses classes = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("org.vatm.vfiouser");

    @Test
    void shouldKnowNothingOfAtm()
    {
        noClasses().should().dependOnClassesThat(resideInAPackage("org.vatm.atm..")
            .or(resideInAPackage("org.vatm.line..")).or(resideInAPackage("org.vatm.idt77252.."))
            .or(resideInAPackage("org.vatm.ndis..")).or(resideInAPackage("org.vatm.miniport.."))).check(classes);
    }

    @Test
    void shouldNotKnowItsExample()
    {
        noClasses().that().resideInAPackage("org.vatm.vfiouser")
            .should().dependOnClassesThat().resideInAPackage("..example..").check(classes);
    }
}
