import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FIRST_NAMES, Names } from '../../bots/names.ts';
import { seeded } from '../../bots/random.ts';
import { ar } from '../../client/i18n/ar.ts';
import { de } from '../../client/i18n/de.ts';
import { en } from '../../client/i18n/en.ts';
import { es } from '../../client/i18n/es.ts';
import { ja } from '../../client/i18n/ja.ts';
import { LANGUAGE_IDS } from '../../client/i18n/languages.ts';
import type { Catalogue } from '../../client/i18n/text.ts';
import { checkName } from '../../server/domain/names/names.ts';
import { BOT_NAMES } from '../../server/domain/names/reservedWords.ts';
import { NAME_MAX_GRAPHEMES, NAME_MIN_GRAPHEMES } from '../../shared/limits.ts';

import { checked } from '../support/property.ts';

const outcome = (raw: string): string => {
  const result = checkName(raw);
  return 'refusal' in result ? result.refusal : result.name;
};

const CATALOGUES: Record<string, Catalogue> = { en, de, es, ja, ar };

/** Entries that stand where a player's name would: by what their keys end in, and some more. */
const STANDS_FOR_A_NAME =
  /(?:^|\.)(?:you|somebody|someone|anybody|nobody|everybody|everyone|hidden|unseen|bot|guest|spectator|watcher|stranger|anonymous|deleted)$/;
const OTHERS = ['you.title', 'records.bots', 'cycles.autopilot', 'match.empty', 'chat.shard', 'chat.party', 'app.name'];
/** Sentences, counts, and names of things. */
const NO_NAME = ['cycles.nobody', 'matches.hidden', 'theme.system', 'mode.bots'];

const standIns = (Object.keys(en) as (keyof typeof en)[]).filter(
  (key) => (STANDS_FOR_A_NAME.test(key) || OTHERS.includes(key)) && !NO_NAME.includes(key),
);

describe('reserved names', () => {
  it('N7 titles of the staff are refused in every language, also in disguise', () => {
    const reserved = (
      '4dmin,@dmin,Adm1n,ᴀdmin,adrnin,M0d3r4tor,xXadminXx,adminbob,bobadmin,[MOD] Bob,Bob (Dev),|GM| Zoe,*Owner* Max,' +
      '【運営】さくら,Administratorin,Betreiber Max,El Moderador,Soporte,管理人さん,公式アカウント,運営チーム,スタッフA,المشرف,' +
      'أدمـــن,الإدارة,Die Moderation,GM Ada,Ada GM,Game Master,aclmin,Aclmin Bob,Модератор,Администратор 2,Админ Иван,' +
      'Modératrice,客服小明,관리자'
    ).split(',');
    for (const raw of reserved) assert.equal(outcome(raw), 'name/reserved', raw);
  });

  it('N13 signs that show a letter count as the letter', () => {
    for (const raw of ['🅐dmin', '🅰dmin', '🅐🅓🅜🅘🅝 1', '🅼🅾🅳☺', 'Fo🆈er', 'adm|n', 'adm¡n', 'ꓮꓓꓟꓲꓠ', 'Support Team'])
      assert.equal(outcome(raw), 'name/reserved', raw);
    for (const raw of ['🅕🅤🅒🅚 1', '🅵uck you', 'ⓕuck you']) assert.equal(outcome(raw), 'name/profane', raw);
    for (const raw of ['🇦dmin', '🇦🇩🇲🇮🇳', '🇫 🇴 🇴 bar']) assert.equal(outcome(raw), 'name/badCharacter', raw);
    for (const raw of ['Ada 🇦🇩🇲🇨', 'Max 🅰', '|Bob|', 'Dream Team']) assert.equal(outcome(raw), raw);
  });

  it('N7 names that hold a title by chance pass', () => {
    const innocent = (
      'Badminton,Staffan,Modern Max,Modesto,Server Sam,Player 1,Dev Patel,Team Rocket,Operetta,Moderna,Rootless,' +
      'Officer Kim,Bobby Teams,Clover,Eclair Minou,Макс,Gmork,Игорь,' +
      '管理栄養士,公園の猫,運命の人,مشرف علي,رسمي,Salazar,Todor,Duncan,Gastón,Botond,Youri'
    ).split(',');
    for (const name of innocent) assert.equal(outcome(name), name);
  });

  it('N7 a mark of verification is no part of a name', () => {
    for (const raw of ['Verified ✓', 'Ada ✔', 'Ada ✅', '☑️ Ada', 'Ada 🗸', 'Verified Ada', '認証済みAda', 'موثق علي'])
      assert.equal(outcome(raw), 'name/reserved', raw);
  });

  it('N11 a link is no name, however its dot is written', () => {
    const links = (
      'evil.com,www.evil,https://x.yz,discord.gg/abc,bit.ly/abc,t.me/xyz,evil (dot) com,evil dot com,evil。com,ｅｖｉｌ．com,' +
      'evil.de,a@evil.org,10.0.0.1,evil . net'
    ).split(',');
    for (const raw of links) assert.equal(outcome(raw), 'name/link', raw);
    for (const name of 'A.B.C,J.R.R.,Mr.T,Dr.No,St.Max,Sr. Gómez,v1.2,Ph.D,M.I.A,Mlle. De Gaulle'.split(',')) {
      assert.equal(outcome(name), name);
    }
  });

  it('N12 what the screen calls somebody is nobody’s name, in every language', () => {
    assert.ok(standIns.length >= 15, standIns.join());
    for (const language of LANGUAGE_IDS) {
      for (const key of standIns) {
        const entry = CATALOGUES[language]?.[key] ?? en[key];
        for (const text of typeof entry === 'string' ? [entry] : Object.values(entry as object)) {
          if (text.includes('{')) continue;
          const length = [...text].length;
          // With a number behind it too: it makes a short one long enough.
          const names = length < NAME_MIN_GRAPHEMES ? [`${text} 12`] : [text, text.toUpperCase(), `${text} 2`];
          for (const name of length > NAME_MAX_GRAPHEMES ? [] : names)
            assert.notEqual(outcome(name), name.normalize('NFKC'), `${language} ${key}: ${name}`);
        }
      }
    }
  });

  it('N12 a text that is reserved in English is reserved in every language', () => {
    for (const [key, entry] of Object.entries(en)) {
      if (typeof entry !== 'string' || NO_NAME.includes(key) || outcome(entry) !== 'name/reserved') continue;
      for (const language of LANGUAGE_IDS) {
        const text = CATALOGUES[language]?.[key as keyof typeof en];
        const name = typeof text === 'string' && [...text].length < NAME_MIN_GRAPHEMES ? `${text} 2` : text;
        if (typeof name === 'string') assert.notEqual(outcome(name), name, `${language} ${key}`);
      }
    }
  });

  it('N12 the bots of every mode have reserved names', () => {
    for (const name of BOT_NAMES) {
      for (const raw of [name, name.toUpperCase(), name.replace('o', '0'), `${name} 2`])
        assert.equal(outcome(raw), 'name/reserved', raw);
    }
  });

  it('N10 the names of simulated players pass', () => {
    for (const name of FIRST_NAMES) assert.equal(outcome(name), name.normalize('NFKC'));
    checked(
      fc.property(fc.integer({ min: 1 }), (seed) => {
        const names = new Names(seeded(seed));
        for (let n = 0; n < 40; n++) {
          const name = names.next();
          assert.equal(outcome(name), name.normalize('NFKC'));
        }
      }),
      50,
    );
  });
});
