import assert from 'node:assert/strict';
import { canMatchOrigin, isListedOrigin } from '../../server/domain/admission/origins.ts';

/** Entry, origins that it names, origins that it does not name. */
const ENTRIES: [entry: string, named: string[], others: string[]][] = [
  [
    'https://play.example.com',
    ['https://play.example.com'],
    ['http://play.example.com', 'https://play.example.com:8443', 'https://a.play.example.com', 'null', ''],
  ],
  ['http://localhost:5173', ['http://localhost:5173'], ['http://localhost', 'https://localhost:5173']],
  ['http://[::1]:2567', ['http://[::1]:2567'], ['http://[::2]:2567']],
  [
    'https://*.example.com',
    ['https://a.example.com', 'https://pr-12.preview.example.com'],
    [
      'https://example.com',
      'https://.example.com',
      'https://evilexample.com',
      'https://example.com.evil.test',
      'http://a.example.com',
      'https://a.example.com:8443',
      'https://evil.test/.example.com',
      'https://a@b.example.com',
    ],
  ],
  ['https://*.example.com:8443', ['https://a.example.com:8443'], ['https://a.example.com']],
  ['http://*.localhost:2567', ['http://a.localhost:2567'], ['http://localhost:2567']],
  ['capacitor://localhost', ['capacitor://localhost'], ['http://localhost', 'tauri://localhost']],
  ['ionic://localhost', ['ionic://localhost'], ['capacitor://localhost']],
  ['tauri://localhost', ['tauri://localhost'], ['https://tauri.localhost']],
  ['app://-', ['app://-'], ['app://bundle']],
  ['app://bundle', ['app://bundle'], ['app://-']],
  ['chrome-extension://abcdefghijklmnop', ['chrome-extension://abcdefghijklmnop'], ['chrome-extension://other']],
];

/** No browser sends them as an origin. */
const NEVER = [
  ...['', '*', 'null', 'play.example.com', '*.example.com', 'localhost:5173', '//play.example.com'],
  ...['https://play.example.com/', 'https://play.example.com/lobby', 'https://play.example.com?a', 'https://a@b.test'],
  ...['https://Play.example.com', 'HTTPS://play.example.com', 'https://play.example.com:443', 'http://a.test:80'],
  ...['https://*', 'https://*.com', 'https://a.*.example.com', 'https://*example.com', 'https://*.10.0.0.1'],
  ...[
    'https://*.example.com/',
    'https://*.*.example.com',
    'https://bücher.example',
    'https://a b.test',
    'https://[::1',
  ],
  ...['ws://play.example.com', 'wss://play.example.com', 'file://', 'file://localhost', 'data://a', 'blob://a'],
  ...[
    'app://',
    'app://*',
    'app://*.bundle',
    'app://bundle/',
    'App://bundle',
    'app:bundle',
    'https:///',
    'https://a.test:99999',
  ],
];

describe('the origins of pages', () => {
  for (const [entry, named, others] of ENTRIES) {
    it(`E7 ${entry} names its pages and no others`, () => {
      assert.ok(canMatchOrigin(entry));
      for (const origin of named) assert.ok(isListedOrigin(origin, ['https://other.test', entry]), origin);
      for (const origin of others) assert.ok(!isListedOrigin(origin, [entry]), origin);
    });
  }

  it('E7 an entry that no browser would send is none', () => {
    for (const entry of NEVER) assert.ok(!canMatchOrigin(entry), entry);
  });
});
