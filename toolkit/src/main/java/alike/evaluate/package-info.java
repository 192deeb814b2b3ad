/** Measures of a trained encoder. */
@NullMarked
package alike.evaluate;

import org.jspecify.annotations.NullMarked;
