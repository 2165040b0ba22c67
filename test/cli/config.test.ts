/** `token-dash config`, and a broken configuration in the way of everything else. */
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import published from '../../src/config/schema.json' with { type: 'json' };
import { REGISTRY } from '../../src/sources/registry.ts';
import { PROGRAM } from '../support/bundle.ts';
import { said } from '../support/claude-lines.ts';
import { home } from '../support/home.ts';
import { run } from '../support/program.ts';
import { start } from '../support/pty.ts';

const CONFIG = '.config/token-dash/config.yaml';
const LOG = '.claude/projects/p/s1.jsonl';

const OTHER_ROOTS = REGISTRY.slice(1)
  .map(({ key }) => `${`roots.${key}`.padEnd(16)}default            -`)
  .join('\n');

describe('token-dash config', { timeout: 60_000 }, () => {
  it('says where the file is', async () => {
    const at = home();
    expect(await run(at, ['config', 'path'])).toEqual({ code: 0, out: `~/${CONFIG}\n`, err: '' });
    const env = { XDG_CONFIG_HOME: at.at('x') };
    expect((await run(at, ['config', 'path'], { env })).out).toBe('~/x/token-dash/config.yaml\n');
    expect((await run(at, ['config', 'path', '--config', 'my.yml'])).out).toBe('~/my.yml\n');
  });

  it('writes a first one, for its user alone, and never over another', async () => {
    const at = home();
    const first = await run(at, ['config', 'init']);
    expect(first).toMatchObject({ code: 0, err: '' });
    const text = readFileSync(at.at(CONFIG), 'utf8');
    expect(text).toContain('#timezone: Europe/Berlin');
    const modes = [CONFIG, dirname(CONFIG)].map(path => statSync(at.at(path)).mode & 0o777);
    expect(modes).toEqual([0o600, 0o700]);
    at.append(CONFIG, 'theme: light\n');
    const second = await run(at, ['config', 'init']);
    expect(second).toEqual({
      ...{ code: 1, out: '', err: `token-dash config: ~/${CONFIG} already exists and was not changed\n` },
    });
    expect(readFileSync(at.at(CONFIG), 'utf8')).toBe(`${text}theme: light\n`);
  });

  it('shows what holds, and who says so', async () => {
    const at = home({ [CONFIG]: 'theme: light\ncost: auto\nprices:\n  aliases: { a: claude-opus-5 }\n' });
    const { out, code } = await run(at, ['--theme', 'mono', 'config'], {
      env: { TZ: 'Asia/Tokyo', CLAUDE_CONFIG_DIR: '/logs' },
    });
    expect(code).toBe(0);
    expect(out).toBe(`~/${CONFIG}

roots.claude    CLAUDE_CONFIG_DIR  /logs
${OTHER_ROOTS}
timezone        TZ                 Asia/Tokyo
weekStart       default            -
currency        default            -
projects        default            -
theme           --theme            mono
refreshSeconds  default            10
cost            config.yaml        auto
prices          config.yaml        {"aliases":{"a":"claude-opus-5"},"models":{}}
budgets         default            -
manualLog       default            -
plugins         default            -
ledger          TOKEN_DASH_LEDGER  off
alerts          default            -
tracking        default            -
`);
    const json = JSON.parse((await run(at, ['config', 'show', '--json'])).out);
    expect(json).toMatchObject({ isThere: true, troubles: [] });
    expect(json.settings.theme).toEqual({ value: 'light', from: 'config.yaml' });
  });

  it('shows what is wrong, too', async () => {
    const { code, out, err } = await run(home({ [CONFIG]: 'theme: pink' }), ['config']);
    expect(code).toBe(1);
    expect(out).toContain(`~/${CONFIG} (cannot be used)\n`);
    expect(err).toContain(`~/${CONFIG}:1: theme is "pink"`);
  });

  it('prints the schema', async () =>
    expect(JSON.parse((await run(home(), ['config', 'schema'])).out)).toEqual(published));

  it('knows nothing else, and says what it knows', async () => {
    const { code, err } = await run(home(), ['config', 'edit']);
    expect(code).toBe(1);
    expect(err).toContain("'edit' is invalid");
  });
});

describe('what the file says takes effect', { timeout: 60_000 }, () => {
  const LATE = said({ id: 'm1', at: '2026-06-30T23:30:00Z', model: 'in-house', input: 1_000_000, output: 0 });
  const found = async (yaml: string, args: readonly string[] = []) => {
    const at = home({ [CONFIG]: yaml, [LOG]: LATE, 'other/projects/p/s.jsonl': LATE + said({ id: 'm2' }) });
    return run(at, ['--test', ...args]);
  };

  it('its zone', async () => {
    expect((await found('timezone: Asia/Tokyo')).out).toContain('2026-07-01 to 2026-07-01 (Asia/Tokyo)');
    expect((await found('timezone: Asia/Tokyo', ['--timezone', 'UTC'])).out).toContain(
      '2026-06-30 to 2026-06-30',
    );
  });
  it('its roots', async () => {
    const { out } = await found('roots: { claude: ~/other }');
    expect(out).toContain('found    ~/other/projects\n');
    expect(out).toContain('2 responses');
  });
  it('its prices, aliases and geography', async () => {
    expect((await found('')).out).toMatch(/in-house .*unpriced/);
    expect((await found('prices: { models: { in-house: { input: 3, output: 4 } } }')).out).toContain('$3.00');
    expect((await found('prices: { aliases: { in-house: claude-opus-4-6 } }')).out).toContain('$5.00');
    expect(
      (await found('prices: { workspaceGeo: us, aliases: { in-house: claude-opus-4-6 } }')).out,
    ).toContain('$5.50');
  });
  it('its names of projects', async () => {
    const at = home({
      [CONFIG]: 'projects: { groups: { Work: [loom] } }',
      [LOG]: said({ at: '2026-07-01' }),
    });
    expect((await run(at, ['explain', 'Work'])).out).toMatch(/^project Work\n1 response,/);
  });
  it('its word on whose cost counts', async () =>
    expect(
      (await found('cost: logged\nprices: { models: { in-house: { input: 3, output: 4 } } }')).out,
    ).toMatch(/cost +unpriced/));
  it('what is wrong with a price only over the listed ones is told among the troubles', async () =>
    expect((await found('\nprices:\n  models:\n    in-house: { input: 3 }')).out).toContain(
      `~/${CONFIG}:4: prices.models.in-house is {"input":3}, not enough`,
    ));
});

describe('a broken configuration', { timeout: 60_000 }, () => {
  const at = () => home({ [CONFIG]: 'timezone: UTC\ntheme: pink\n', [LOG]: said() });
  const TOLD = `token-dash: the configuration cannot be used
  ~/${CONFIG}:2: theme is "pink", not one of auto, dark, light, high-contrast, colour-blind, mono, terminal, color-blind, colorblind, colourblind
Correct it, or do without it: --config /dev/null
`;

  it.each([['--test'], ['explain', 'today'], ['price', 'o3'], ['prices']])('stops %s', async (...args) =>
    expect(await run(at(), args)).toEqual({ code: 1, out: '', err: TOLD }),
  );

  it.each([['--version'], ['--help'], ['config', 'path'], ['completion', 'fish'], ['explain', '--help']])(
    'does not stop %s %s',
    async (...args) => expect(await run(at(), args)).toMatchObject({ code: 0, err: '' }),
  );

  it('can be done without', async () =>
    expect(await run(at(), ['--test', '--config', '/dev/null'])).toMatchObject({ code: 0 }));

  it('stops the dashboard before it takes the screen', async () => {
    const where = at();
    const pty = start(process.execPath, [PROGRAM], { columns: 120, env: { HOME: where.dir } });
    expect((await pty.exit()).code).toBe(1);
    expect(await pty.screen()).toEqual(expect.arrayContaining([expect.stringContaining('theme is "pink"')]));
    expect(pty.bytes).not.toContain('\x1b[');
  });

  it('has a good one beside it, which the dashboard obeys', async () => {
    const where = home({ [CONFIG]: 'timezone: Asia/Tokyo\n', [LOG]: said() });
    const pty = start(process.execPath, [PROGRAM], { columns: 120, rows: 40, env: { HOME: where.dir } });
    await pty.waitFor('Asia/Tokyo');
    pty.type('q');
    expect((await pty.exit()).code).toBe(0);
  });
});
