/**
 * A custom build of Phaser from its sources, with only the parts below, at half the full size. Vite uses it for every
 * `from 'phaser'`. A game that needs another part adds a line; otherwise `this.add.…` is not a function. Importing an
 * unlisted export fails the build.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

const SOURCES = join(dirname(createRequire(import.meta.url).resolve('phaser/package.json')), 'src');
const ENTRY = 'phaser-entry';
/** vite.config.ts puts this id into a chunk of its own. */
export const PHASER_ID = '\0phaser';

/** Available exports and their files in Phaser's sources. */
const EXPORTS = {
  Display: 'display/index',
  Game: 'core/Game',
  Scene: 'scene/Scene',
  Scenes: 'scene/index',
  Scale: 'scale/index',
  Math: 'math/index',
  Textures: 'textures/index',
};
const CONSTANTS = ['AUTO', 'CANVAS', 'WEBGL'];

/** Modules that register themselves when loaded: `this.add.…`, `this.make.…`, `this.tweens`, and the like. */
const REGISTERED = [
  'polyfills/requestVideoFrame',
  // Must be first: its files require each other in a circle, which works only from this entry.
  'renderer/index',
  'animations/index',
  'cameras/2d/index',
  'events/index',
  'gameobjects/DisplayList',
  'gameobjects/UpdateList',
  'gameobjects/GameObjectFactory',
  'gameobjects/GameObjectCreator',
  'gameobjects/container/ContainerFactory',
  'gameobjects/graphics/GraphicsCreator',
  'gameobjects/graphics/GraphicsFactory',
  'gameobjects/image/ImageFactory',
  'gameobjects/rendertexture/RenderTextureFactory',
  'gameobjects/sprite/SpriteFactory',
  'gameobjects/text/TextFactory',
  'loader/LoaderPlugin',
  'loader/filetypes/AtlasJSONFile',
  'loader/filetypes/ImageFile',
  'loader/filetypes/JSONFile',
  'loader/filetypes/SpriteSheetFile',
  'scene/ScenePlugin',
  'time/index',
  'tweens/index',
];

/** The sources check them as `typeof FLAG`. The client has its own sounds. */
const FLAGS: Record<string, boolean> = {
  CANVAS_RENDERER: true,
  WEBGL_RENDERER: true,
  WEBGL_DEBUG: false,
  FEATURE_SOUND: false,
};

const FLAG = new RegExp(`typeof (${Object.keys(FLAGS).join('|')})\\b`, 'g');

function entry(): string {
  const path = (part: string) => JSON.stringify(join(SOURCES, `${part}.js`));
  return [
    ...REGISTERED.map((part) => `import ${path(part)};`),
    ...Object.entries(EXPORTS).map(([name, part]) => `export { default as ${name} } from ${path(part)};`),
    `import constants from ${path('const')};`,
    `export const { ${CONSTANTS.join(', ')} } = constants;`,
  ].join('\n');
}

/** Bundles it as one ES module. */
async function bundle(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: { input: ENTRY, preserveEntrySignatures: 'strict' },
    },
    plugins: [
      {
        name: 'phaser-parts',
        resolveId: (id) => (id === ENTRY ? `\0${ENTRY}` : undefined),
        load: (id) => (id === `\0${ENTRY}` ? entry() : undefined),
        transform: {
          filter: { id: new RegExp(`^${SOURCES.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`) },
          handler: (code) => code.replaceAll(FLAG, (_, flag: string) => String(FLAGS[flag])),
        },
      },
    ],
  })) as Rolldown.RolldownOutput;
  return built.output[0].code;
}

export function phaserBuild(): Plugin {
  let built: Promise<string> | undefined;
  return {
    name: 'phaser-build',
    enforce: 'pre',
    resolveId: (id) => (id === 'phaser' ? PHASER_ID : undefined),
    load: (id) => {
      if (id !== PHASER_ID) return undefined;
      built ??= bundle();
      return built;
    },
  };
}
