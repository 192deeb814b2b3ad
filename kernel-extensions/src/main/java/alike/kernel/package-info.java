/** The kernel "Java (Alike)": JJava 1.0a8 started by our own main, with its gaps closed. */
@NullMarked
package alike.kernel;

import org.jspecify.annotations.NullMarked;
