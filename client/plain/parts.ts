/** What every part of the plain view gets, and the elements that it is made of. */

import { make, setText } from '../a11y/overlay.ts';
import type { Actions } from '../actions/actions.ts';
import type { Mute } from '../alerts/mute.ts';
import type { PageLanguage } from '../i18n/language.ts';
import type { LobbyModel } from '../model/lobbyModel.ts';
import type { ListChoices } from '../page/listChoices.ts';
import type { PageSettings } from '../page/settings.ts';
import type { PageTheme } from '../page/theme.ts';

export type PlainContext = {
  model: LobbyModel;
  actions: Actions;
  choices: ListChoices;
  theme: PageTheme;
  language: PageLanguage;
  mute: Mute;
  settings: PageSettings;
  /** Monotonic ms. */
  now: () => number;
  /** Shows the outcome of a press. */
  wake: () => void;
};

export function makeSection(root: HTMLElement, title: string): HTMLElement {
  const section = make('section', 'plain-card', root);
  section.setAttribute('aria-label', title);
  setText(make('h2', '', section), title);
  return section;
}

export function makeButton(parent: HTMLElement, label: string, onPress: () => void): HTMLButtonElement {
  const button = make('button', '', parent);
  button.type = 'button';
  setText(button, label);
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-disabled') !== 'true') onPress();
  });
  return button;
}

export function makeField<K extends 'input' | 'select'>(parent: HTMLElement, kind: K, label: string) {
  const wrapper = make('label', 'plain-field', parent);
  setText(make('span', '', wrapper), label);
  return make(kind, '', wrapper);
}

/** The button keeps the focus, and gives the reason. */
export function setWhy(button: HTMLButtonElement, isDisabled: boolean, why: string | undefined): void {
  button.toggleAttribute('data-off', isDisabled || why !== undefined);
  if (isDisabled || why !== undefined) button.setAttribute('aria-disabled', 'true');
  else button.removeAttribute('aria-disabled');
  button.title = why ?? '';
}

/** Touches only changed options. */
export function setOptions(
  select: HTMLSelectElement,
  options: readonly { value: string; label: string }[],
  value: string,
) {
  while (select.options.length > options.length) select.lastElementChild?.remove();
  for (const [i, each] of options.entries()) {
    const option = select.options[i] ?? select.appendChild(new Option());
    setText(option, each.label);
    if (option.value !== each.value) option.value = each.value;
  }
  if (select.value !== value) select.value = value;
}

/** Touches only moved elements. */
export function orderChildren(
  parent: HTMLElement,
  elements: readonly HTMLElement[],
  after: Element | null = null,
): void {
  let before = after;
  for (const element of elements) {
    const next: Element | null = before === null ? parent.firstElementChild : before.nextElementSibling;
    if (next !== element) parent.insertBefore(element, next);
    before = element;
  }
}
