import { defineConfig } from 'vite';
import { phaserBuild } from '../../scripts/phaserBuild.ts';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [phaserBuild()],
  build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 2_000 },
});
