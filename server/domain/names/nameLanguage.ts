/** Forbidden names: insults, and names that claim to speak for the lobby. */
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';
import unhomoglyph from 'unhomoglyph';
import { nameKeyOf } from './nameKey.ts';

/** People, places and things with a listed word inside their names. */
const INNOCENT = (
  'assassin,bassett,cockatiel,cockatoo,cockburn,cockpit,cumberland,cumming,cummins,dick van dyke,dickens,dickerson,' +
  'dickinson,dickson,hancock,hitchcock,moby dick,penistone,scunthorpe,shitake,shiitake,matsushita,therapist,titan,titus'
).split(',');

const { blacklistedTerms, whitelistedTerms } = englishDataset.build();
const matcher = new RegExpMatcher({
  ...englishRecommendedTransformers,
  blacklistedTerms,
  whitelistedTerms: [...(whitelistedTerms ?? []), ...INNOCENT],
});

/** Single letters with spaces or punctuation between them: `f.u c k`. */
const SPELT_OUT = /(?<=(?:^|[\s\p{P}])\p{L})[\s\p{P}]+(?=\p{L}(?:[\s\p{P}]|$))/gu;

/** Also finds spelt-out words, and look-alike letters of other scripts. */
export const isProfane = (name: string): boolean =>
  [name, name.replace(SPELT_OUT, ''), unhomoglyph(name)].some((text) => matcher.hasMatch(text));

/** Reserved as any word of the name. */
const OFFICES = ['admin', 'administrator', 'moderator', 'staff', 'foyer', 'official', 'operator', 'sysadmin'];
/** Reserved as the whole name. */
const VOICES = (
  'anonymous deleted everybody everyone gamemaster mod mods nobody null owner root security server support sysop ' +
  'system undefined unknown'
)
  .split(' ')
  .concat(OFFICES);

const reservedWords = new Set(OFFICES.map(nameKeyOf));
const reservedNames = new RegExp(`^(the|${VOICES.map(nameKeyOf).join('|')})+$`);

/** Between words, and between `Foyer` and `Admin` in `FoyerAdmin`. */
const WORD_ENDS = /[^\p{L}\p{M}]+|(?<=\p{Ll}\p{M}*)(?=\p{Lu})/u;

/** Numbers, accents and ornaments make no difference: `Ádmin 2`. */
export function isReserved(name: string): boolean {
  const plain = name.normalize('NFD').replace(/\p{Mn}/gu, '');
  const letters = plain.replace(/[^\p{L}]/gu, '');
  return (
    reservedNames.test(nameKeyOf(letters)) ||
    reservedWords.has(nameKeyOf(plain)) ||
    plain.split(WORD_ENDS).some((word) => reservedWords.has(nameKeyOf(word)))
  );
}
