// Before the first paint, and so before any module: a page that is dark for a moment in a bright room is a flash.
// theme.ts does the same, and the rest.
try {
  const chosen = localStorage.getItem('foyer.theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // Storage is closed: as the system.
}
