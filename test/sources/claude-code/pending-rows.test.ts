/** Rows of several files wait in the scanner until somebody looks: nothing may tell that they did. */
import { expect, test } from 'vitest';
import type { LineFormat, LineReader, Out } from '../../../src/core/source.ts';
import { FACT_COLUMNS, Facts } from '../../../src/journal/facts.ts';
import { fastTranscript } from '../../../src/sources/claude-code/fast.ts';
import type { TranscriptState } from '../../../src/sources/claude-code/logged-response.ts';
import { transcript } from '../../../src/sources/claude-code/transcript.ts';
import { alikeTranscript } from '../../support/alike-transcript.ts';
import { said } from '../../support/claude-lines.ts';
import { oddTranscript } from '../../support/odd-transcript.ts';

const ENOUGH = 128 * 1024;

function outTo(facts: Facts): Out {
  const nothing = { trouble() {}, agentType() {}, session() {}, begun() {} };
  return { table: facts, reading: reading => facts.add(reading), ...nothing };
}

function opened(file: string, facts: Facts) {
  const state = fastTranscript.start(file);
  return fastTranscript.open!(state, 0, ENOUGH, outTo(facts))!;
}

/** Opened, so that the next one is read fast. */
function warmUp(): void {
  for (let i = 0; i < 2; i++)
    fastTranscript.open!(fastTranscript.start('/x'), 0, ENOUGH, outTo(new Facts()))?.close();
}

function readWhole(format: LineFormat<TranscriptState>, file: string, bytes: Buffer, facts: Facts): void {
  const state = format.start(file);
  facts.begin();
  const reader = format.open?.(state, 0, bytes.length, outTo(facts));
  if (reader) reader.read(bytes, 0);
  else format.read(state, bytes, 0, outTo(facts));
  reader?.close();
}

function plain(facts: Facts) {
  return Array.from({ length: facts.length }, (_, row) => ({
    ...Object.fromEntries(FACT_COLUMNS.map(name => [name, facts.columns[name].get(row)])),
    terms: facts.terms.get(facts.columns.terms.get(row)),
    attribution: facts.attributions.get(facts.columns.attribution.get(row)),
    tools: facts.tools.get(facts.columns.tools.get(row)),
  }));
}

const FILES = Array.from({ length: 60 }, (_, i) => ({
  file: `/home/ada/.claude/projects/p/s${i}.jsonl`,
  bytes: i % 2 === 0 ? oddTranscript(i + 1, 40) : alikeTranscript(i + 1, 40),
}));

test('file after file, what is counted is what comes', () => {
  warmUp();
  const [fast, slow] = [new Facts(), new Facts()];
  for (const { file, bytes } of FILES) {
    readWhole(fastTranscript, file, bytes, fast);
    readWhole(transcript, file, bytes, slow);
    // Nobody has looked yet.
    expect(fast.length).toBe(slow.length);
  }
  expect(plain(fast)).toEqual(plain(slow));
});

test('of whom it is read does not matter, nor that somebody looks in between', () => {
  warmUp();
  const fast = [new Facts(), new Facts()];
  const slow = [new Facts(), new Facts()];
  for (const [i, { file, bytes }] of FILES.entries()) {
    readWhole(fastTranscript, file, bytes, fast[i % 2]!);
    readWhole(transcript, file, bytes, slow[i % 2]!);
    if (i % 7 === 0) expect(plain(fast[0]!)).toEqual(plain(slow[0]!));
  }
  expect(fast.map(plain)).toEqual(slow.map(plain));
});

test('two files that are read by turns do not get into each other', () => {
  warmUp();
  const of = (session: string, from: number) =>
    Array.from({ length: 50 }, (_, i) => said({ id: `${session}${from + i}`, line: { sessionId: session } }));
  const facts = [new Facts(), new Facts()];
  const texts = ['a', 'b'].map(session =>
    [of(session, 0), of(session, 50)].map(lines => Buffer.from(lines.join(''))),
  );
  const readers = facts.map((each, i): LineReader => opened(`/logs/${'ab'[i]}.jsonl`, each));
  const at = [0, 0];
  for (const piece of [0, 1]) {
    for (const [i, reader] of readers.entries()) {
      const bytes = texts[i]![piece]!;
      reader.room(bytes.length).set(bytes);
      reader.read(reader.room(bytes.length), at[i]!);
      at[i]! += bytes.length;
    }
  }
  for (const reader of readers) reader.close();
  for (const [i, each] of facts.entries()) {
    const rows = plain(each);
    expect(rows).toHaveLength(100);
    expect(new Set(rows.map(row => row.attribution.session))).toEqual(new Set(['ab'[i]]));
  }
});

test('the only line of a file, read before its newline came, is told of once', () => {
  warmUp();
  const line = Buffer.from(said({ id: 'm1' }));
  const facts = new Facts();
  facts.begin();
  const read = (bytes: Buffer) => {
    const reader = opened('/home/ada/.claude/projects/p/s1.jsonl', facts);
    reader.read(bytes, 0);
    reader.close();
  };
  read(line.subarray(0, -1));
  expect(plain(facts)).toMatchObject([{ records: 1 }]);
  facts.resume(0, 1);
  read(line);
  expect(plain(facts)).toMatchObject([{ records: 1 }, { records: 1 }]);
});
