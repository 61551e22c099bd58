/** How tests prove to be the operator. */
import assert from 'node:assert/strict';

export const PASSWORD = 'correct horse';
export const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
export const ADMIN = { Authorization: basic('admin', PASSWORD) };

/** Gives an order; its answer. */
export async function giveOrder<Answer = unknown>(url: string, order: string, body: object): Promise<Answer> {
  const response = await fetch(`${url}/api/admin/${order}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...ADMIN },
    body: JSON.stringify(body),
  });
  assert.equal(response.status, 200, order);
  return (await response.json()) as Answer;
}

/** For ever, and of the player alone. */
export const BAN = { until: null, reason: 'of the test', operator: 'admin', ofNetworks: false };
