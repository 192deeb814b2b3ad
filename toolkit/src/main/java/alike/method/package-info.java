/** Training recipes: networks, a loss and what happens around a step. */
@NullMarked
package alike.method;

import org.jspecify.annotations.NullMarked;
