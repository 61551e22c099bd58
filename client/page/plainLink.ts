/** The link to the plain view. Apart from the others: the first paint asks for it. */
export const PLAIN_HASH = '#plain';
