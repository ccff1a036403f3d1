/**
 * What the contract demands of any connection-oriented miniport, as tests that any miniport can be run through.
 * <pre>
 *   MiniportCompliance (abstract test; a subclass names its Subject)
 *     +-- LifeChapter       start, halt, shutdown                    chapters 2.3, 2.4, 2.7
 *     +-- CreateChapter     create and delete                        2.10, 10
 *     +-- ActivateChapter   every check of an activation             2.11, 6.6
 *     +-- ModifyChapter     other parameters, other calls            2.11, 5.4
 *     +-- DeactivateChapter draining                                 2.12, 5.4
 *     +-- SendChapter, ReceiveChapter                                2.13, 2.15, 9
 *     +-- RequestChapter    OIDs                                     2.14, 7
 *     +-- ResetChapter, RemovalChapter                               2.5, 2.18
 * </pre>
 */
package org.vatm.testkit.compliance;
