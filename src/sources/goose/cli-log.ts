/**
 * Debug traces of the command line, one JSON object per line. What a response used stands in JSON text inside it:
 *
 *   {"timestamp":"2025-08-14T18:02:14.482113Z","level":"DEBUG","fields":{"model_config":"{\"model_name\":\"gpt-4o\"}",
 *    "input":"{\"messages\":[...]}","output":"{\"model\":\"gpt-4o-2024-08-06\",\"usage\":{...}}",
 *    "input_tokens":"4120","output_tokens":"96","total_tokens":"4216"},"target":"goose::providers::utils"}
 *
 * becomes one reading. Lines without these fields tell of other things. While a response streams in, a line is
 * written for each piece, with counts of 0: only the one with the sums is a record.
 */
import { eachLine, jsonObject, record, text } from '../../core/lines.ts';
import type { LineFormat, Out } from '../../core/source.ts';
import { moment, stemMoment, stemOf } from './moment.ts';
import { nested } from './nested.ts';
import { responseUsage } from './response-usage.ts';
import { Remarks, sumOf, tokensOf } from './totals.ts';
import { WITNESS } from './witness.ts';

type Json = Readonly<Record<string, unknown>>;

/** What must be remembered between lines. Plain data: it is written to disk with the mark. */
export interface CliLogState {
  readonly stem: string;
  lines: number;
  lastMs: number | undefined;
  cwd: string | undefined;
}

export const cliLog: LineFormat<CliLogState> = {
  kind: 'lines',
  id: 'goose-cli-log',
  version: 2,

  start(file) {
    const stem = stemOf(file);
    return { stem, lines: 0, lastMs: stemMoment(stem), cwd: undefined };
  },

  read(state, bytes, offset, out) {
    eachLine(bytes, (line, at) => {
      state.lines += 1;
      if (line.length === 0) return;
      const json = jsonObject(line);
      if (json) readLine(state, json, offset + at, out);
      else out.trouble('not a JSON object: line skipped', state.lines);
    });
  },
};

function readLine(state: CliLogState, json: Json, offset: number, out: Out): void {
  const stated = moment(json.timestamp);
  if (stated !== undefined) state.lastMs = stated;
  const fields = record(json.fields);
  if (fields?.total_tokens === undefined || fields.output === undefined) return;

  const output = nested(fields.output);
  const model = text(output?.model) ?? text(nested(fields.model_config)?.model_name) ?? '';
  const terms = { model };
  const remarks = new Remarks(why => out.trouble(why, state.lines));
  const usage = responseUsage(output, fields, terms, remarks);
  if (sumOf(usage.totals) === 0) return;

  if (stated === undefined) remarks.notes.add('borrowed time');
  if (state.lastMs === undefined) {
    remarks.trouble(
      'neither this line, nor one before it, nor the name of the file tells the time: not counted',
    );
    return;
  }
  // Some requests, such as the one that names the session, carry no directory: they are made where the last one was.
  state.cwd = directoryIn(fields.input) ?? state.cwd;
  out.reading({
    key: `goose:${state.stem}:line ${state.lines}`,
    atMs: state.lastMs,
    tokens: tokensOf(usage.totals, terms, remarks),
    reasoning: usage.reasoning,
    quality: 'exact',
    notes: [...remarks.notes],
    terms,
    attribution: { source: 'goose', session: sessionOf(state.stem), cwd: state.cwd, witness: WITNESS.trace },
    offset,
    line: state.lines,
  });
}

/** Names that programs of Goose give to their logs in place of a session. */
const PROGRAMS = /^(?:goosed|goose-(?:web|acp|api|cli)|mcp-.*)$/;

/**
 * "20250814_140210-20250814_140209.log" was begun for session 20250814_140209; a session may also have a name of the
 * user's choice. Its file and its row in the database are called the same.
 */
function sessionOf(stem: string): string {
  const name = /^\d{8}_\d{6}-(.+)$/.exec(stem)?.[1];
  return name === undefined || PROGRAMS.test(name) ? stem : name;
}

const DIRECTORY = /current (?:working )?directory: (.+)/i;

/** The directory that Goose tells the model it works in; in its own words before those of the conversation. */
function directoryIn(input: unknown): string | undefined {
  if (typeof input === 'string' && !DIRECTORY.test(input)) return undefined;
  const request = nested(input);
  // Last in, first looked at. Not by recursion: nobody knows how deep a tool's arguments go.
  const waiting: unknown[] = [request, request?.system];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'string') {
      const directory = text(DIRECTORY.exec(value)?.[1]?.trim());
      if (directory) return directory;
    } else if (typeof value === 'object' && value !== null) {
      for (const part of Object.values(value).reverse()) waiting.push(part);
    }
  }
  return undefined;
}
