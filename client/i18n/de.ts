import type { Catalogue } from './text.ts';

export const de = {} as const satisfies Catalogue;
