/** What light-cycles says where it is played by ear. Loaded with it. */
import { inLanguage, type Words } from '../../i18n/text.ts';
import type { Senses } from './senses.ts';

const SPOKEN_WORDS = {
  how: {
    en: 'Left and right arrow keys turn you. The tone in the middle rises before a wall; the louder side is the nearer one, so turn to the quieter side. The up arrow tells the distances, M mutes.',
    de: 'Mit den Pfeiltasten links und rechts biegst du ab. Der Ton in der Mitte steigt vor einer Wand; die lautere Seite ist näher, also biege zur leiseren ab. Pfeil nach oben sagt die Abstände, M schaltet stumm.',
    es: 'Las flechas izquierda y derecha te hacen girar. El tono central sube antes de un muro; el lado más fuerte está más cerca, así que gira hacia el más silencioso. La flecha arriba dice las distancias; M silencia.',
    ja: '左右の矢印キーで曲がります。壁が近づくと中央の音が高くなります。音の大きい側ほど近いので、静かな側へ曲がりましょう。上矢印で距離を読み上げ、Mで消音します。',
    ar: 'السهمان الأيسر والأيمن يغيّران اتجاهك. ترتفع النغمة في الوسط قبل الجدار، والجانب الأعلى صوتًا هو الأقرب، فانعطف إلى الجانب الأهدأ. السهم الأعلى ينطق المسافات، وM يكتم الصوت.',
  },
  senses: {
    en: 'Ahead {ahead}, left {left}, right {right}',
    de: 'Voraus {ahead}, links {left}, rechts {right}',
    es: 'Delante {ahead}, izquierda {left}, derecha {right}',
    ja: '前方{ahead}、左{left}、右{right}',
    ar: 'أمامك {ahead}، يسارك {left}، يمينك {right}',
  },
  tell: {
    en: 'Tell the distances',
    de: 'Abstände sagen',
    es: 'Decir las distancias',
    ja: '距離を読み上げる',
    ar: 'انطق المسافات',
  },
  in: { en: 'racing', de: 'fährt', es: 'en carrera', ja: '走行中', ar: 'في السباق' },
} as const satisfies Record<string, Words>;

export const spokenWord = (key: Exclude<keyof typeof SPOKEN_WORDS, 'senses'>): string => inLanguage(SPOKEN_WORDS[key]);
export const sensesText = (senses: Senses): string => inLanguage(SPOKEN_WORDS.senses, senses);
