/** Images with labels as plain bytes, and the readers that load them. */
@NullMarked
package alike.data;

import org.jspecify.annotations.NullMarked;
