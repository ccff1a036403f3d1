/**
 * Registers, declared once. A {@link org.vatm.register.RegisterMap} holds what a data sheet's register chapter holds;
 * everything else is made from it:
 * <pre>
 *                      RegisterMap  (offset, name, reset value, fields, meaning)
 *                     /      |      \
 *         RegisterFile       |       RegisterDocument
 *         rows of masks,     |       text, Markdown, JSON
 *         hooks of blocks    Field   get, set: descriptors and SRAM words too
 *              |
 *         GuestErrors        what the guest did wrong, counted and traced
 * </pre>
 */
package org.vatm.register;
