/**
 * The page: paints what HTTP knows at once, then brings in the lobby's client and the scene, which are loaded only now.
 * Where the scene can not be loaded the shell stays and goes on showing the list.
 */
import type { Bootstrap } from '../shared/protocol.ts';
import { text } from './i18n/text.ts';
import { LobbyModel } from './model/lobbyModel.ts';
import { browserSession } from './sessionStore.ts';
import { Shell } from './shell.ts';
import { keepTitle } from './title.ts';

const now = (): number => performance.now();
const element = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

const model = new LobbyModel(now());
const shell = new Shell(element('shell'), model, now);

async function adoptBootstrap(): Promise<void> {
  const response = await fetch('api/bootstrap');
  if (!response.ok) return;
  model.adopt((await response.json()) as Bootstrap, now());
  shell.paint();
}

async function enterLobby(): Promise<void> {
  // The larger part, on its way while the smaller one already connects.
  const scene = import('./lobby.ts');
  const [{ LobbyClient }, { listenToPage }] = await Promise.all([import('./net/LobbyClient.ts'), import('./page.ts')]);
  const client = new LobbyClient({
    endpoint: new URL('.', location.href).href,
    session: browserSession(),
    now,
    timers: {
      setTimeout: (callback, ms) => window.setTimeout(callback, ms),
      clearTimeout: (timer) => window.clearTimeout(timer as number),
    },
    random: Math.random,
  });
  client.subscribe((event) => {
    model.apply(event, now());
    shell.paintSoon();
  });
  listenToPage(client, now);
  client.start();
  const { openLobby } = await scene;
  const parts = { commands: client, model, stage: element('stage'), controls: element('controls'), now };
  await openLobby({ ...parts, onFirstFrame: () => shell.close() });
}

shell.paint();
// Text that was painted in the fallback font is painted again in ours.
void document.fonts.load("600 16px 'Inter Variable'").then(() => shell.paint());
keepTitle(model, now);
// Without it the socket brings everything, a little later.
adoptBootstrap().catch(() => {});
enterLobby().catch((error: unknown) => {
  shell.say(text('app.notLoaded'), text('app.reload'), () => location.reload());
  throw error;
});
