import assert from 'node:assert/strict';
import type { z } from 'zod';
import { ORDERS } from '../../server/operators/orders.ts';
import { REQUESTS } from '../../shared/requests.ts';
import { WireId } from '../../shared/wireId.ts';

/** As zod keeps it: of an object its fields, of a union its arms, of an array its elements, of what wraps another that. */
type Inside = {
  shape?: Record<string, z.ZodType>;
  options?: readonly (z.ZodType | string)[];
  element?: z.ZodType;
  def: { innerType?: z.ZodType; in?: z.ZodType };
};

/** Paths of all texts in the schema that may have a NUL in them. */
function textsWithNul(schema: z.ZodType, path: string): string[] {
  const { shape, options, element, def } = schema as unknown as Inside;
  const inner = def.innerType ?? def.in;
  if (shape) return Object.entries(shape).flatMap(([name, field]) => textsWithNul(field, `${path}.${name}`));
  if (element) return textsWithNul(element, path);
  const arms = (options ?? []).filter((option) => typeof option === 'object');
  if (arms.length > 0) return arms.flatMap((arm) => textsWithNul(arm, path));
  if (inner) return textsWithNul(inner, path);
  return schema.safeParse('a\0b').success ? [path] : [];
}

describe('ids on the wire', () => {
  it('R36 no id with a NUL passes, in any request or order; what is free text is cleaned where it is used', () => {
    const inputs = [...Object.entries(REQUESTS), ...Object.entries(ORDERS)] as [string, { input: z.ZodType }][];
    const texts = inputs.flatMap(([name, { input }]) => textsWithNul(input, name));
    const free = /^(?:setName\.name|(?:sendChat|report|announce)\.text|[a-z]+\.(?:reason|operator))$/i;
    assert.deepEqual(
      texts.filter((path) => !free.test(path)),
      [],
    );
    assert.ok(texts.includes('setName.name') && texts.includes('ban.reason'), 'the walk finds texts');
  });

  it('R36 an id is 1 to 64 characters, otherwise of any kind', () => {
    for (const id of ['a', 'x'.repeat(64), '__proto__', '%', '\u202e']) assert.ok(WireId.safeParse(id).success, id);
    for (const id of ['', 'x'.repeat(65), '\0', 'a\0', 7, null]) assert.ok(!WireId.safeParse(id).success, String(id));
  });
});
