/** What the talk at a match says. Loaded with it: the first paint needs none of it. */
import type { Emote } from '../../../shared/matchProtocol.ts';
import { inLanguage, type Words } from '../../i18n/text.ts';

const TABLE_WORDS = {
  players: { en: 'Table', de: 'Tisch', es: 'Mesa', ja: 'テーブル', ar: 'الطاولة' },
  watchers: { en: 'Watchers', de: 'Zuschauer', es: 'Espectadores', ja: '観戦者', ar: 'المتفرجون' },
  log: {
    en: 'Talk at the table',
    de: 'Gespräch am Tisch',
    es: 'Conversación de la mesa',
    ja: 'テーブルの会話',
    ar: 'حديث الطاولة',
  },
  logWatchers: {
    en: 'Talk of the watchers',
    de: 'Gespräch der Zuschauer',
    es: 'Conversación de los espectadores',
    ja: '観戦者の会話',
    ar: 'حديث المتفرجين',
  },
  field: {
    en: 'Message to the table',
    de: 'Nachricht an den Tisch',
    es: 'Mensaje a la mesa',
    ja: 'テーブルへのメッセージ',
    ar: 'رسالة إلى الطاولة',
  },
  fieldWatchers: {
    en: 'Message to the watchers',
    de: 'Nachricht an die Zuschauer',
    es: 'Mensaje a los espectadores',
    ja: '観戦者へのメッセージ',
    ar: 'رسالة إلى المتفرجين',
  },
  playersOnly: {
    en: 'Only the players talk here.',
    de: 'Hier sprechen nur die Spieler.',
    es: 'Aquí solo hablan los jugadores.',
    ja: 'ここで話せるのは対戦者だけです。',
    ar: 'هنا يتحدث اللاعبون فقط.',
  },
  watchersOnly: {
    en: 'Only those who watch talk here.',
    de: 'Hier sprechen nur, die zuschauen.',
    es: 'Aquí solo hablan los espectadores.',
    ja: 'ここで話せるのは観戦者だけです。',
    ar: 'هنا يتحدث المتفرجون فقط.',
  },
  hint: { en: 'Say something', de: 'Sag etwas', es: 'Di algo', ja: 'ひとこと', ar: 'قل شيئًا' },
  mute: {
    en: 'Mute the table',
    de: 'Tisch stummschalten',
    es: 'Silenciar la mesa',
    ja: 'テーブルをミュート',
    ar: 'اكتم الطاولة',
  },
  unmute: {
    en: 'Hear the table again',
    de: 'Tisch wieder hören',
    es: 'Volver a oír la mesa',
    ja: 'ミュートを解除',
    ar: 'اسمع الطاولة من جديد',
  },
  muted: {
    en: 'You hear nothing of the table.',
    de: 'Du hörst nichts vom Tisch.',
    es: 'No oyes nada de la mesa.',
    ja: 'テーブルの声は届きません。',
    ar: 'لا تسمع شيئًا من الطاولة.',
  },
  close: {
    en: 'Close the talk',
    de: 'Gespräch schließen',
    es: 'Cerrar la conversación',
    ja: '会話を閉じる',
    ar: 'أغلق الحديث',
  },
  readAfter: {
    en: 'Players read this after the result.',
    de: 'Die Spieler lesen das nach dem Ergebnis.',
    es: 'Los jugadores lo leen después del resultado.',
    ja: '対戦者には結果のあとで届きます。',
    ar: 'يقرأ اللاعبون هذا بعد النتيجة.',
  },
  emotes: { en: 'Emotes', de: 'Gesten', es: 'Gestos', ja: 'リアクション', ar: 'تعابير' },
  shown: {
    en: '{name}: {emote}',
    de: '{name}: {emote}',
    es: '{name}: {emote}',
    ja: '{name}：{emote}',
    ar: '{name}: {emote}',
  },
} as const satisfies Record<string, Words>;

const EMOTE_WORDS: Record<Emote, Words> = {
  clap: { en: 'Applause', de: 'Applaus', es: 'Aplausos', ja: '拍手', ar: 'تصفيق' },
  wow: { en: 'Wow', de: 'Wow', es: 'Guau', ja: 'わあ', ar: 'رائع' },
  think: { en: 'Thinking', de: 'Grübeln', es: 'Pensando', ja: '考え中', ar: 'أفكّر' },
  phew: { en: 'Phew', de: 'Puh', es: 'Uf', ja: 'ふう', ar: 'الحمد لله' },
  fire: { en: 'On fire', de: 'Feuer', es: 'En llamas', ja: '絶好調', ar: 'حماس' },
  thanks: { en: 'Thanks', de: 'Danke', es: 'Gracias', ja: 'ありがとう', ar: 'شكرًا' },
  wave: { en: 'Hello', de: 'Hallo', es: 'Hola', ja: 'やあ', ar: 'مرحبًا' },
  gg: { en: 'Good game', de: 'Gutes Spiel', es: 'Buena partida', ja: 'いい勝負', ar: 'مباراة جيدة' },
};

export const words = (key: keyof typeof TABLE_WORDS, values?: Record<string, string | number>): string =>
  inLanguage(TABLE_WORDS[key], values);

export const emoteWord = (emote: Emote): string => inLanguage(EMOTE_WORDS[emote]);
