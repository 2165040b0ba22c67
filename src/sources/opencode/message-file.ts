/** A message of OpenCode before 1.2: `storage/message/<session>/<message>.json`. */
import { record, text } from '../../core/lines.ts';
import type { WholeFormat } from '../../core/source.ts';
import { readJson } from '../json-file.ts';
import { readMessage } from './message.ts';

export function messageFile(source: string): WholeFormat {
  return {
    kind: 'whole',
    id: `${source}-message`,
    version: 2,

    read(file, bytes, out) {
      const message = record(readJson(bytes, out));
      const [, directory, stem] = /([^\\/]+)[\\/]([^\\/]+)\.json$/.exec(file) ?? [];
      if (message?.role !== 'assistant') return;
      const place = {
        source,
        id: text(message.id) ?? stem ?? file,
        session: text(message.sessionID) ?? directory ?? file,
        ...{ parentSession: undefined, directory: undefined, rowMs: undefined, tools: [], line: 1 },
      };
      readMessage(message, place, out);
    },
  };
}
