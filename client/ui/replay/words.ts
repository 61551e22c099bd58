/** What a replay's own controls say. Loaded with them: the first paint needs none of it. */
import { inLanguage, text, type Words } from '../../i18n/text.ts';
import { refusalText } from '../../model/refusals.ts';
import type { Replay } from '../../model/replay/replay.ts';

export const REPLAY_WORDS = {
  play: { en: 'Play', de: 'Abspielen', es: 'Reproducir', ja: '再生', ar: 'تشغيل' },
  pause: { en: 'Pause', de: 'Anhalten', es: 'Pausar', ja: '一時停止', ar: 'إيقاف مؤقت' },
  again: { en: 'From the start', de: 'Von vorn', es: 'Desde el principio', ja: '最初から', ar: 'من البداية' },
  back: { en: 'A step back', de: 'Einen Schritt zurück', es: 'Un paso atrás', ja: '一つ戻る', ar: 'خطوة إلى الخلف' },
  onward: {
    en: 'A step on',
    de: 'Einen Schritt weiter',
    es: 'Un paso adelante',
    ja: '一つ進む',
    ar: 'خطوة إلى الأمام',
  },
  time: { en: 'Position', de: 'Stelle', es: 'Posición', ja: '再生位置', ar: 'الموضع' },
  speed: {
    en: 'Speed: {speed}',
    de: 'Tempo: {speed}',
    es: 'Velocidad: {speed}',
    ja: '速度：{speed}',
    ar: 'السرعة: {speed}',
  },
  copy: { en: 'Copy link', de: 'Link kopieren', es: 'Copiar enlace', ja: 'リンクをコピー', ar: 'نسخ الرابط' },
  copied: { en: 'Copied', de: 'Kopiert', es: 'Copiado', ja: 'コピーしました', ar: 'تم النسخ' },
  notCopied: { en: 'Not copied', de: 'Nicht kopiert', es: 'No se copió', ja: 'コピーできません', ar: 'تعذّر النسخ' },
  picture: { en: 'Picture', de: 'Bild', es: 'Imagen', ja: '画像', ar: 'صورة' },
  saved: { en: 'Saved', de: 'Gespeichert', es: 'Guardada', ja: '保存しました', ar: 'تم الحفظ' },
  notSaved: { en: 'Not saved', de: 'Nicht gespeichert', es: 'No se guardó', ja: '保存できません', ar: 'تعذّر الحفظ' },
  players: { en: 'Players', de: 'Spieler', es: 'Jugadores', ja: 'プレイヤー', ar: 'اللاعبون' },
  moments: { en: 'Moments', de: 'Momente', es: 'Momentos', ja: '見どころ', ar: 'لحظات' },
  board: {
    en: 'What there is to see',
    de: 'Was zu sehen ist',
    es: 'Lo que se ve',
    ja: '画面の内容',
    ar: 'ما يظهر على الشاشة',
  },
  none: {
    en: 'There is no replay of this match for you. Replays are kept for 30 days, and those of private matches are for their players.',
    de: 'Von diesem Match gibt es für dich keine Aufzeichnung. Sie wird 30 Tage aufbewahrt, und die privater Matches ist für ihre Spieler.',
    es: 'No hay repetición de esta partida para ti. Se guardan 30 días, y las de partidas privadas son para sus jugadores.',
    ja: 'この対戦のリプレイは見られません。リプレイの保存は30日間で、プライベート対戦のものは対戦者だけが見られます。',
    ar: 'لا توجد إعادة لهذه المباراة متاحة لك. تُحفظ الإعادات 30 يومًا، وإعادات المباريات الخاصة للاعبيها فقط.',
  },
  otherVersion: {
    en: 'This match was played with another version of the game, so it can’t be shown any more.',
    de: 'Dieses Match wurde mit einer anderen Version des Spiels gespielt und lässt sich nicht mehr zeigen.',
    es: 'Esta partida se jugó con otra versión del juego y ya no se puede mostrar.',
    ja: 'この対戦は別のバージョンのゲームで行われたため、もう再生できません。',
    ar: 'لُعبت هذه المباراة بإصدار آخر من اللعبة، فلم يعد ممكنًا عرضها.',
  },
} as const satisfies Record<string, Words>;

export const words = (key: keyof typeof REPLAY_WORDS, values?: Record<string, string | number>): string =>
  inLanguage(REPLAY_WORDS[key], values);

/** Why there is nothing to see, or not yet. */
export function replayNote({ refusal }: Replay, isOtherVersion: boolean): string {
  if (refusal === 'request/unknown') return words('none');
  if (refusal !== undefined) return text('records.problem', { why: refusalText(refusal) });
  return isOtherVersion ? words('otherVersion') : text('records.loading');
}
