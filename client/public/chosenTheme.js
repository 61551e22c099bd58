// Before the first paint, and so before any module: a page that is dark for a moment in a bright room is a flash.
// theme.ts does the same, and the rest.
try {
  const { dataset } = document.documentElement;
  const chosen = localStorage.getItem('foyer.theme');
  if (chosen === 'light' || chosen === 'dark') dataset.theme = chosen;
  const contrast = localStorage.getItem('foyer.contrast');
  const isByChoice = contrast === 'more' || contrast === 'normal';
  if (isByChoice ? contrast === 'more' : matchMedia('(prefers-contrast: more)').matches) dataset.contrast = 'more';
} catch {
  // Storage is closed: as the system.
}
