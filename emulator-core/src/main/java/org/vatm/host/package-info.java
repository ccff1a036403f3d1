/**
 * A host: CPU, memory and a PCI bus with its devices, put together.
 */
package org.vatm.host;
