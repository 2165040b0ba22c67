/**
 * One session in one file, as Goose kept them before its database. The first line sums up the session, each further
 * line is a message:
 *
 *   {"working_dir":"/home/me/app","message_count":34,"total_tokens":44226,"input_tokens":43898,"output_tokens":328,
 *    "accumulated_total_tokens":343542,"accumulated_input_tokens":341161,"accumulated_output_tokens":2381}
 *   {"id":null,"role":"user","created":1749133800,"content":[...]}
 *
 * becomes one reading of the whole session at the time of its last message. No model is named anywhere. Goose wrote
 * the file anew with every message, so it is read as a whole: nobody could read on from a mark and see the new sum.
 * The very oldest files begin with a message and tell of no usage.
 */
import { eachLine, jsonObject, text } from '../../core/lines.ts';
import type { WholeFormat } from '../../core/source.ts';
import { moment, stemMoment, stemOf } from './moment.ts';
import { sessionTotal } from './session-total.ts';
import { Remarks, tokensOf } from './totals.ts';
import { WITNESS } from './witness.ts';

const NEWLINE = 10;

export const sessionFile: WholeFormat = {
  kind: 'whole',
  id: 'goose-session',
  version: 2,

  read(file, bytes, out) {
    let head: Readonly<Record<string, unknown>> = {};
    let atMs: number | undefined;
    let lines = 0;
    eachLine(bytes, (line, at) => {
      lines += 1;
      if (line.length === 0) return;
      const json = jsonObject(line);
      if (json) {
        if (lines === 1) head = json;
        atMs = moment(json.created) ?? atMs;
      } else if (at + line.length < bytes.length || bytes.at(-1) === NEWLINE) {
        out.trouble('not a JSON object: line skipped', lines);
      }
    });

    const session = stemOf(file);
    const terms = { model: '' };
    const remarks = new Remarks(why => out.trouble(why, 1));
    const total = sessionTotal(head, terms, remarks);
    if (!total) return;
    if (atMs === undefined) remarks.notes.add('borrowed time');
    const when = atMs ?? stemMoment(session);
    if (when === undefined) {
      remarks.trouble('neither a message nor the name of the file tells when this was: session not counted');
      return;
    }
    out.reading({
      key: `goose:${session}:total`,
      atMs: when,
      tokens: tokensOf(total.totals, terms, remarks),
      quality: total.quality,
      notes: [...remarks.notes],
      terms,
      attribution: { source: 'goose', session, cwd: text(head.working_dir), witness: WITNESS.file },
      offset: 0,
      line: 1,
    });
  },
};
