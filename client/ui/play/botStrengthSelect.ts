import { BOT_STRENGTHS, type BotStrength } from '../../../shared/matchProtocol.ts';
import { type Canvas, drawText, paintBox, type Rect, type Size } from '../../design/canvas.ts';
import { COLOR, SIZE } from '../../design/tokens.ts';
import { text } from '../../i18n/text.ts';
import { drawChevron } from '../kit/icons.ts';
import { Select } from '../kit/select.ts';
import type { ScreenContext } from '../screenContext.ts';

export class BotStrengthSelect {
  readonly #context: ScreenContext;
  readonly #select: Select;

  constructor(context: ScreenContext, section: HTMLElement) {
    this.#context = context;
    const choices = BOT_STRENGTHS.map((strength) => ({ value: strength, label: text(`bots.${strength}`) }));
    this.#select = new Select(context, section, text('bots.strength'), choices, (value) => {
      context.actions.play.chooseBots(value as BotStrength);
    });
  }

  update(rect: Rect | undefined): void {
    const { botStrength } = this.#context.model.play;
    const { isLit } = this.#select;
    this.#select.choose(rect, botStrength, `${botStrength} ${isLit}`, (g, size) =>
      paintSelect(g, size, botStrength, isLit),
    );
  }
}

function paintSelect(g: Canvas, size: Size, strength: BotStrength, isHovered: boolean): void {
  const middle = size.height / 2;
  paintBox(g, size, SIZE.radiusSmall, isHovered ? COLOR.heroRaisedHover : COLOR.heroRaised, COLOR.heroEdge);
  drawText(g, text(`bots.${strength}`), 12, middle, { type: 'body', color: COLOR.text, width: size.width - 40 });
  drawChevron(g, size.width - 18, middle, 5, COLOR.soft);
}
