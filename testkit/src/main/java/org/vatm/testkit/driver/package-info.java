/**
 * A complete miniport without a network, to begin one's own with.
 * <pre>
 *   SoftMiniport (entry points) --+-- SoftVc: state of a VC
 *     served device: a PlainDevice   +-- SoftActivation: may these parameters be activated
 *                                    +-- SoftRequests: OIDs
 * </pre>
 */
package org.vatm.testkit.driver;
