package org.vatm.vfiouser;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class VfioUserArchitectureTest
{
    private final JavaClasses classes = new ClassFileImporter().importPackages("org.vatm.vfiouser");

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
        noClasses().that().resideInAPackage("org.vatm.vfiouser").and().haveSimpleNameNotEndingWith("Test")
            .should().dependOnClassesThat().resideInAPackage("..example..").check(classes);
    }
}
