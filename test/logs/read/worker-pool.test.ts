/** Logs read on several threads, by the bundle as users run it: nothing may tell that there were several. */
import { readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileTable } from '../../../src/logs/file-table.ts';
import { readFile } from '../../../src/logs/read/read-file.ts';
import { readFiles } from '../../../src/logs/read/read-files.ts';
import {
  PoolFactory,
  readOnThreads,
  WorkerPool,
  type WorkerScript,
} from '../../../src/logs/read/worker-pool.ts';
import { type FoundFile, findFiles } from '../../../src/logs/scan/find.ts';
import { Journal } from '../../../src/rollup/journal.ts';
import { claudeCode } from '../../../src/sources/claude-code.ts';
import { transcriptText } from '../../support/arbitrary-transcript.ts';
import { PROGRAM } from '../../support/bundle.ts';
import { NOW_MS } from '../../support/clock.ts';
import { type Home, home } from '../../support/home.ts';
import { eventsOf } from '../../support/journal-of.ts';
import { oddTranscript } from '../../support/odd-transcript.ts';

const READER = scriptAt('worker.js');

function scriptAt(name: string): WorkerScript {
  return { url: () => new URL(name, pathToFileURL(PROGRAM)) };
}

/** Enough small files for several heaps, and what may go wrong with one. */
function logs(): Home {
  const at = home();
  const texts = fc.sample(transcriptText, { numRuns: 300, seed: 7 });
  texts.forEach((text, i) => {
    at.write(`.claude/projects/p${i % 7}/s${i}.jsonl`, text);
  });
  for (let seed = 1; seed <= 40; seed++) {
    at.write(`.claude/projects/odd/o${seed}.jsonl`, oddTranscript(seed, 100));
  }
  at.write('.claude/projects/p1/s1/subagents/agent-a1.jsonl', texts[0]!);
  at.write('.claude/projects/p1/s1/subagents/agent-a1.meta.json', '{"agentType":"Explore"}');
  at.write('.claude/projects/p1/s1/subagents/agent-a2.meta.json', '{');
  return at;
}

async function filesOf(at: Home): Promise<readonly FoundFile[]> {
  return (await findFiles([claudeCode], at.place)).files;
}

async function onThreads(
  at: Home,
  script = READER,
  onRead = (_: readonly FoundFile[]) => true,
  keepsMainFree = false,
): Promise<FileTable> {
  const known = new FileTable();
  const pool = new WorkerPool(script, at.place, keepsMainFree);
  await readOnThreads(await filesOf(at), known, { pool, nowMs: NOW_MS, onRead });
  return known;
}

/** Everything that is known, log location, as data that can be compared. */
function plain(known: FileTable, at: Home) {
  const files = [...known.files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    events: eventsOf(new Journal(known.facts, files), at.dir),
    files: files.map(({ from: _, to: __, persisted: ___, ...file }) => JSON.parse(JSON.stringify(file))),
  };
}

test('what several threads read is what one reads', async () => {
  const at = logs();
  const alone = new FileTable();
  for (const file of await filesOf(at)) await readFile(file, alone, NOW_MS);
  const together = await onThreads(at);
  expect(plain(together, at)).toEqual(plain(alone, at));
});

test('it stands in the same order each time', async () => {
  const at = logs();
  const [one, other] = [await onThreads(at), await onThreads(at)];
  expect([...one.files.keys()]).toEqual([...other.files.keys()]);
  expect(one.facts.columns.keyLo.bytes()).toEqual(other.facts.columns.keyLo.bytes());
});

test('what others read while this one is kept free is the same', async () => {
  const at = logs();
  expect(plain(await onThreads(at, READER, () => true, true), at)).toEqual(plain(await onThreads(at), at));
});

test('and this one has the priority that it had', async () => {
  const before = getPriority();
  await onThreads(logs(), READER, () => true, true);
  expect(getPriority()).toBe(before);
});

test('that much is to be read is told before any of it is', async () => {
  const at = logs();
  const files = (await filesOf(at)).map(file => ({ ...file, size: 1 << 20 }));
  const told: number[] = [];
  const pools = new PoolFactory(READER, at.place, true);
  await readFiles(files, new FileTable(), {
    now: () => NOW_MS,
    pools,
    progressMs: 1000,
    publish: ({ bytes, ofBytes }) => told.push(bytes, ofBytes),
    shouldContinue: () => true,
  });
  expect(told).toEqual([0, files.length << 20]);
});

test('a thread that cannot run leaves its work to this one', async () => {
  const at = logs();
  const broken = scriptAt('no-such-reader.js');
  expect(plain(await onThreads(at, broken), at)).toEqual(plain(await onThreads(at), at));
});

test('every file is told of once', async () => {
  const at = logs();
  const told: string[] = [];
  await onThreads(at, READER, read => {
    told.push(...read.map(file => file.path));
    return true;
  });
  expect(told.sort()).toEqual((await filesOf(at)).map(file => file.path).sort());
});

test('who does not want more is left in peace', async () => {
  const at = logs();
  let batches = 0;
  await onThreads(at, READER, () => {
    batches += 1;
    return false;
  });
  expect(batches).toBe(1);
});

test('the reader is bundled without what only a screen needs', () => {
  expect(readFileSync(READER.url(), 'utf8')).not.toContain('react');
});
