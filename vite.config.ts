/** The client's build: client/ → dist/. Everything is a file of its own, because the page's policy allows nothing inline. */
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { isPhaserOfLobby, phaserBuild } from './scripts/phaserBuild.ts';
import { serviceWorker } from './scripts/serviceWorker.ts';

export default defineConfig({
  root: fileURLToPath(new URL('client', import.meta.url)),
  base: './',
  plugins: [phaserBuild(), preloadFont(), serviceWorker()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Phaser is loaded after the first paint.
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      // The message schemas are the server's: the client only uses the words that stand beside them.
      treeshake: { manualPureFunctions: ['z', 'WireId'] },
      output: {
        codeSplitting: {
          groups: [
            { name: 'phaser', test: isPhaserOfLobby },
            // All of it is loaded at once anyway, and is smaller in one piece. `main.ts` waits, so it has its own.
            { name: 'firstPaint', tags: ['$initial'], test: (id) => !/main\.ts$|\.html$/.test(id) },
            // What the lobby shares with its later pieces: in one, too, it is smaller.
            { name: 'kit', test: /\/client\/ui\/kit\//, minShareCount: 2 },
          ],
        },
      },
    },
  },
});

/** The font of most letters is asked for beside the scripts, and so is there for the first paint (client/main.ts). */
function preloadFont(): Plugin {
  return {
    name: 'preload-font',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const file = Object.keys(bundle).find((name) => /inter-latin-wght-normal-.+\.woff2$/.test(name));
        if (file === undefined) throw new Error('the font of the first paint is not in the build');
        const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: 'anonymous', href: `./${file}` };
        return [{ tag: 'link', attrs, injectTo: 'head' }];
      },
    },
  };
}
