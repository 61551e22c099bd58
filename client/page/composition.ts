/**
 * The keys of an input method (Japanese, Chinese, Korean) are its own: the Enter that ends a composition sends no
 * message and saves no name. Safari reports that Enter after the composition, as key code 229 and not `isComposing`.
 */
export function keepFromComposing(view: EventTarget): void {
  const isOfComposition = ({ isComposing, keyCode }: KeyboardEvent): boolean => isComposing || keyCode === 229;
  // On the window, before anything in the page: other capturing listeners of the window, which count input, still get it.
  view.addEventListener(
    'keydown',
    (event) => {
      if (isOfComposition(event as KeyboardEvent)) event.stopPropagation();
    },
    { capture: true },
  );
}
