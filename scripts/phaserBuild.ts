/**
 * A custom build of Phaser from its sources, in two pieces: what the lobby draws with, and what only games use, which is
 * loaded with the first game. Vite uses it for every `from 'phaser'`; a file of client/games gets both. A game that needs
 * another part adds a line; otherwise `this.add.…` is not a function. Importing an unlisted export fails the build.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

const SOURCES = join(dirname(createRequire(import.meta.url).resolve('phaser/package.json')), 'src');
const sourceOf = (part: string): string => join(SOURCES, `${part}.js`);

/** `exports`: names and their files in Phaser's sources. */
type Piece = { exports: Readonly<Record<string, string>>; registered: readonly string[]; more: readonly string[] };

/** `registered`: modules that register themselves when loaded: `this.add.…`, `this.make.…`, `this.tweens`, and the like. */
const LOBBY: Piece = {
  exports: { Game: 'core/Game', Scene: 'scene/Scene', Scenes: 'scene/index', Scale: 'scale/index' },
  registered: [
    // Must be first: its files require each other in a circle, which works only from this entry.
    'core/Game',
    'cameras/2d/index',
    'events/index',
    'gameobjects/DisplayList',
    'gameobjects/UpdateList',
    'gameobjects/GameObjectFactory',
    'gameobjects/GameObjectCreator',
    'gameobjects/image/ImageFactory',
    'scene/ScenePlugin',
  ],
  more: [
    `import constants from ${JSON.stringify(sourceOf('const'))};`,
    'export const { AUTO, CANVAS, WEBGL } = constants;',
  ],
};
const GAMES: Piece = {
  exports: { Display: 'display/index', Math: 'math/index', Textures: 'textures/index' },
  registered: [
    'animations/index',
    'gameobjects/container/ContainerFactory',
    'gameobjects/graphics/GraphicsCreator',
    'gameobjects/graphics/GraphicsFactory',
    'gameobjects/rendertexture/RenderTextureFactory',
    'gameobjects/sprite/SpriteFactory',
    'gameobjects/text/TextFactory',
    'loader/LoaderPlugin',
    'loader/filetypes/AtlasJSONFile',
    'loader/filetypes/ImageFile',
    'loader/filetypes/JSONFile',
    'loader/filetypes/SpriteSheetFile',
    'time/index',
    'tweens/index',
  ],
  more: [
    `import maths from ${JSON.stringify(sourceOf('math/index'))};`,
    // As the whole of Phaser does when a game starts.
    'maths.RND ??= new maths.RandomDataGenerator();',
    "export * from 'phaser-lobby';",
  ],
};
const PIECES: Readonly<Record<string, Piece>> = { 'phaser-lobby': LOBBY, 'phaser-games': GAMES };

/**
 * Parts that the sources above require and the page never calls: filters and masks of WebGL, tilemaps, tile sprites and
 * point lights, other files of atlases and compressed textures, Phaser's own input, and pictures of the canvas. A game
 * that needs one of them takes it out of this list.
 */
const ABSENT: readonly RegExp[] = [
  /^filters\/\w+$/,
  /^renderer\/webgl\/renderNodes\/filters\/\w+$/,
  /^renderer\/webgl\/renderNodes\/(BatchHandler(PointLight|TileSprite)|\w+\/\w*Tile\w*)$/,
  /^renderer\/snapshot\/(Canvas|WebGL)Snapshot$/,
  /^textures\/parsers\/(AtlasXML|KTXParser|PCT|PCTDecode|PVRParser|UnityYAML)$/,
  /^input\/(keyboard\/Keyboard|mouse\/Mouse|touch\/Touch)Manager$/,
  /^gameobjects\/(components\/PathFollower|tilesprite\/TileSprite)$/,
  /^core\/DebugHeader$/,
];
const ABSENT_CODE = 'module.exports = function () {};';

/** Where a source requires a whole folder, or makes a thing beforehand, for less. It must stand there as written. */
const NARROWED: Readonly<Record<string, readonly [from: string, to: string]>> = {
  'renderer/webgl/renderNodes/BatchHandler': ["require('../../../renderer')", "{ Events: require('../../events') }"],
  'core/Config': [
    "require('../math/')",
    "{ RandomDataGenerator: require('../math/random-data-generator/RandomDataGenerator') }",
  ],
  'textures/TextureManager': [
    "this.tileSprite = new TileSpriteGameObject(scene, 0, 0, 256, 256, '__WHITE').setOrigin(0);",
    '',
  ],
};

/** The sources check them as `typeof FLAG`. The client has its own sounds. */
const FLAGS: Record<string, boolean> = {
  CANVAS_RENDERER: true,
  WEBGL_RENDERER: true,
  WEBGL_DEBUG: false,
  FEATURE_SOUND: false,
};

const FLAG = new RegExp(`typeof (${Object.keys(FLAGS).join('|')})\\b`, 'g');

function entryOf({ exports, registered, more }: Piece): string {
  const path = (part: string) => JSON.stringify(sourceOf(part));
  return [
    ...registered.map((part) => `import ${path(part)};`),
    ...Object.entries(exports).map(([name, part]) => `export { default as ${name} } from ${path(part)};`),
    ...more,
  ].join('\n');
}

/** The part of Phaser that a path is; undefined: of something else. */
function partOf(id: string): string | undefined {
  return id.startsWith(SOURCES) ? id.slice(SOURCES.length + 1, -'.js'.length).replaceAll('\\', '/') : undefined;
}

function narrowed(code: string, part: string): string {
  const [from, to] = NARROWED[part] ?? ['', ''];
  if (!code.includes(from)) throw new Error(`Phaser's ${part} no longer has: ${from}`);
  return code.replace(from, to).replaceAll(FLAG, (_, flag: string) => String(FLAGS[flag]));
}

/** Bundles both pieces as ES modules: their code, by file name. */
async function bundle(): Promise<ReadonlyMap<string, string>> {
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.keys(PIECES).map((name) => [name, name])),
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
    plugins: [
      {
        name: 'phaser-parts',
        resolveId: (id) => (id in PIECES ? `\0${id}` : undefined),
        load: (id) => {
          const piece = id.startsWith('\0') ? PIECES[id.slice(1)] : undefined;
          const part = partOf(id);
          if (piece) return entryOf(piece);
          return part !== undefined && ABSENT.some((each) => each.test(part)) ? ABSENT_CODE : undefined;
        },
        transform: (code, id) => {
          const part = partOf(id);
          return part === undefined || code === ABSENT_CODE ? undefined : narrowed(code, part);
        },
      },
    ],
  })) as Rolldown.RolldownOutput;
  return new Map(built.output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code]] : [])));
}

/** Of all that is Phaser's. vite.config.ts puts what the lobby needs into a chunk of its own. */
const FILE = '\0phaser/';
const GAMES_FILE = `${FILE}phaser-games.js`;
export const isPhaserOfLobby = (id: string): boolean => id.startsWith(FILE) && id !== GAMES_FILE;

export function phaserBuild(): Plugin {
  let built: Promise<ReadonlyMap<string, string>> | undefined;
  return {
    name: 'phaser-build',
    enforce: 'pre',
    resolveId: (id, importer) => {
      if (id === 'phaser') return importer?.includes('/client/games/') ? GAMES_FILE : `${FILE}phaser-lobby.js`;
      return importer?.startsWith(FILE) && id.startsWith('./') ? FILE + id.slice('./'.length) : undefined;
    },
    load: async (id) => {
      if (!id.startsWith(FILE)) return undefined;
      built ??= bundle();
      return (await built).get(id.slice(FILE.length));
    },
  };
}
