import { statSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FileTable } from '../../../src/logs/file-table.ts';
import { isUnchanged, readFile } from '../../../src/logs/read/read-file.ts';
import { findFiles } from '../../../src/logs/scan/find.ts';
import { Journal } from '../../../src/rollup/journal.ts';
import { claudeCode } from '../../../src/sources/claude-code.ts';
import { said } from '../../support/claude-lines.ts';
import { NOW_MS } from '../../support/clock.ts';
import { type Home, home } from '../../support/home.ts';

const LOG = '.claude/projects/p/s1.jsonl';

async function found(at: Home) {
  const { files } = await findFiles([claudeCode], at.place);
  expect(files.length).toBe(1);
  return files[0]!;
}

/** Reads the one file of a home if it must be read; how many bytes that took. */
async function readOne(at: Home, known: FileTable, nowMs = NOW_MS): Promise<number | 'not read'> {
  const file = await found(at);
  return isUnchanged(known.files.get(file.path), file) ? 'not read' : readFile(file, known, nowMs);
}

function eventsIn(known: FileTable): number {
  return new Journal(known.facts, [...known.files.values()]).length;
}

const line = (n: number) => said({ id: `m${n}` });

test('a line without end is passed over, and read on only where the file grows', async () => {
  const at = home({ [LOG]: line(1) });
  // A hole, as a file system leaves it after a crash: it takes no room on the disk, and reads as zeros.
  truncateSync(at.at(LOG), 300_000_000);
  const known = new FileTable();
  expect(await readOne(at, known)).toBe(300_000_000);
  const [file] = known.files.values();
  expect(file!.troubles.map(({ why }) => why)).toEqual(['a line of more than 268.4 MB: skipped']);
  expect(await readOne(at, known)).toBe('not read');
  at.append(LOG, `\n${line(2)}`);
  expect(await readOne(at, known)).toBe(line(2).length + 1);
  expect(eventsIn(known)).toBe(2);
});

describe('how many bytes are read', () => {
  test('all at first, none of a file that has not changed, only the new ones of a file that grew', async () => {
    const at = home({ [LOG]: line(1).repeat(50) });
    const known = new FileTable();
    expect(await readOne(at, known)).toBe(50 * line(1).length);
    expect(await readOne(at, known)).toBe('not read');
    at.append(LOG, line(2));
    expect(await readOne(at, known)).toBe(line(2).length);
    expect(eventsIn(known)).toBe(2);
    expect(await readOne(at, known)).toBe('not read');
  });

  test('a half line is read again when it has grown, and nothing before it', async () => {
    const at = home({ [LOG]: line(1) + line(2).slice(0, 30) });
    const known = new FileTable();
    await readOne(at, known);
    at.append(LOG, line(2).slice(30, 60));
    expect(await readOne(at, known)).toBe(60);
    at.append(LOG, line(2).slice(60));
    expect(await readOne(at, known)).toBe(line(2).length);
    expect(eventsIn(known)).toBe(2);
  });

  test('a finished last line without newline is read again with its newline, and nothing before it', async () => {
    const at = home({ [LOG]: line(1) + line(2).trimEnd() });
    const known = new FileTable();
    await readOne(at, known);
    expect(eventsIn(known)).toBe(2);
    at.append(LOG, `\n${line(3)}`);
    expect(await readOne(at, known)).toBe(line(2).length + line(3).length);
    expect(eventsIn(known)).toBe(3);
  });

  test.each<[string, (at: Home) => void]>([
    ['was touched', at => at.touch(LOG)],
    ['was rewritten to the same length', at => at.write(LOG, line(2).repeat(50))],
    ['became shorter', at => at.write(LOG, line(1))],
    ['became longer and begins otherwise', at => at.write(LOG, line(3) + line(1).repeat(50))],
    [
      'was replaced by a longer one that begins alike',
      at => {
        at.write('.claude/other', line(1).repeat(50) + line(2));
        at.rename('.claude/other', LOG);
      },
    ],
  ])('all of a file that %s', async (_, change) => {
    const at = home({ [LOG]: line(1).repeat(50) });
    const known = new FileTable();
    await readOne(at, known);
    change(at);
    expect(await readOne(at, known)).toBe(statSync(at.at(LOG)).size);
  });

  test('all of a file whose format reads otherwise by now', async () => {
    const at = home({ [LOG]: line(1) });
    const known = new FileTable();
    await readOne(at, known);
    const file = await found(at);
    const newer = { ...file, format: { ...file.format, version: file.format.version + 1 } };
    expect(isUnchanged(known.files.get(file.path), newer)).toBe(false);
    expect(await readFile(newer, known, NOW_MS)).toBe(line(1).length);
  });
});

describe('a file written just before it was read', () => {
  const [one, other] = [line(1), line(2)];

  test('is proven by its bytes when its stamp is the same', async () => {
    const at = home();
    at.write(LOG, one, NOW_MS - 1000);
    const known = new FileTable();
    await readOne(at, known);
    expect(await readOne(at, known)).toBe('not read');
    at.write(LOG, other, NOW_MS - 1000);
    expect(await readOne(at, known)).toBe(other.length);
  });

  test('is trusted by its stamp when it was written long ago', async () => {
    const at = home({ [LOG]: one });
    const known = new FileTable();
    await readOne(at, known);
    const { files } = await findFiles([claudeCode], at.place);
    // Proof that the file is not even opened: it holds other bytes, and with its stamp nothing is noticed.
    writeFileSync(at.at(LOG), other);
    expect(isUnchanged(known.files.get(at.at(LOG)), files[0]!)).toBe(true);
  });

  test('from a clock that runs ahead is not trusted either', async () => {
    const at = home();
    at.write(LOG, one, NOW_MS + 60_000);
    const known = new FileTable();
    await readOne(at, known);
    at.write(LOG, other, NOW_MS + 60_000);
    expect(await readOne(at, known)).toBe(other.length);
  });

  test('and gone before it could be proven does not hold, and does not throw', async () => {
    const at = home();
    at.write(LOG, one, NOW_MS - 1000);
    const known = new FileTable();
    await readOne(at, known);
    const file = await found(at);
    at.delete(LOG);
    expect(isUnchanged(known.files.get(file.path), file)).toBe(false);
  });
});

describe('troubles of a file', () => {
  test('that vanished between the finding and the reading are told', async () => {
    const at = home({ [LOG]: line(1) });
    const file = await found(at);
    at.delete(LOG);
    const known = new FileTable();
    await readFile(file, known, NOW_MS);
    expect(known.files.get(file.path)!.troubles).toEqual([
      { path: file.path, why: 'vanished while it was read' },
    ]);
  });

  test('that became a directory are told', async () => {
    const at = home({ [LOG]: line(1) });
    const file = await found(at);
    at.delete(LOG);
    at.write(`${LOG}/x`, '');
    const known = new FileTable();
    await readFile(file, known, NOW_MS);
    expect(known.files.get(file.path)!.troubles).toEqual([{ path: file.path, why: 'is a directory' }]);
  });

  test('are few, however broken it is, and stay when it is read on', async () => {
    const at = home({ [LOG]: 'oops\n'.repeat(500) });
    const known = new FileTable();
    await readOne(at, known);
    at.append(LOG, 'oops\n'.repeat(500));
    await readOne(at, known);
    const { troubles } = known.files.get(at.at(LOG))!;
    expect(troubles.length).toBe(21);
    expect(troubles[0]).toEqual({ path: at.at(LOG), line: 1, why: 'not a whole JSON object: line skipped' });
    expect(troubles.at(-1)).toEqual({ path: at.at(LOG), why: 'and more troubles in this file' });
  });

  test('a mistake of ours in a format costs the file, not the program', async () => {
    const at = home({ [LOG]: line(1) });
    const file = await found(at);
    const format = {
      ...file.format,
      kind: 'lines' as const,
      start: () => ({}),
      open: undefined,
      read: () => {
        throw new TypeError('our mistake');
      },
    };
    const known = new FileTable();
    expect(await readFile({ ...file, format }, known, NOW_MS)).toBe(0);
    expect(known.files.get(file.path)!.troubles).toEqual([{ path: file.path, why: 'our mistake' }]);
    expect(isUnchanged(known.files.get(file.path), { ...file, format })).toBe(false);
  });
});

test('lines longer than what is read at once are read as whole lines, wherever they are put', async () => {
  // Of growing length, so that room is made for them several times, and rows are read behind each.
  const long = (n: number) =>
    said({ id: `long${n}`, content: [{ type: 'text', text: 'x'.repeat(n * 400_000) }] });
  const text = [1, 2, 5, 3].map(n => line(n) + long(n) + line(n + 10)).join('');
  const at = home({ [LOG]: text });
  const known = new FileTable();
  expect(await readOne(at, known)).toBe(text.length);
  expect(known.files.get((await found(at)).path)!.troubles).toEqual([]);
  expect(known.facts.length).toBe(12);
  expect(known.facts.columns.line.numbers.subarray(0, 12)).toEqual(
    Uint8Array.from({ length: 12 }, (_, i) => i + 1),
  );
});

test('a file that shrank since it was found is read as far as it goes', async () => {
  const at = home({ [LOG]: line(1) + line(2) });
  const file = await found(at);
  at.write(LOG, line(1));
  const known = new FileTable();
  await readFile(file, known, NOW_MS);
  expect(eventsIn(known)).toBe(1);
});
