/** The kernel "Java (Alike)": a main of our own over the classes of the pinned JJava 1.0a8. */
@NullMarked
package alike.kernel;

import org.jspecify.annotations.NullMarked;
