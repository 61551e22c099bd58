import type { Catalogue } from './text.ts';

export const ar = {} as const satisfies Catalogue;
