/** Encoders and projection heads. */
@NullMarked
package alike.model;

import org.jspecify.annotations.NullMarked;
