import type { Catalogue } from './text.ts';

export const es = {} as const satisfies Catalogue;
