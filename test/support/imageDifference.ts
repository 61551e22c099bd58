/** Compares two pictures of one size, in a page of the browser that took them. */
import type { Page } from 'playwright-core';

/** The share of pixels that differ by more than rounding; 1 if the sizes differ. */
export function differingShare(page: Page, a: Buffer, b: Buffer): Promise<number> {
  return page.evaluate(
    async (images) => {
      const pixels = await Promise.all(
        images.map(async (base64) => {
          const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
          const g = new OffscreenCanvas(image.width, image.height).getContext('2d');
          g?.drawImage(image, 0, 0);
          return g?.getImageData(0, 0, image.width, image.height);
        }),
      );
      const [one, other] = pixels;
      if (!one || !other || one.width !== other.width || one.height !== other.height) return 1;
      let differing = 0;
      for (let i = 0; i < one.data.length; i += 4) {
        const by = Math.max(...[0, 1, 2].map((c) => Math.abs((one.data[i + c] ?? 0) - (other.data[i + c] ?? 0))));
        if (by > 24) differing += 1;
      }
      return differing / (one.data.length / 4);
    },
    [a, b].map((image) => image.toString('base64')),
  );
}
