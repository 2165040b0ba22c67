/**
 * The updates of a session of Grok, one JSON object per line; a turn that has ended states what it used:
 *
 *   {"timestamp":1782900000,"type":"turn_completed","usage":{"inputTokens":9120,"cachedReadTokens":9000,
 *    "outputTokens":310,"reasoningTokens":40}}
 *
 * Cached tokens are inside the input, reasoning is inside the output. Since 1.0 the usage of the turns is in `usage.json`
 * beside it, in their order. The file is read as a whole, because the model is in `summary.json` beside it.
 */
import { eachLine, jsonObject, record, text } from '../../core/lines.ts';
import type { Beside, WholeFormat, WholeOut } from '../../core/source.ts';
import type { Attribution } from '../../core/usage.ts';
import type { Json } from '../json-file.ts';
import { moment } from '../moment.ts';
import { tokensInside } from '../prompt.ts';
import { Remarks } from '../remarks.ts';

export const grokUpdates: WholeFormat = {
  kind: 'whole',
  id: 'grok-updates',
  version: 1,

  read(file, bytes, out, beside) {
    const [, directory = '', session = file] = /([^\\/]+)[\\/]([^\\/]+)[\\/]updates\.jsonl$/.exec(file) ?? [];
    const summary = record(jsonBeside(beside, 'summary.json')) ?? {};
    const ledger = turnsIn(jsonBeside(beside, 'usage.json'));
    const attribution = {
      source: 'grok',
      session,
      cwd: text(summary.cwd) ?? text(record(summary.info)?.cwd) ?? decoded(directory),
    };
    const model = text(summary.model) ?? text(summary.current_model_id) ?? '';
    let line = 0;
    let turn = 0;
    eachLine(bytes, (text, offset) => {
      line += 1;
      if (text.length === 0) return;
      const json = jsonObject(text);
      if (!json) {
        out.trouble('not a JSON object: line skipped', line);
        return;
      }
      const update = completed(json);
      if (!update) return;
      const usage = record(update.usage) ?? ledger[turn];
      turn += 1;
      if (usage) readTurn({ usage, json, update, turn, model, offset, line }, attribution, out);
    });
  },
};

/** The update itself, or the one that a line of the protocol carries. */
function completed(json: Json): Json | undefined {
  const inner = record(record(json.params)?.update) ?? record(json.update) ?? json;
  return [inner.type, inner.sessionUpdate].includes('turn_completed') ? inner : undefined;
}

interface Turn {
  readonly usage: Json;
  readonly json: Json;
  readonly update: Json;
  readonly turn: number;
  readonly model: string;
  readonly offset: number;
  readonly line: number;
}

function readTurn(
  { usage, json, update, turn, model, offset, line }: Turn,
  attribution: Attribution,
  out: WholeOut,
): void {
  const remarks = new Remarks(why => out.trouble(why, line), 'no request split');
  const count = (name: string) => remarks.count(usage[name], `usage.${name}`);
  const input = count('inputTokens');
  const output = count('outputTokens');
  if (input + output === 0) return;
  const atMs = remarks.time(moment(update.timestamp) ?? moment(json.timestamp), undefined);
  if (atMs === undefined) return;
  // A turn of several models names each; where it is one, that is it.
  const models = Object.keys(record(usage.modelUsage) ?? {});
  const used = models.length === 1 ? models[0]! : model;
  out.reading({
    key: `grok:${attribution.session}:turn ${turn}`,
    atMs,
    tokens: tokensInside({ input, cacheRead: count('cachedReadTokens') }, output, used, remarks),
    reasoning: Math.min(count('reasoningTokens'), output),
    quality: 'exact',
    notes: [...remarks.notes],
    terms: { model: used },
    attribution,
    offset,
    line,
  });
}

function jsonBeside(beside: Beside, name: string): unknown {
  try {
    const bytes = beside(name);
    return bytes && JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

function turnsIn(ledger: unknown): readonly (Json | undefined)[] {
  const turns = Array.isArray(ledger) ? ledger : record(ledger)?.turns;
  return Array.isArray(turns) ? turns.map(turn => record(record(turn)?.usage) ?? record(turn)) : [];
}

/** The name of the directory is the path of the project, as in an address. */
function decoded(directory: string): string | undefined {
  try {
    return directory.includes('%2F') || directory.startsWith('/') ? decodeURIComponent(directory) : undefined;
  } catch {
    return undefined;
  }
}
