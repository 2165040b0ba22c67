/** What holds: flags beat the environment, the environment beats the file, and everything else is as it always was. */
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { brokenText } from '../../src/app/config-file.ts';
import { demoHome } from '../../src/app/demo-home.ts';
import { isOn, readSettings } from '../../src/app/settings.ts';
import type { CommonOptions } from '../../src/cli/arguments.ts';
import type { Settings } from '../../src/core/settings.ts';
import type { Env, Paths } from '../../src/os/paths.ts';
import { type Home, home } from '../support/home.ts';

const CONFIG = 'config/config.yaml';

function pathsIn(at: Home): Paths {
  return { home: '/home/ada', cacheDir: at.cacheDir, configDir: at.at('config'), dataDir: '/data' };
}

function read(yaml: string | undefined, options: Partial<CommonOptions> = {}, env: Env = {}) {
  const at = home(yaml === undefined ? {} : { [CONFIG]: yaml });
  return readSettings({ cache: true, ...options }, env, pathsIn(at));
}

const FILE = `
roots: { claude: [~/a, /b], goose: ~/goose }
timezone: Asia/Kathmandu
theme: light
cost: auto
refreshSeconds: 30
`;
const ENV = { CLAUDE_CONFIG_DIR: '/env', GOOSE_PATH_ROOT: '/env/goose', TZ: 'UTC' };
const FLAGS = {
  ...{
    roots: { claude: '/flag', goose: '/flag/goose' },
    timezone: 'Europe/Paris',
    theme: 'mono',
    cost: 'logged',
  },
};

it('a source that the file turns off is read only where a flag names its directory', async () => {
  const off = 'roots: { goose: off }';
  const isRead = async (...asked: Parameters<typeof read>) =>
    isOn((await read(...asked)).settings, { key: 'goose' });
  expect(await isRead(off)).toBe(false);
  expect(await isRead(off, {}, ENV)).toBe(false);
  expect(await isRead(off, FLAGS, ENV)).toBe(true);
  expect(await isRead(undefined)).toBe(true);
});

describe('who is heard', () => {
  const cases: readonly (readonly [
    name: keyof Settings,
    flag: string | undefined,
    env: string | undefined,
    file: unknown,
    usual: unknown,
  ])[] = [
    ['roots.claude', '/flag', '/env', '/home/ada/a,/b', undefined],
    ['roots.goose', '/flag/goose', '/env/goose', '/home/ada/goose', undefined],
    ['timezone', 'Europe/Paris', 'UTC', 'Asia/Kathmandu', 'UTC'],
    ['theme', 'mono', undefined, 'light', undefined],
    ['cost', 'logged', undefined, 'auto', 'list'],
    ['refreshSeconds', undefined, undefined, 30, 10],
  ];
  it.each(cases)('about %s', async (name, flag, env, file, usual) => {
    const said = async (...asked: Parameters<typeof read>) => (await read(...asked)).settings[name]?.value;
    if (flag !== undefined) expect(await said(FILE, FLAGS, ENV)).toBe(flag);
    if (env !== undefined) expect(await said(FILE, {}, ENV)).toBe(env);
    expect(await said(FILE)).toBe(file);
    expect(await said(undefined)).toBe(usual);
  });

  it('is named with what he says', async () => {
    const { settings } = await read('theme: light\ncost: auto', { theme: 'dark' }, { TZ: 'UTC' });
    const { theme, cost, timezone, weekStart } = settings;
    expect([theme, cost, timezone, weekStart].map(said => said.from)).toEqual([
      ...['--theme', 'config.yaml', 'TZ', 'default'],
    ]);
  });
});

describe('the file', () => {
  it('may be another', async () => {
    const at = home({ 'my.yml': 'theme: light' });
    const { settings, file } = await readSettings({ cache: true, config: at.at('my.yml') }, {}, pathsIn(at));
    expect([settings.theme, file.path]).toEqual([{ value: 'light', from: 'my.yml' }, at.at('my.yml')]);
  });

  it('of a demo is its own, unless another is named', async () => {
    const at = home({ [CONFIG]: 'theme: light' });
    const demo = demoHome({ ...ENV, CLAUDE_CONFIG_DIR: at.at('.claude') }, 0);
    const options = { cache: true, demo: true };
    const unnamed = await readSettings(options, demo.env, demo.paths);
    expect(unnamed.file).toMatchObject({ isThere: true, troubles: [] });
    expect(unnamed.settings).toMatchObject({
      theme: { value: undefined },
      'roots.claude': { value: `${demo.paths.home}/.claude,${demo.paths.home}/.claude-home` },
    });
    const named = await readSettings({ ...options, config: at.at(CONFIG) }, demo.env, demo.paths);
    expect(named.settings.theme.value).toBe('light');
  });

  it('gives its prices to whoever prices', async () => {
    const { settings, pricesIn } = await read('\nprices:\n  models:\n    x: { input: 1 }\n');
    expect(settings.prices.value).toMatchObject({ models: { x: { usd: { input: 1 } } } });
    expect(pricesIn.lineOf!('prices.models.x')).toBe(4);
  });
});

describe('what was read of the file is kept', () => {
  const themeIn = async (at: Home, options: Partial<CommonOptions> = {}) =>
    (await readSettings({ cache: true, ...options }, {}, pathsIn(at))).settings.theme.value;
  const kept = (at: Home) => (existsSync(at.cacheDir) ? readdirSync(at.cacheDir) : []);

  it('until it changes', async () => {
    const at = home({ [CONFIG]: 'theme: light' });
    expect(await themeIn(at)).toBe('light');
    expect(kept(at)).toEqual([expect.stringMatching(/^config-[0-9a-f]{16}\.json$/)]);
    // Nobody looks into it as long as all that can be seen of it from outside is the same.
    const { mtimeMs } = statSync(at.at(CONFIG));
    writeFileSync(at.at(CONFIG), 'theme: l1ght');
    at.touch(CONFIG, mtimeMs);
    expect(await themeIn(at)).toBe('light');
    at.touch(CONFIG);
    expect(await themeIn(at)).toBeUndefined();
    at.write(CONFIG, 'theme: mono');
    expect(await themeIn(at)).toBe('mono');
  });

  it('with the lines of its prices', async () => {
    const at = home({ [CONFIG]: 'theme: light\nprices:\n  models:\n    x: { input: 1 }\n' });
    for (const _ of ['read', 'kept']) {
      const { settings, pricesIn } = await readSettings({ cache: true }, {}, pathsIn(at));
      expect(settings.prices.value).toMatchObject({ models: { x: { usd: { input: 1 } } } });
      expect(pricesIn.lineOf!('prices.models.x.input')).toBe(4);
    }
  });

  it('but not where it is broken, has just changed, or nothing is to be kept', async () => {
    const at = home({ [CONFIG]: 'theme: pink' });
    await themeIn(at);
    at.write(CONFIG, 'theme: light', Date.now());
    expect(await themeIn(at)).toBe('light');
    at.touch(CONFIG);
    expect(await themeIn(at, { cache: false })).toBe('light');
    expect(kept(at)).toEqual([]);
  });
});

describe('a file that cannot be used', () => {
  async function check(yaml: string, ...told: readonly string[]) {
    const { settings, file } = await read(yaml);
    expect(settings.theme).toEqual({ value: undefined, from: 'default' });
    const dir = file.path.slice(0, -CONFIG.length);
    expect(brokenText(file).replaceAll(dir, '')).toBe(
      [
        'token-dash: the configuration cannot be used',
        ...told.map(each => `  ${CONFIG}${each}`),
        'Correct it, or do without it: --config /dev/null',
        '',
      ].join('\n'),
    );
  }
  it('is told with line and field', () =>
    check(
      'theme: light\ncost: 5\nprices:\n  models: 1',
      ':2: cost is 5, not one of list, logged, auto',
      ':4: prices.models is 1, not names with values (name: value)',
    ));
  it('because it is no YAML', () =>
    check('theme: light\n}', ':2: not YAML: Unexpected flow-map-end token in YAML stream: "}"'));

  it('because it was named and is not there', async () => {
    const { file } = await read(undefined, { config: '/nowhere/x.yaml' });
    expect(file.troubles).toEqual([{ path: '/nowhere/x.yaml', why: 'there is no such file' }]);
  });

  it('because it is a directory', async () => {
    const at = home();
    mkdirSync(at.at(CONFIG), { recursive: true });
    const { file } = await readSettings({ cache: true }, {}, pathsIn(at));
    expect(file.troubles[0]!.why).toBe('is a directory');
  });

  it.skipIf(process.getuid?.() === 0)('because it is closed', async () => {
    const at = home({ [CONFIG]: 'theme: light' });
    chmodSync(at.at(CONFIG), 0);
    const { file } = await readSettings({ cache: true }, {}, pathsIn(at));
    expect(file.troubles[0]!.why).toBe('no permission to read it');
  });
});
