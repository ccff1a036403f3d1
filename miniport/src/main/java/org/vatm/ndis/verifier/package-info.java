/**
 * The driver verifier: stands between NDIS and the drivers of a host, and reports each breach of a rule of the contract
 * with the calls that led there.
 * <pre>
 *   Verified*   decorators: record a call, tell the families of rules
 *   *Rules      one family each; state in the *Track classes, what is lent in the ResourceLedger
 *   Audit       what is overdue          Watch      who writes to what he has given away
 *   WireModel   what leaves and arrives  CrashDump  what a bug check leaves behind
 * </pre>
 * {@code docs/verifier-rules.md} lists the rules.
 */
package org.vatm.ndis.verifier;
