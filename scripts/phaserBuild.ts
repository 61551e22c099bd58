/**
 * Phaser as this client has it: built from its own sources with the parts below, at half the size of the whole, wherever
 * Vite meets `from 'phaser'`. A game that needs more of it adds a line: without one `this.add.…` is not a function. An
 * export that is not listed fails the build.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

const SOURCES = join(dirname(createRequire(import.meta.url).resolve('phaser/package.json')), 'src');
const ENTRY = 'phaser-entry';
/** As the chunk's group in vite.config.ts knows it. */
export const PHASER_ID = '\0phaser';

/** What can be imported, and the file of Phaser's sources that is it. */
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

/** What registers itself with the game when it is loaded: `this.add.…`, `this.make.…`, `this.tweens`, and the like. */
const REGISTERED = [
  'polyfills/requestVideoFrame',
  // First: its files require each other in a circle that only this one begins at the right end.
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

/** They stand as `typeof FLAG` in the sources. Sounds are the client's own. */
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

/** One ES module. */
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
