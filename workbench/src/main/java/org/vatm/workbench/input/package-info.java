/**
 * What a user may give, and what is said when it is wrong: quantities with units, and the one exception whose message
 * is the whole answer. Everything here happens before simulated time starts.
 */
package org.vatm.workbench.input;
