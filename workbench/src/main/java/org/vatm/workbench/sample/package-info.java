/**
 * The capture that ships with the project, and how it was made.
 */
package org.vatm.workbench.sample;
