/**
 * Reads capture files. A file becomes one arena of bytes (the file itself, mapped) and flat arrays that say where each
 * frame lies in it:
 * <pre>
 *   file, mapped  | header | rec | frame 0 | rec | frame 1 | rec | frame 2 |
 *                                ^offset[0]      ^offset[1]      ^offset[2]      + length, time, link type
 * </pre>
 */
package org.vatm.workbench.capture;
