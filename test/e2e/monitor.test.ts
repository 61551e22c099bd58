import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { Client } from 'colyseus.js';
import type { Browser } from 'playwright-core';
import { PASSWORD } from '../support/admin.ts';
import { openBrowser } from '../support/browser.ts';
import { startHttp, type TestServer } from '../support/httpServer.ts';

describe('end to end: the monitor', () => {
  let browser: Browser;
  let server: TestServer;
  before(async () => {
    server = await startHttp({ ADMIN_PASSWORD: PASSWORD });
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('H18 the monitor’s page works in a browser under its policy, and its button ends a room', async () => {
    const client = new Client(server.url);
    client.auth.token = (await server.tokens.issue(server.store.add('Ada').id, 'session')).token;
    const room = await client.joinOrCreate('small');
    room.reconnection.enabled = false;
    const left = new Promise((resolve) => room.onLeave(resolve));
    const context = await browser.newContext({ httpCredentials: { username: 'admin', password: PASSWORD } });
    const page = await context.newPage();
    const violations: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
    });
    await page.goto(`${server.url}/monitor`);
    await page.getByText(room.roomId).waitFor();
    await page.getByRole('button', { name: 'Inspect' }).click();
    await page.getByText(room.sessionId).waitFor();
    await page.getByRole('button', { name: /dispose/i }).click();
    await left;
    assert.deepEqual(violations, []);
    const actions = server.logged.filter(({ msg }) => msg === 'monitor: action').map(({ method }) => method);
    assert.deepEqual(actions, ['disconnect']);
    await context.close();
    await client.auth.signOut();
  });

  it('H20 a page of another site cannot use the password saved in the visitor’s browser', async () => {
    const other = await startOther();
    const context = await browser.newContext({ httpCredentials: { username: 'admin', password: PASSWORD } });
    const page = await context.newPage();
    await page.goto(`${server.url}/monitor/`);
    await page.goto(other.url);
    // In this browser only a navigation carries the password across sites; images and fetches do not.
    const answered = page.waitForResponse((response) => response.url().includes('/monitor/api/room/call'));
    await page.evaluate((url) => {
      location.href = `${url}/monitor/api/room/call?roomId=x&method=disconnect&args=[]`;
    }, server.url);
    assert.equal((await answered).status(), 403);
    await context.close();
    await other.stop();
  });
});

/** A different site needs a different host name, because ports do not separate sites. */
async function startOther(): Promise<{ url: string; stop: () => Promise<void> }> {
  const http = createServer((_req, res) =>
    res.setHeader('Content-Type', 'text/html').end('<!doctype html><title>other</title>'),
  );
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const stop = async (): Promise<void> => {
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  };
  return { url: `http://localhost:${port}/`, stop };
}
