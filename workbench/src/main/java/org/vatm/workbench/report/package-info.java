/**
 * What a run tells its user: a progress bar, a table, {@code summary.json}, {@code vctable.json}.
 */
package org.vatm.workbench.report;
