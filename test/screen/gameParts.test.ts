import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.ts';
import { StoryScreen } from '../support/storyScreen.ts';

describe('the parts of Phaser in the browser', () => {
  const story = StoryScreen.inSuite({ count: 20 }, 'webgl');

  for (const kind of ['Canvas', 'WebGL'] as const) {
    it(`W96 the lobby does without the parts that a game’s scene gets, on ${kind}`, async () => {
      const context = await story.newContext({ viewport: { width: 1_000, height: 700 } });
      if (kind === 'WebGL') {
        await context.addInitScript(() => {
          const original = WebGLRenderingContext.prototype.getParameter;
          WebGLRenderingContext.prototype.getParameter = function (name) {
            return name === 0x9246 ? 'A graphics card' : original.call(this, name);
          };
        });
      }
      const page = await story.openIn(context);
      const errors: Error[] = [];
      page.on('pageerror', (error) => errors.push(error));
      const lobby = await page.evaluate(() => {
        const { lobby, renderer } = window.story.game;
        return {
          isWebgl: renderer.type === 2,
          has: ['tweens', 'time', 'load'].filter((name) => name in lobby),
          text: 'text' in lobby.add,
        };
      });
      assert.deepEqual(lobby, { isWebgl: kind === 'WebGL', has: [], text: false });

      await page.evaluate(() => window.story.cycles.open({ seats: 2, seat: 0 }));
      await eventually(async () =>
        assert.equal(await page.evaluate(() => window.story.game.scene.getScene('match')?.sys.isActive()), true),
      );
      const made = await page.evaluate(async () => {
        const { game } = window.story;
        const scene = game.scene.getScene('match');
        const { add } = scene;
        const words = add.text(0, 0, 'Seven');
        const box = add.container(10, 10, [add.graphics().fillStyle(0xff0000).fillRect(0, 0, 9, 9), words]);
        const sprite = add.sprite(0, 0, '__WHITE');
        add.renderTexture(0, 0, 40, 40).draw(box, 0, 0);
        const timed = new Promise<string>((resolve) => scene.time.delayedCall(10, () => resolve('timed')));
        const moved = new Promise<string>((resolve) =>
          scene.tweens.add({ targets: sprite, x: 50, duration: 30, onComplete: () => resolve(`moved to ${sprite.x}`) }),
        );
        scene.load.json('seven', URL.createObjectURL(new Blob(['{"seven":7}'])));
        const loaded = new Promise<string>((resolve) => {
          scene.load.once('complete', () => resolve(JSON.stringify(scene.cache.json.get('seven'))));
          scene.load.start();
        });
        game.renderer.preRender();
        game.scene.render(game.renderer);
        game.renderer.postRender();
        return [words.width > 10, box.length, ...(await Promise.all([timed, moved, loaded]))];
      });
      assert.deepEqual(made, [true, 2, 'timed', 'moved to 50', '{"seven":7}']);
      assert.deepEqual(errors, []);
    });
  }
});
