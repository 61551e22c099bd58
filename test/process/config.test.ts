import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import fc from 'fast-check';
import { bootWarning, ConfigError, OWN_PATHS, readConfig } from '../../server/config.ts';
import { CallerResolver } from '../../server/http/clientAddress.ts';
import { basic } from '../support/admin.ts';
import { eventually } from '../support/eventually.ts';
import { checked } from '../support/property.ts';
import { ServerProcess } from '../support/serverProcess.ts';

const BAD: Record<string, string> = {
  PORT: '70000',
  DATABASE_URL: 'mysql://x',
  REDIS_URL: 'localhost',
  PUBLIC_ADDRESS: 'http://host',
  JWT_SECRET: 'short',
  ADMIN_PASSWORD: 'short',
  WEB_PUSH: 'no',
  VAPID_PRIVATE_KEY: 'short',
  PUSH_CONTACT: 'you@example.com',
  METRICS_TOKEN: 'short',
  ALLOWED_ORIGINS: 'play.example.com',
  TRUSTED_PROXIES: 'proxy.local',
  SHARD_CAPACITY: '0',
  HEARTBEAT_MS: '15s',
  IDLE_AFTER_MS: '-1',
  KICK_AFTER_MS: '1e3',
  RECONNECT_WINDOW_MS: '600001',
  LEAVE_DAMPING_MS: 'x',
  LEASE_MS: '1',
  ACCEPT_MS: '1',
  DRAIN_MS: '3600001',
  YOUNG_CHAT_MS: '3600001',
  LIMITS: 'no',
  LOG_LEVEL: 'loud',
  NODE_ENV: 'staging',
};

describe('configuration', () => {
  it('E1 every bad value gives one line that names the variable and the accepted values', () => {
    for (const [name, value] of Object.entries(BAD)) {
      assert.throws(
        () => readConfig({ [name]: value }),
        (error) =>
          error instanceof ConfigError && new RegExp(`^${name} is not valid: it takes .{8,}\\.$`).test(error.message),
        name,
      );
    }
  });

  it('E1 a value that only resembles an address is refused', () => {
    const bad = {
      TRUSTED_PROXIES: [
        '999.1.1.1',
        '10.0.0.0/33',
        '::1/129',
        '10.0.0.0/8/8',
        'fe80',
        'fe80::1%eth0',
        '10.0.0.1/',
        '/8',
      ],
      REDIS_URL: ['redis://:::'],
      DATABASE_URL: ['postgres://host:99999/foyer', 'postgres://[::1/foyer'],
      PUBLIC_ADDRESS: ['host:99999'],
    };
    for (const [name, values] of Object.entries(bad))
      for (const value of values) assert.throws(() => readConfig({ [name]: value }), ConfigError, value);
    assert.deepEqual(readConfig({ TRUSTED_PROXIES: '10.0.0.0/8, ::1, fe80::/10' }).TRUSTED_PROXIES.length, 3);
  });

  it('E8 PUBLIC_ADDRESS takes IPv6 in brackets and a path, with or without a last slash', () => {
    for (const [text, read] of [
      ['play.example.com', 'play.example.com'],
      ['play.example.com/', 'play.example.com'],
      ['play.example.com:8443/p1', 'play.example.com:8443/p1'],
      ['play.example.com/p1/', 'play.example.com/p1'],
      ['play.example.com/a/p1//', 'play.example.com/a/p1'],
      ['[::1]:2567', '[::1]:2567'],
      ['[2001:db8::1]/p1/', '[2001:db8::1]/p1'],
    ])
      assert.equal(readConfig({ PUBLIC_ADDRESS: text }).PUBLIC_ADDRESS, read, text);
    for (const text of ['::1', '::1:2567', '[::1', '[x]', '[::1]x', 'host:1:2', 'ws://host', 'host/a?b', 'host/a b'])
      assert.throws(() => readConfig({ PUBLIC_ADDRESS: text }), ConfigError, text);
  });

  it('E8 a path that begins like one of Foyer’s own stops the boot: a proxy may have taken it away already', () => {
    for (const own of OWN_PATHS)
      for (const text of [`host/${own}`, `host/${own}/`, `host/${own}/p1`])
        assert.throws(
          () => readConfig({ PUBLIC_ADDRESS: text }),
          /^ConfigError: PUBLIC_ADDRESS .*does not begin with api/,
        );
    for (const text of ['host/apis', 'host/p1/api', 'api'])
      assert.equal(readConfig({ PUBLIC_ADDRESS: text }).PUBLIC_ADDRESS, text);
  });

  it('E7 an entry that can never match stops the boot, also beside good ones', () => {
    const read = (text: string) => readConfig({ ALLOWED_ORIGINS: text }).ALLOWED_ORIGINS;
    const good = ['https://play.example.com', 'https://*.example.com', 'capacitor://localhost', 'app://-'];
    assert.deepEqual(read(good.join(', ')), good);
    for (const bad of ['https://a.test/', 'https://A.test', 'https://a.test:443', '*', 'null', '', 'wss://a.test'])
      assert.throws(() => read([...good, bad].join(',')), ConfigError, bad);
  });

  it('E9 by default the server listens on IPv4 and IPv6', async () => {
    const server = new ServerProcess({ DATABASE_URL: 'sqlite::memory:', HOST: '', NODE_ENV: 'test' });
    try {
      const url = await server.url();
      const interfaces = Object.values(networkInterfaces()).flat();
      const hasIpv6 = interfaces.some((one) => one?.address === '::1');
      for (const host of ['127.0.0.1', ...(hasIpv6 ? ['[::1]'] : [])])
        assert.equal((await fetch(`${url.replace('127.0.0.1', host)}/healthz`)).status, 200, host);
    } finally {
      await server.end('SIGKILL');
    }
  });

  it('E9 by default the server listens on 0.0.0.0 where IPv6 is off', async () => {
    const flags = ['--import', new URL('../support/withoutIpv6.ts', import.meta.url).href];
    const server = new ServerProcess({ DATABASE_URL: 'sqlite::memory:', HOST: '', NODE_ENV: 'test' }, flags);
    try {
      assert.equal((await fetch(`${await server.url()}/healthz`)).status, 200);
    } finally {
      await server.end('SIGKILL');
    }
  });

  it('E1 proxies that are accepted can be compared with an address', () => {
    const parts = fc.constantFrom(
      '10.0.0.1',
      '0.0.0.0',
      '::1',
      '::',
      'fe80::1%eth0',
      '::ffff:10.0.0.1',
      '/8',
      '/0',
      '/129',
      ',',
      ' ',
    );
    checked(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 6 }), (texts) => {
        try {
          const { TRUSTED_PROXIES } = readConfig({ TRUSTED_PROXIES: texts.join('') });
          assert.doesNotThrow(() => new CallerResolver(TRUSTED_PROXIES), texts.join(''));
        } catch (error) {
          assert.ok(error instanceof ConfigError, String(error));
        }
      }),
      2_000,
    );
  });

  it('E1 the boot stops with that line and exit code 1', async () => {
    const server = new ServerProcess({ HEARTBEAT_MS: 'often' });
    assert.equal(await server.exited(), 1);
    assert.equal(server.output.trim(), 'HEARTBEAT_MS is not valid: it takes milliseconds, 100 to a day.');
  });

  it('E2 the defaults are those of the contract, and an empty value counts as unset', () => {
    const config = readConfig({ PORT: '', KICK_AFTER_MS: '0' });
    assert.deepEqual(config, {
      PORT: 2567,
      HOST: '::',
      DATABASE_URL: 'sqlite:./data/foyer.db',
      REDIS_URL: undefined,
      PUBLIC_ADDRESS: undefined,
      JWT_SECRET: undefined,
      ADMIN_PASSWORD: undefined,
      WEB_PUSH: 'on',
      VAPID_PRIVATE_KEY: undefined,
      PUSH_CONTACT: undefined,
      METRICS_TOKEN: undefined,
      ALLOWED_ORIGINS: [],
      TRUSTED_PROXIES: [],
      SHARD_CAPACITY: 1000,
      HEARTBEAT_MS: 15000,
      IDLE_AFTER_MS: 180000,
      KICK_AFTER_MS: 0,
      RECONNECT_WINDOW_MS: 60000,
      LEAVE_DAMPING_MS: 5000,
      LEASE_MS: 10000,
      ACCEPT_MS: 20000,
      DRAIN_MS: 180000,
      YOUNG_CHAT_MS: 0,
      LIMITS: 'on',
      LOG_LEVEL: 'info',
      NODE_ENV: 'development',
    });
  });

  it('E5 the made password is printed at the start, and opens the operators’ pages', async () => {
    const server = new ServerProcess({ DATABASE_URL: 'sqlite::memory:', ADMIN_PASSWORD: '' });
    try {
      const url = await server.url();
      const password = await eventually(
        () => /^Operators: \S+\/monitor {2}user admin, password (\S+) /m.exec(server.output)?.[1] ?? assert.fail(),
      );
      const status = async (headers: Record<string, string>) => (await fetch(`${url}/metrics`, { headers })).status;
      assert.deepEqual([await status({}), await status({ Authorization: basic('admin', password) })], [401, 200]);
    } finally {
      await server.end('SIGKILL');
    }
  });

  it('E6 a start that listens on all addresses without NODE_ENV is warned of', () => {
    const warned = (env: NodeJS.ProcessEnv) => bootWarning(readConfig(env), env);
    for (const HOST of ['', '0.0.0.0', '::', '0:0:0:0:0:0:0:0'])
      assert.match(
        warned({ HOST }) ?? '',
        /^Warning: HOST \S+ listens on all addresses, and NODE_ENV is not set/,
        HOST,
      );
    for (const HOST of ['127.0.0.1', '::1', 'localhost', '10.0.0.1']) assert.equal(warned({ HOST }), undefined, HOST);
    for (const NODE_ENV of ['development', 'production', 'test']) assert.equal(warned({ NODE_ENV }), undefined);
  });

  it('E3 a cluster in production needs an explicit secret', () => {
    const env = { NODE_ENV: 'production', REDIS_URL: 'redis://127.0.0.1', DATABASE_URL: 'postgres://127.0.0.1/foyer' };
    assert.throws(() => readConfig(env), /^ConfigError: JWT_SECRET is required/);
    assert.equal(readConfig({ ...env, JWT_SECRET: 'x'.repeat(32) }).JWT_SECRET, 'x'.repeat(32));
  });

  it('E4 a cluster needs a shared database', () => {
    const env = { REDIS_URL: 'redis://127.0.0.1' };
    for (const DATABASE_URL of ['', 'sqlite:./data/foyer.db', 'sqlite::memory:']) {
      assert.throws(() => readConfig({ ...env, DATABASE_URL }), /^ConfigError: DATABASE_URL must be postgres:/);
    }
    for (const DATABASE_URL of ['postgres://db/foyer', 'postgresql://db/foyer']) {
      assert.equal(readConfig({ ...env, DATABASE_URL }).REDIS_URL, 'redis://127.0.0.1');
    }
  });
});
