/** Builder, optimisers, schedules, the step loop and what it leaves behind. */
@NullMarked
package alike.train;

import org.jspecify.annotations.NullMarked;
