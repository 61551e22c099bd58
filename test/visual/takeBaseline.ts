/** `npm run baseline` takes the pictures of scenes.test.ts, all or those whose names contain the arguments. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { openHeadlessShell } from '../support/browser.ts';
import { StoryServer } from '../support/storyServer.ts';
import { PICTURES } from './pictures.ts';
import { takePicture } from './takePicture.ts';

const wanted = process.argv.slice(2);
const [browser, stories] = await Promise.all([openHeadlessShell(), StoryServer.start()]);
mkdirSync(new URL('./baseline', import.meta.url), { recursive: true });
for (const picture of PICTURES) {
  if (!wanted.every((word) => picture.name.includes(word))) continue;
  writeFileSync(
    new URL(`./baseline/${picture.name}.png`, import.meta.url),
    await takePicture(browser, stories, picture),
  );
  console.log(picture.name);
}
await browser.close();
await stories.stop();
