/** The service worker of the client's build and of `npm run dev`: client/push/worker.js, after the words that it needs. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { LANGUAGE_IDS, LANGUAGES } from '../client/i18n/languages.ts';
import { speak, text } from '../client/i18n/text.ts';
import { modeTitle, TITLES } from '../client/presentation/titles.ts';

const WORKER = fileURLToPath(new URL('../client/push/worker.js', import.meta.url));
const NAME = 'serviceWorker.js';

/** Templates, as the worker fills them: `{name}` and `{mode}` stay. */
async function wordsByLanguage(): Promise<Record<string, object>> {
  const open = { name: '{name}', mode: '{mode}' };
  const byLanguage: Record<string, object> = {};
  // One after the other: there is one voice.
  for (const id of LANGUAGE_IDS) {
    speak(id, await LANGUAGES[id].load());
    byLanguage[id] = {
      ...{ lang: id, dir: LANGUAGES[id].direction, name: text('app.name') },
      ...{ match: text('notify.check', open), matchText: text('notify.checkText') },
      ...{ party: text('invite.party', open), challenge: text('invite.challenge', open) },
      inviteText: text('notify.inviteText'),
      modes: Object.fromEntries(Object.keys(TITLES).map((mode) => [mode, modeTitle(mode)])),
    };
  }
  return byLanguage;
}

const source = async (): Promise<string> =>
  `const WORDS = ${JSON.stringify(await wordsByLanguage())};\n${readFileSync(WORKER, 'utf8')}`;

export function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: NAME, source: await source() });
    },
    configureServer({ middlewares }) {
      middlewares.use(async (req, res, next) => {
        if (req.url?.split('?')[0] !== `/${NAME}`) return next();
        res
          .setHeader('Content-Type', 'text/javascript')
          .setHeader('Cache-Control', 'no-cache')
          .end(await source());
      });
    },
  };
}
