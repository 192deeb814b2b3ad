/** Random views of images: drawn apart from applied, the same for the same seed. */
@NullMarked
package alike.augment;

import org.jspecify.annotations.NullMarked;
