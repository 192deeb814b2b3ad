/** What a paper shows: tables, charts, maps of embeddings, and whether its claims hold. */
@NullMarked
package alike.report;

import org.jspecify.annotations.NullMarked;
