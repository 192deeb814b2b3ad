/** Optimisers and schedules: how gradients change parameters, step by step. */
@NullMarked
package alike.optimize;

import org.jspecify.annotations.NullMarked;
