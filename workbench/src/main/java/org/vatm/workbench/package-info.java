/**
 * The {@code vatm} command: reads what the user wants, checks all of it, and only then lets simulated time begin.
 * <pre>
 *   Vatm --+-- run        RunCommand --> scenario, capture, encap --> run (Runner) --> writer, report
 *          +-- registers  RegistersCommand
 *          +-- bench      BenchCommand
 * </pre>
 */
package org.vatm.workbench;
