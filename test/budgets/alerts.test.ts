/** Budgets and alerts as the built program keeps them: exit codes, outputs, cool-down, acknowledging, the recipes. */
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { delimiter } from 'node:path';
import { describe, expect, it } from 'vitest';
import { said } from '../support/claude-lines.ts';
import { type Files, type Home, home } from '../support/home.ts';
import { run } from '../support/program.ts';
import { FIRST, SECOND } from './tracking-file.ts';

const CONFIG = '.config/token-dash/config.yaml';
/** A response of today: 100,000 in and 20,000 out of Opus 4.5 cost $1.00. */
const today = (model = 'claude-opus-4-5') =>
  said({ id: `m-${model}`, model, input: 100_000, output: 20_000, at: new Date().toISOString() });
const logs = (...models: readonly string[]): Files => ({
  '.claude/projects/-home-ada-loom/s1.jsonl': (models.length === 0 ? [undefined] : models)
    .map(model => today(model))
    .join(''),
});

describe('budget check', () => {
  it.each([
    ['budgets:\n  - { name: All, per: day, usd: 2 }\n', logs(), 0, 'All, '],
    ['budgets:\n  - { name: All, per: day, usd: 1.1 }\n', logs(), 3, '(90.9%), warning'],
    ['budgets:\n  - { name: All, per: day, usd: 0.99 }\n', logs(), 4, 'over'],
    [
      'budgets:\n  - { name: All, per: day, usd: 5 }\n',
      logs('claude-opus-4-5', 'acme-9'),
      5,
      'unknown: 120K tokens have no price',
    ],
    [
      'budgets:\n  - { name: A, per: day, usd: 5 }\n  - { name: B, per: day, usd: 0.5, project: loom }\n',
      logs('claude-opus-4-5', 'acme-9'),
      4,
      'B, ',
    ],
    ['budgets:\n  - { name: Other, per: day, usd: 0.5, project: shuttle }\n', logs(), 0, '$0.00 of $0.50'],
    ['budgets:\n  - { name: Agents, per: day, usd: 0.5, agent: Explore }\n', logs(), 0, '$0.00 of $0.50'],
    [
      'budgets:\n  - { name: Tokens, per: month, tokens: 100000, model: opus }\n',
      logs('claude-opus-4-5', 'acme-9'),
      4,
      '120,000 tokens of 100,000 tokens',
    ],
    [
      'budgets:\n  - { name: Ended, from: 2020-01-01, to: 2020-01-31, usd: 1 }\n',
      logs(),
      0,
      'within (not running today)',
    ],
  ])('%s', async (config, files, code, text) => {
    const said = await run(home({ [CONFIG]: config, ...files }), ['budget', 'check']);
    expect(said.code).toBe(code);
    expect(said.out).toContain(text);
  });

  it('names budgets that contradict each other, and says so where there are none', async () => {
    const both =
      'budgets:\n  - { name: All, per: day, usd: 2 }\n  - { name: Loom, per: day, usd: 3, project: loom }\n';
    expect((await run(home({ [CONFIG]: both, ...logs() }), ['budget', 'check'])).err).toContain(
      'Loom allows $3, more than All',
    );
    expect(await run(home(logs()), ['budget', 'check'])).toMatchObject({ code: 0, out: '' });
  });

  it('keeps budgets of phases by what COST-TRACKING files declare', async () => {
    const at = home({
      [CONFIG]:
        'budgets:\n  - { name: Phase 0, usd: 450, phase: phase-0 }\n  - { name: Phase 1, usd: 1, phase: phase-1 }\n',
      'r/COST-TRACKING-1.yaml': FIRST,
      'r/COST-TRACKING-2.yaml': SECOND,
    });
    const { code, out } = await run(at, ['budget', 'check', at.at('r')]);
    expect(out).toContain('Phase 0, in all: $423.79 of $450 (94.2%), warning');
    expect(out).toContain('Phase 1, in all: $0.00 of $1 (0.0%), within');
    expect(code).toBe(3);
  });
});

const OUTPUTS =
  'alerts:\n  off: [retention]\n  limits: { daily-limit: 0.5 }\n  outputs: { command: "cat >> $HOME/sent.jsonl", file: ~/alerts.jsonl }\n';

async function sentTo(at: Home) {
  try {
    return readFileSync(at.at('sent.jsonl'), 'utf8').trim().split('\n').length;
  } catch {
    return 0;
  }
}

describe('alerts', () => {
  it('are sent to a command once, listed for as long as they last, and quiet when acknowledged', async () => {
    const at = home({ [CONFIG]: OUTPUTS, ...logs() });
    const first = await run(at, ['alerts', '--check']);
    expect(first.code).toBe(4);
    expect(first.out).toMatch(
      /^[0-9a-f]{6} {2}red {5}ALERT: Daily cost exceeds \$0\.50 \(\d{4}-\d\d-\d\d: \$1\.00\) {2}\[since just now\]/,
    );
    expect(await sentTo(at)).toBe(1);
    expect((await run(at, ['alerts'])).out).toContain('Daily cost exceeds');
    expect(await sentTo(at)).toBe(1);
    const lines = readFileSync(at.at('alerts.jsonl'), 'utf8').trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({ rule: 'daily-limit', level: 'red' });
    const id = first.out.slice(0, 6);
    expect((await run(at, ['alerts', 'ack', id])).out).toContain(id);
    const after = await run(at, ['alerts', '--check']);
    expect(after).toMatchObject({ code: 0 });
    expect(after.out).toContain('acknowledged');
    for (const file of ['alerts.jsonl', '.local/share/token-dash/alerts.json']) {
      expect(statSync(at.at(file)).mode & 0o777, file).toBe(0o600);
    }
  });

  it('of tracked work are those of the guide, and a threshold of the configuration changes them', async () => {
    const files = { 'r/COST-TRACKING-1.yaml': FIRST, 'r/COST-TRACKING-2.yaml': SECOND };
    const at = home(files);
    const texts = (out: string) =>
      out
        .split('\n')
        .filter(line => /^[0-9a-f]{6} /.test(line))
        .map(line => line.slice(16).replace(/ {2}\[.*/, ''));
    expect(texts((await run(at, ['alerts', at.at('r')])).out)).toEqual([
      'ALERT: Daily cost exceeds $100 (2025-11-01: $234.56 of tracked work)',
      'ALERT: Daily cost exceeds $100 (2025-11-02: $189.23 of tracked work)',
      'OPTIMIZE: Waste exceeds 15% (session-002: 20%)',
    ]);
    at.write(CONFIG, 'alerts: { limits: { daily-limit: 200, waste-percentage: 5 } }\n');
    expect(texts((await run(at, ['alerts', at.at('r')])).out)).toEqual([
      'ALERT: Daily cost exceeds $200 (2025-11-01: $234.56 of tracked work)',
      'OPTIMIZE: Waste exceeds 5% (session-001: 10%)',
      'OPTIMIZE: Waste exceeds 5% (session-002: 20%)',
    ]);
    at.write(CONFIG, 'alerts: { off: [daily-limit, waste-percentage] }\n');
    expect((await run(at, ['alerts', at.at('r')])).out).toBe('no alerts\n');
    expect((await run(at, ['alerts', at.at('r'), '--all'])).out).toContain('resolved');
  });

  it('a test goes to every output; one that fails is named, and its alert stays to be sent', async () => {
    const at = home({
      [CONFIG]: 'alerts:\n  limits: { daily-limit: 0.5 }\n  outputs: { command: exit 3 }\n',
      ...logs(),
    });
    expect(await run(at, ['alerts', 'test'])).toMatchObject({
      code: 1,
      out: 'command: the command ended with 3\n',
    });
    expect((await run(at, ['alerts'])).err).toContain('command: the command ended with 3');
    at.write(CONFIG, OUTPUTS);
    await run(at, ['alerts', '--no-send']);
    expect(await sentTo(at)).toBe(0);
    await run(at, ['alerts']);
    expect(await sentTo(at)).toBe(1);
    expect(await run(home(), ['alerts', 'test'])).toMatchObject({ code: 1 });
  });

  it('of made-up logs are kept nowhere and sent nowhere', async () => {
    const at = home({ [CONFIG]: OUTPUTS });
    expect((await run(at, ['--demo', 'alerts'])).code).toBe(0);
    expect(at.paths().filter(path => /alerts\.json|sent/.test(path))).toEqual([]);
  });

  it('a damaged state file is begun anew', async () => {
    const at = home({ [CONFIG]: OUTPUTS, '.local/share/token-dash/alerts.json': '{"format":', ...logs() });
    expect((await run(at, ['alerts'])).out).toContain('Daily cost exceeds');
    expect(await sentTo(at)).toBe(1);
  });
});

describe('the recipes of the guide', () => {
  const guide = readFileSync('src/guides/cost-tracking.md', 'utf8');

  function shell(at: Home, script: string) {
    at.write(
      'bin/token-dash',
      `#!/bin/sh\nexec "${process.execPath}" "${process.cwd()}/dist/token-dash.js" "$@"\n`,
    );
    chmodSync(at.at('bin/token-dash'), 0o755);
    const PATH = `${at.at('bin')}${delimiter}${process.env.PATH}`;
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
      cwd: at.dir,
      // An import would run beside it, and outlive the home.
      env: { PATH, HOME: at.dir, TZ: 'UTC', TOKEN_DASH_LEDGER: 'off' },
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }

  it.each([
    ['sessions/COST-TRACKING-session-001.yaml', 1, 'over a limit, see above'],
    ['sessions/README.md', 0, 'no alerts'],
  ])('the step for CI, with %s', (file, status, text) => {
    const script = /#!\/usr\/bin\/env bash[\s\S]*?\n(?=```)/.exec(guide)![0];
    const said = shell(home({ [file]: FIRST }), script);
    expect(said.stdout).toContain(text);
    expect(said.status).toBe(status);
  });

  it('the step when a session completes', () => {
    const script = /token-dash budget add-task sessions[\s\S]*?\n(?=```)/.exec(guide)![0];
    const at = home({ 'sessions/COST-TRACKING-session-001.yaml': FIRST });
    expect(shell(at, script).status).toBe(0);
    expect(readFileSync(at.at('sessions/COST-TRACKING-session-001.yaml'), 'utf8')).toContain(
      'total_cost: $235.40',
    );
  });

  it('the lines for cron', () => {
    const lines = [...guide.matchAll(/^[\d* ]+? {2}(token-dash .*)$/gm)].map(match => match[1]!);
    expect(lines).toHaveLength(2);
    const at = home({ ...logs() });
    for (const line of lines) expect(shell(at, line).status, line).toBe(0);
    expect(at.paths().some(path => /^reports\/cost-report-\d{4}-\d\d-\d\d\.md$/.test(path))).toBe(true);
  });
});
