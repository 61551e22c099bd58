/** The client's build: client/ → dist/. Everything is a file of its own, because the page's policy allows nothing inline. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { PHASER_ID, phaserBuild } from './scripts/phaserBuild.ts';

export default defineConfig({
  root: fileURLToPath(new URL('client', import.meta.url)),
  base: './',
  plugins: [phaserBuild()],
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
      treeshake: { manualPureFunctions: ['z'] },
      output: {
        codeSplitting: { groups: [{ name: 'phaser', test: (id) => id === PHASER_ID }] },
      },
    },
  },
});
