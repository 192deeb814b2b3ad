/** Losses as values. */
@NullMarked
package alike.loss;

import org.jspecify.annotations.NullMarked;
