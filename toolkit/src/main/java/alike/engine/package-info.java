/** Which engine and device computes, and every difference between MXNet and PyTorch. */
@NullMarked
package alike.engine;

import org.jspecify.annotations.NullMarked;
