/** Argument checks that say what was given, what is allowed and what to do. */
@NullMarked
package alike.check;

import org.jspecify.annotations.NullMarked;
