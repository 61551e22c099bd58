/** Makes the value on first use. Each formatter or segmenter takes some ms, which would delay the first paint. */
export function lazily<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
