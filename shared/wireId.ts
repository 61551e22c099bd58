import { z } from 'zod';

/** An id as others send it: opaque. No id has a NUL in it, and PostgreSQL refuses a text that has. */
export const WireId = z
  .string()
  .min(1)
  .max(64)
  .refine((id) => !id.includes('\0'));
