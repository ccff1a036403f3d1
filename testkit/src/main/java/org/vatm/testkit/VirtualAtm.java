package org.vatm.testkit;

import org.junit.jupiter.api.extension.ExtendWith;
import org.vatm.idt77252.BoardConfig;
import org.vatm.miniport.AtmMiniport;
import org.vatm.ndis.NdisMiniportDriver;
import org.vatm.ndis.verifier.VerifierSeverity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives every test of a class, or one test, a machine: a parameter of type {@link TestMachine} is that machine, one of
 * type {@link TestAdapter} its first adapter, a second one its second. The machine ends with the test: VCs are closed,
 * adapters halted, and the test fails if anything is left or a rule was broken. On a method it takes the place of the
 * one on the class.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(VirtualAtmExtension.class)
public @interface VirtualAtm
{
    /** The driver under test; its class has a constructor without parameters. */
    Class<? extends NdisMiniportDriver> driver() default AtmMiniport.class;

    /** What it serves: ATM boards, or {@link DeviceFactory.Plain}, or a factory of the test's own. */
    Class<? extends DeviceFactory> device() default DeviceFactory.AtmBoard.class;

    /** How many: A, B, ..., one on each host, boards joined in pairs. */
    int adapters() default 2;

    /** Fibre between two boards. */
    int fibreMetres() default 1_000;

    /** SRAM of a board: 32768, 131072 or 524288 words. */
    int sramWords() default BoardConfig.DEFAULT_SRAM_WORDS;

    /** SRAM of a board at power-up: 0 for zeros, else the seed of pseudo-random words. */
    long sramPattern() default 0;

    /** Of the machine's random numbers; the system property vatm.seed takes its place. */
    long seed() default 1;

    /** Whether every rule of the contract is checked as the drivers run. */
    boolean verifier() default true;

    /** Findings of the verifier that are at least so bad fail the test. */
    VerifierSeverity failsAt() default VerifierSeverity.ERROR;

    /** Whether every adapter has a bad day, drawn from the seed: {@link org.vatm.ndis.fault.FaultInjector#badDay}. */
    boolean badDay() default false;

    /** Configuration parameters of every adapter, "Keyword=value"; a value that is a number is one. */
    String[] parameters() default {};

    /** False: the test starts the adapters itself. */
    boolean start() default true;
}
