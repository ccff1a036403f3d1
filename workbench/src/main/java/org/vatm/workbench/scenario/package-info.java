/**
 * What a run is: one immutable {@link org.vatm.workbench.scenario.Scenario}, made from flags or from a YAML file.
 * <pre>
 *   flags ---> StandardScenario --+
 *                                 +--> Scenario: hosts [ adapters ], links [ VCs ], traffic, seed
 *   YAML  ---> ScenarioReader ----+
 * </pre>
 */
package org.vatm.workbench.scenario;
