/**
 * VC tables as documents, which is what regression tests compare: names and values, without the handles, which say
 * nothing about a VC.
 * <pre>
 *   {"adapters": [{"host": "hostA", "adapter": "A",
 *                  "vcs": [{"index": 0, "state": "ACTIVE", "vpi": 0, "vci": 32, ...}]}]}
 * </pre>
 */
package org.vatm.vctable;
