import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { eachRecord, type Record as LogRecord, recordsOf } from '../../../src/logs/read/readings.ts';
import { claudeCode } from '../../../src/sources/claude-code.ts';
import { said } from '../../support/claude-lines.ts';
import { home } from '../../support/home.ts';
import { snapshotOf } from '../../support/journal-of.ts';

const LOG = '.claude/projects/p/s1.jsonl';
const COPY = '.claude/projects/p/s2.jsonl';

function grown() {
  const half = said({ id: 'm3', output: 900 }).slice(0, 60);
  return home({
    [LOG]: said({ id: 'm1', output: 1, stop: null }) + said({ id: 'm2' }) + said({ id: 'm1', output: 70 }),
    [COPY]: `${said({ id: 'm1', output: 1, stop: null })}oops\n${said({ id: 'm4' }).trimEnd()}`,
    '.claude/projects/p/s3.jsonl': half,
    '.claude/projects/p/s1/subagents/agent-a1.meta.json': '{"agentType":"Explore"}',
  });
}

const told = (dir: string) => (record: LogRecord) => [
  relative(dir, record.file),
  record.reading.line,
  record.reading.key,
  record.reading.tokens.output,
];

test('every record of every file is shown, unfolded, in the order of files and lines', async () => {
  const at = grown();
  const records: LogRecord[] = [];
  await eachRecord([claudeCode], at.place, record => records.push(record));
  expect(records.map(told(at.dir))).toEqual([
    [LOG, 1, 'claude:message:m1', 1],
    [LOG, 2, 'claude:message:m2', 5],
    [LOG, 3, 'claude:message:m1', 70],
    [COPY, 1, 'claude:message:m1', 1],
    [COPY, 3, 'claude:message:m4', 5],
  ]);
  const { journal } = await snapshotOf(at);
  expect(records.length).toBe(journal.length + journal.duplicates);
});

test('the records of one event are those that were folded into it', async () => {
  const at = grown();
  const { journal } = await snapshotOf(at);
  for (let i = 0; i < journal.length; i++) {
    const event = journal.event(i);
    const records = await recordsOf(event.id, journal.filesOf(i), [claudeCode], at.place);
    expect(records.length).toBe(event.records);
    expect(Math.max(...records.map(record => record.reading.tokens.output))).toBe(event.tokens.output);
    expect([...new Set(records.map(record => record.file))]).toEqual(journal.filesOf(i));
  }
});

test('only the named files are asked, and those that are gone say nothing', async () => {
  const at = grown();
  const { journal } = await snapshotOf(at);
  const i = Array.from({ length: journal.length }, (_, i) => i).find(i => journal.filesOf(i).length === 2)!;
  const { id } = journal.event(i);
  expect((await recordsOf(id, [at.at(COPY)], [claudeCode], at.place)).map(told(at.dir))).toEqual([
    [COPY, 1, 'claude:message:m1', 1],
  ]);
  at.delete(COPY);
  expect(await recordsOf(id, [at.at(COPY)], [claudeCode], at.place)).toEqual([]);
});
