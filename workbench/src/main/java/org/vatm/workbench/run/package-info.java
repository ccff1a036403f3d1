/**
 * Builds the machine of a scenario, sends traffic through it and checks what arrives.
 * <pre>
 *   Traffic --> AtmClient --NDIS--> driver, chip, fibre, chip, driver --NDIS--> AtmClient
 *                  |                        |  traces                               |
 *                  |                        +--> writers, trace hash                |
 *                  +------------------> Flow: what was sent, what arrived <---------+
 * </pre>
 * A client lives inside simulated time on its host; a Flow is the judge outside, who sees both ends and changes
 * nothing.
 */
package org.vatm.workbench.run;
