/** The keys that open the command bar, the list of shortcuts and the settings, wherever the focus is. */

type Opened = { openCommands(): void; openShortcuts(): void; openSettings(): void };

export const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;

/** A browser has its own meaning for Ctrl K: here it is this. `opened`: called once something is to be open. */
export function listenForShortcuts(dialogs: Opened, opened: () => void, signal: AbortSignal): void {
  const pressed = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    const isCommand = (ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'k';
    const isBare = !ctrlKey && !metaKey && !altKey && !isWriting(target);
    if (!isCommand && !(isBare && (key === '/' || key === '?' || key === ','))) return;
    event.preventDefault();
    if (key === '?') dialogs.openShortcuts();
    else if (key === ',' && !isCommand) dialogs.openSettings();
    else dialogs.openCommands();
    opened();
  };
  window.addEventListener('keydown', pressed, { signal });
}
