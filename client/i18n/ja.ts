import type { Catalogue } from './text.ts';

export const ja = {} as const satisfies Catalogue;
