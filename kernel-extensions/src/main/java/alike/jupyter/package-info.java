/** What notebooks see of the toolkit: pictures of its values, a live panel, magics. */
@NullMarked
package alike.jupyter;

import org.jspecify.annotations.NullMarked;
