/**
 * A PCI device to begin with: {@link org.vatm.vfiouser.example.ChecksumDevice}, served to a guest by
 * {@link org.vatm.vfiouser.example.ChecksumServer}.
 */
package org.vatm.vfiouser.example;
