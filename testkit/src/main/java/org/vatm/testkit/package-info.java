/**
 * For people who test a driver of their own.
 * <pre>
 *   {@literal @}VirtualAtm test --> TestMachine --> TestAdapter ...   each alone in its host, boards joined by fibres
 *                                      |             |
 *                                      |             +-- the driver under test, NDIS, the call manager for PVCs
 *                                      |             +-- TestProtocol: the test's own call manager
 *                                      +-- VcSpec --> TestVc: create, activate, send, ... deactivate, delete
 * </pre>
 */
package org.vatm.testkit;
