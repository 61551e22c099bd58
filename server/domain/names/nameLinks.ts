/** Names that are an address on the web. */

const SCHEME = /:\/\/|\bwww\s?\d?\./iu;
const DOT = '(?:[.。]|[([{]\\s?(?:dot|punkt|punto|\\.)\\s?[)\\]}]|\\sdot\\s)';
/** Top-level domains that links end in. Those that are also words or initials count without spaces only: `Mlle. De Gaulle`. */
const HOST = new RegExp(
  `[\\p{L}\\p{N}]{2}\\s?${DOT}\\s?(?:com|net|org|info|biz|gg|io|xyz|app|shop|online|club|link|tv)(?![\\p{L}\\p{N}])|` +
    `[\\p{L}\\p{N}]{2}${DOT}(?:dev|site|live|top|fun|ly|me|de|es|jp|ru|uk|us|eu|fr|pl|cn|co|cc)(?![\\p{L}\\p{N}])`,
  'iu',
);
const PATH = /[\p{L}\p{N}]\.\p{L}{2,}\//u;
const IP_ADDRESS = /\d{1,3}(?:\.\d{1,3}){3}/u;

export const isLink = (name: string): boolean => [SCHEME, HOST, PATH, IP_ADDRESS].some((form) => form.test(name));
