/** The generated part of a page, between `<!-- name -->` and `<!-- /name -->`. Pure. */

/** Returns the page with that part replaced; undefined if it has none. */
export function replaceMarked(page: string, name: string, part: string): string | undefined {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = page.indexOf(begin);
  const to = page.indexOf(end, from);
  if (from < 0 || to < 0) return undefined;
  return `${page.slice(0, from + begin.length)}\n\n${part}\n\n${page.slice(to)}`;
}
