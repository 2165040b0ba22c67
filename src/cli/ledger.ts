/** `token-dash ledger`: looks after the file that outlives the logs. */

import { parseDay } from '../core/calendar.ts';
import { printable, printableJson } from '../core/clean.ts';
import { grouped } from '../core/format.ts';
import { getOrInsert } from '../core/group.ts';
import type { RecoveredDay } from '../core/recovered-day.ts';
import { aligned } from './aligned.ts';
import type { Command } from './command.ts';
import { EXIT } from './io.ts';
import { printJson } from './writers/json.ts';

const DAY_MS = 86_400_000;

const status: Command = {
  id: 'status',
  summary: 'say where the ledger is and what it holds',
  examples: [['ledger status', 'where the ledger is and what it holds']],
  declare: () => {},
  async run({ io, ledger }) {
    const { path, isThere, bytes, readings, files, gone, machines } = await ledger.status();
    if (path === undefined) io.out('the ledger is turned off (ledger: off)\n');
    else if (!isThere) io.out(`no ledger yet; token-dash import makes ${printable(path)}\n`);
    else {
      io.out(`ledger    ${printable(path)} (${grouped(bytes)} bytes)\n`);
      io.out(
        `readings  ${grouped(readings)} from ${grouped(files)} files of ${grouped(machines)} machine(s)\n`,
      );
      io.out(`logs gone ${grouped(gone)}\n`);
    }
    return EXIT.ok;
  },
};

const verify: Command = {
  id: 'verify',
  summary: 'check the file, and its sums against the readings',
  examples: [['ledger verify', 'check the file, and its sums against the readings']],
  declare: () => {},
  async run({ io, ledger }) {
    const { path, problems, readings, responses } = await ledger.verify();
    for (const problem of problems) io.err(`token-dash ledger: ${printable(problem)}\n`);
    if (problems.length > 0) return EXIT.failed;
    io.out(
      `${printable(path)} is in order: ${grouped(readings)} readings, ${grouped(responses)} responses\n`,
    );
    return EXIT.ok;
  },
};

const reprice: Command = {
  id: 'reprice',
  summary: "derive the priced table anew, at today's price tables",
  examples: [['ledger reprice', 'after prices changed']],
  declare: () => {},
  async run({ io, ledger }) {
    io.out(`${grouped(await ledger.reprice())} responses priced\n`);
    return EXIT.ok;
  },
};

const recovered: Command = {
  id: 'recovered',
  summary: 'days before the first response, as Claude Code itself remembers them; part of no sum',
  examples: [['ledger recovered', 'what is known of the time before the first log']],
  declare(declaration) {
    declaration.option('--json', 'as JSON, each day by itself');
  },
  async run({ io, ledger }, _, { json }) {
    const days = await ledger.recovered();
    if (json) printJson(io, days);
    else if (days.length === 0) io.out('nothing is known of days before the first response\n');
    else io.out(aligned([HEAD, ...monthsOf(days)], [1, 2, 3]) + RECOVERED);
    return days.length > 0 ? EXIT.ok : EXIT.noData;
  },
};

const HEAD = ['Month', 'Days', 'Tokens, at most', 'Input and output, at most', 'Prompts'];
const RECOVERED = `\nFrom stats-cache.json and history.jsonl of Claude Code, which adds up log lines: not exact, and in no other figure.\n`;

function monthsOf(days: readonly RecoveredDay[]): readonly (readonly string[])[] {
  const months = new Map<string, RecoveredDay[]>();
  for (const row of days) getOrInsert(months, row.day.slice(0, 7), () => []).push(row);
  return Array.from(months, ([month, rows]) => {
    const sum = (counted: string) =>
      rows.reduce(
        (total, row) => total + (row.counted === counted ? (row.tokens ?? row.prompts ?? 0) : 0),
        0,
      );
    const shown = ['all', 'input and output', 'prompts'].map(each => {
      const count = sum(each);
      return count > 0 ? grouped(count) : '';
    });
    return [month, String(new Set(rows.map(({ day }) => day)).size), ...shown];
  });
}

const exportPart: Command = {
  id: 'export',
  summary: 'print all facts as JSON lines, for a backup or another machine',
  examples: [['ledger export > ledger.jsonl', 'a backup']],
  declare: () => {},
  async run({ io, ledger }) {
    await ledger.export(line => io.out(`${printableJson(line)}\n`));
    return EXIT.ok;
  },
};

const importPart: Command = {
  id: 'import',
  summary: 'add the facts of an exported ledger, from a file or standard input',
  examples: [['ledger import ledger.jsonl', 'restore a backup, or add another machine']],
  declare(declaration) {
    declaration.argument('[file]', 'the file; standard input where it is absent or -');
  },
  async run({ io, ledger, readText }, [file]) {
    const isStdin = file === undefined || file === '-';
    const lines = isStdin ? linesOf(io.stdin) : linesOf([await readText(file)]);
    io.out(`${grouped(await ledger.merge(lines))} readings added or updated\n`);
    return EXIT.ok;
  },
};

const prune: Command = {
  id: 'prune',
  summary: 'forget readings before a day, and keep their sums by day',
  examples: [['ledger prune --before 2025-01-01 --yes', 'forget what is older, without a question']],
  declare(declaration) {
    declaration
      .requiredOption('--before <date>', 'the first UTC day that is kept')
      .option('--yes', 'do it; without this, say what would be done');
  },
  async run({ io, ledger }, _, { before, yes }) {
    const day = parseDay(String(before));
    if (day === undefined) {
      io.err(`token-dash ledger prune: invalid date ${printable(String(before))}; use YYYY-MM-DD\n`);
      return EXIT.failed;
    }
    const beforeMs = day * DAY_MS;
    if (!yes) {
      const count = await ledger.countBefore(beforeMs);
      io.err(`${grouped(count)} readings are before ${before}; add --yes to replace them by sums per day\n`);
      return EXIT.failed;
    }
    io.out(`${grouped(await ledger.prune(beforeMs))} readings replaced by sums per day\n`);
    return EXIT.ok;
  },
};

export const ledgerCommand: Command = {
  id: 'ledger',
  summary: 'the SQLite file that keeps usage when logs are deleted',
  examples: [
    ['ledger', 'where it is and what it holds'],
    ['ledger verify', 'check it'],
    ['ledger export > ledger.jsonl', 'back it up'],
  ],
  parts: [status, verify, reprice, recovered, exportPart, importPart, prune],
  declare: () => {},
  run: (context, args, flags) => status.run(context, args, flags),
};

async function* linesOf(
  pieces: AsyncIterable<string | Uint8Array> | readonly string[],
): AsyncGenerator<string> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const piece of pieces) {
    const lines = (
      rest + (typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true }))
    ).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
