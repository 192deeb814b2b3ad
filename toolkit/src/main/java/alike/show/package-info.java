/** What a value shows of itself, apart from any front end: cards, charts, grids of images. */
@NullMarked
package alike.show;

import org.jspecify.annotations.NullMarked;
