/** Unusual trees: lines as large as a disk image, a million responses, four logs that have grown very large. */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dice } from '../../src/demo/dice.ts';
import { age, keptTree, type Tree, type Written } from './corpus.ts';
import { noCounts, Session } from './session.ts';

const MB = 1e6;
const HUGE = 200 * MB;
const END_MS = Date.UTC(2026, 9, 31, 18);
const DAY_MS = 86_400_000;

/** Two sessions, each with one line of 200 MB among others: a tool's result in one, in the other a response. */
export function hugeLines(scratch: string): Tree {
  return keptTree({ id: 'huge-lines', bytes: 2 * HUGE, files: 2 }, scratch, dir => {
    const truth = noCounts();
    const files = [huge(0, result), huge(1, response)];
    return written(dir, truth, files);

    function huge(number: number, line: (session: string) => Pieces): File {
      const startMs = END_MS - DAY_MS;
      const session = new Session(dice(number), {
        number,
        cwd: '/home/ada/code/loom',
        startMs,
        isAgent: false,
      });
      function* pieces(): Pieces {
        for (let i = 0; i < 20; i++) yield session.turn(truth);
        yield* line(session.id);
        for (let i = 0; i < 20; i++) yield session.turn(truth);
      }
      return { name: session.id, pieces: pieces() };
    }

    function result(session: string): Pieces {
      const { start, end } = shortLine('user', session, END_MS);
      return around(`${start}"role":"user","content":[{"type":"tool_result","content":"`, `"}]}${end}`);
    }

    function response(session: string): Pieces {
      const { start, end } = shortLine('assistant', session, END_MS);
      const message = `${start}"id":"msg_huge","model":"claude-opus-4-6","role":"assistant"`;
      const usage = usageText(7, 11, 13);
      truth.responses += 1;
      truth.input += 7;
      truth.output += 11;
      truth.cacheRead += 13;
      return around(`${message},"content":[{"type":"text","text":"`, `"}],${usage}}${end}`);
    }
  });
}

/** A million responses, each in one line as short as one can be, in a hundred sessions. */
export function million(scratch: string): Tree {
  return shortLines({ id: 'million', files: 100, each: 10_000 }, scratch);
}

/** 1.6 million responses in four logs. */
export function fourLarge(scratch: string): Tree {
  return shortLines({ id: 'four-large', files: 4, each: 400_000 }, scratch);
}

interface ShortLines {
  readonly id: string;
  readonly files: number;
  /** Responses of each file. */
  readonly each: number;
}

function shortLines({ id, files, each }: ShortLines, scratch: string): Tree {
  return keptTree({ id, bytes: files * each * 350, files }, scratch, dir => {
    const truth = noCounts();
    return written(
      dir,
      truth,
      Array.from({ length: files }, (_, number) => {
        const roll = dice(number);
        const session = roll.uuid();
        function* pieces(): Pieces {
          for (let i = 0; i < each; i++) {
            const [input, output, read] = [roll.whole(1, 12), roll.whole(1, 2000), roll.whole(0, 150_000)];
            const { start, end } = shortLine(
              'assistant',
              session,
              END_MS - (files - number) * DAY_MS + i * 8000,
            );
            yield `${start}"id":"msg_${id}_${number}_${i}","model":"claude-opus-4-6",${usageText(input, output, read)}}${end}`;
            truth.responses += 1;
            truth.input += input;
            truth.output += output;
            truth.cacheRead += read;
          }
        }
        return { name: session, pieces: pieces() };
      }),
    );
  });
}

type Pieces = Generator<string, void>;

interface File {
  readonly name: string;
  readonly pieces: Pieces;
}

/** What stands around the members of a message. */
function shortLine(type: 'user' | 'assistant', session: string, atMs: number) {
  const at = new Date(atMs).toISOString();
  return {
    start: `{"type":"${type}","sessionId":"${session}","cwd":"/home/ada/code/loom","timestamp":"${at}","message":{`,
    end: '}\n',
  };
}

function usageText(input: number, output: number, read: number): string {
  return `"stop_reason":"end_turn","usage":{"input_tokens":${input},"output_tokens":${output},"cache_read_input_tokens":${read}}`;
}

/** A line of 200 MB with text that has what text has: escapes, letters of several bytes, and talk of usage. */
function* around(start: string, end: string): Pieces {
  const text =
    String.raw`  if (\"usage\" in line) return total + line[\"usage\"].output_tokens; // Größe {[\\n\n`.repeat(
      4000,
    );
  yield start;
  for (let length = 0; length < HUGE; length += text.length) yield text;
  yield end;
}

function written(dir: string, truth: Written['truth'], files: readonly File[]): Written {
  const place = join(dir, '-home-ada-code-loom');
  let bytes = 0;
  const paths = files.map(({ name, pieces }) => {
    const path = join(place, `${name}.jsonl`);
    mkdirSync(dirname(path), { recursive: true });
    const fd = openSync(path, 'w');
    for (const batch of batches(pieces)) bytes += writeSync(fd, batch);
    closeSync(fd);
    age(path, END_MS);
    return path;
  });
  return { paths, bytes, truth };
}

function* batches(pieces: Pieces): Generator<string, void> {
  let batch = '';
  for (const piece of pieces) {
    batch += piece;
    if (batch.length < MB) continue;
    yield batch;
    batch = '';
  }
  yield batch;
}
