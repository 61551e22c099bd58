/** Does what a line of the talk offers. */
import type { Deed } from '../../model/views/talkLines.ts';
import type { ScreenContext } from '../screenContext.ts';

export function actOn({ actions, model }: ScreenContext, { do: what, id }: Deed): void {
  if (what === 'join') return void actions.play.enter(id, 'join');
  const row = model.roster.row(id);
  if (row) void actions.play.challenge(row);
}
