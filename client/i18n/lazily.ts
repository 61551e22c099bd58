/** Made when it is first needed: a formatter or segmenter costs some ms, and the page's first paint would wait for each. */
export function lazily<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
