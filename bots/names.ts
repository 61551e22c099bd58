/** Names of bots, in many scripts, since the lobby must display them all. */
import { between, pick, type Random } from './random.ts';

export const FIRST_NAMES: readonly string[] = (
  'Amara Bjørn Chloé Dagný Elif Frida Gwenaël Hülya Ignacio Jürgen Kwame Łukasz Mehmet Núria Oisín Priya Quentin Rosalía ' +
  'Søren Tomáš Uğur Vicente Wanjiru Xiomara Yusuf Zoë Aoife Babajide Çağla Đorđe Þóra Nguyễn ' +
  'Анастасия Богдан Виктория Ольга Юрий Ђорђе Їжак Αθηνά Δημήτρης Ελένη Νίκος ' +
  '陳大文 李小龍 王小明 さくら たろう ゆうき ハルカ レオナ 김민준 이서연 박지훈 ' +
  'محمد ليلى یاسمین דניאל נועה प्रियंका अर्जुन தமிழன் ไอรีน အောင်ဆန်း ნინო Արամ አበበ'
).split(' ');

const WITH_NUMBER_FROM = 0.35;

/** An endless supply of unique names. Some carry a number, as in any lobby; once the plain ones run out, all do. */
export class Names {
  readonly #random: Random;
  readonly #given = new Set<string>();

  constructor(random: Random) {
    this.#random = random;
  }

  next(): string {
    for (let tries = 0; ; tries++) {
      const first = pick(this.#random, FIRST_NAMES);
      const isPlain = this.#random() > WITH_NUMBER_FROM && tries < 3;
      const name = isPlain ? first : `${first} ${between(this.#random, 2, tries < 20 ? 99 : 9_999)}`;
      if (this.#given.has(name)) continue;
      this.#given.add(name);
      return name;
    }
  }
}
