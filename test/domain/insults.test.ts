import assert from 'node:assert/strict';
import { FIRST_NAMES } from '../../bots/names.ts';
import { ar } from '../../client/i18n/ar.ts';
import { de } from '../../client/i18n/de.ts';
import { en } from '../../client/i18n/en.ts';
import { es } from '../../client/i18n/es.ts';
import { ja } from '../../client/i18n/ja.ts';
import { LANGUAGE_IDS, type LanguageId } from '../../client/i18n/languages.ts';
import type { Catalogue } from '../../client/i18n/text.ts';
import { insultsIn } from '../../server/domain/language/insults.ts';
import { checkName } from '../../server/domain/names/names.ts';
import { chatText } from '../../server/domain/social/chatText.ts';

type Samples = { insults: string; innocent: string };

/** Names of at most 16 characters. The innocent ones have an insult of some language in them, or look like one. */
const SAMPLES: Record<LanguageId, Samples> = {
  en: {
    insults: 'fuckface,Sh1thead,neo-nazi,Sieg Heil,white power,1488,k.y.s,N1gger,Pedo Bear',
    innocent:
      'Scunthorpe,Essex Cocktail,Dickens,Hancock,Penistone,Assassin,Cassandra,Therapist,Titan,Grapefruit,Bass Player,' +
      'Sussex,Peacock,Matsushita,Niger,Nigeria,Arsenal,Analyst,Dickinson,Hitchcock,Massachusetts,Pakistan,Snigger,Flick,' +
      'Moose,Nazir,Pedometer,Fukuda,Wankel,Cockburn,A B C,Max 455,Zoe 717',
  },
  de: {
    insults:
      'Hurensohn,H.u.r.e,DuHurensohn,4rschloch,SCHEISSE,Scheiße,Fick dich,Wichser,Judensau,Schwuchtel,Kinderschaender',
    innocent:
      'Annalena,Kanal,Schinken,Dickicht,Dickkopf,Dicke Berta,Assmann,Fagott,Titisee,Kikeriki,Marsch,Barsch,Uhren,Sexau,' +
      'Sextant,Titel,Mose,Wegener,Spastik,Hurrikan,Fickler,Ignazi,Vergaser,Klassik,Cockpit,Huron',
  },
  es: {
    insults: 'hijo de puta,HijoDePuta,put4,CABRÓN,coño,mieeerda,gilipollas,pendejos,chinga tu madre,maricón,Puto judío',
    innocent:
      'Computadora,Diputado,Disputa,Putumayo,Reputación,Imputado,Cálculo,Vehículo,Hércules,Masculino,Círculo,Analía,' +
      'Análisis,Río Negro,Cumpleaños,Fagot,Rapero,Península,Conos,Vergara,Mariquita,Maricarmen,Chingolo,Tetera,Cabrera',
  },
  ja: {
    insults: 'お前死ね,死ねよ,シネヨ,ぶっ殺すぞ,キチガイ,クソ野郎,糞ガキ,チンコ,おまんこ,ハイルヒトラー,ﾁｬﾝｺﾛ',
    innocent:
      'パチンコ,シネマ,シネコン,やくそく,タクソノミー,エクソシスト,エセックス,サセックス,ユニセックス,ロマンコメディ,' +
      'ヒューマンコード,アブラモビッチ,必死ねこ,土人形,本土人,販売女子,非人間,グレイプ,ドレイプ,シナモン,めくらない,うんこう,' +
      'ナチュラル,ちんぽん,かたわら',
  },
  ar: {
    insults: 'كس امك,كـــس أمك,كَسمك,الشرموطة,قحبة,ابن الكلب,هتلر,يا كلب,والقحبة,نيك امك',
    innocent:
      'عكس,كسر,كسول,مكسب,كسرى,ألكس,خولة,دخول,الخولي,نيكول,نيك,دومينيك,تكنيك,زبيب,زبير,الزبير,كلب البحر,منيكير,' +
      'شرم الشيخ,خراسان,الخراز,قحطان,عرصة,معرض,زنجبيل,زنجبار,عبد الله',
  },
};

const CATALOGUES: Record<LanguageId, Catalogue> = { en, de, es, ja, ar };

describe('insults', () => {
  for (const language of LANGUAGE_IDS) {
    const [insults, innocent] = [SAMPLES[language].insults.split(','), SAMPLES[language].innocent.split(',')];

    it(`N6 ${language}: insults and hate are no name, also in disguise`, () => {
      for (const name of insults) assert.deepEqual(checkName(name), { refusal: 'name/profane' }, name);
    });

    it(`N6 ${language}: innocent names pass, with an insult inside them`, () => {
      assert.ok(innocent.length >= 20);
      for (const name of innocent) assert.ok('name' in checkName(name) || [...name].length < 3, name);
      for (const name of innocent) assert.deepEqual(insultsIn(name.normalize('NFC')), [], name);
    });

    it(`CH3 ${language}: insults are masked in a message, and nothing else is`, () => {
      for (const name of insults.filter((text) => /^[\p{L}\p{M} ]+$/u.test(text) && !/\p{Ll}\p{Lu}/u.test(text))) {
        const said = chatText(`(${name}), Ada!`) ?? '';
        assert.match(said, /^\([\p{L} ]*•{2,}[\p{L} ]*\), Ada!$/u, said);
      }
      for (const name of innocent) assert.equal(chatText(`… ${name}, Ada!`), `… ${name}, Ada!`.normalize('NFC'));
    });

    it(`N6 ${language}: the screen's own texts have none`, () => {
      const texts = Object.entries(CATALOGUES[language]).flatMap(([key, entry]) =>
        (typeof entry === 'string' ? [entry] : Object.values(entry)).map((text) => ({ key, text })),
      );
      assert.ok(texts.length > 400);
      assert.deepEqual(
        texts.filter(({ text }) => insultsIn(text.normalize('NFC')).length > 0),
        [],
      );
    });
  }

  it('CH3 digits and brackets are no letters of an insult by themselves', () => {
    for (const text of ['Wait (until 7:17), if (known)', 'I have 455 points', 'a 88'])
      assert.equal(chatText(text), text);
  });

  it('N6 the names of simulated players have none', () => {
    for (const name of FIRST_NAMES) assert.deepEqual(insultsIn(name.normalize('NFC')), [], name);
  });

  it('CH3 a long message costs little, however odd it is', () => {
    const startedAt = performance.now();
    for (const part of ['@', 'a.', 'ـ', 'كـ', 'fffuuu', 's5$', '----', 'しね', 'h u r e ']) {
      for (let n = 0; n < 20; n++) insultsIn(part.repeat(400).slice(0, 400));
    }
    assert.ok(performance.now() - startedAt < 2_000);
  });
});
