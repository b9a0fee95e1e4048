/**
 * Levels of elements up to which a document is read, wherever it comes from: deeper than any policy, and a document beyond
 * it is refused before it costs anything. Whoever reads one asks here, so that what one part accepts no other refuses.
 */
export const DEEPEST_XML = 300

/** Levels that an answer of the REST interface has around the document that it carries. */
export const ANSWER_LEVELS = 10
