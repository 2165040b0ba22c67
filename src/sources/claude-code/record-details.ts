/** What a line of a Claude Code transcript says beside counts: its first text, and the ids that its tool gave it. */
import { jsonObject, record, text } from '../../core/lines.ts';
import type { RecordDetails } from '../../core/source.ts';

export function recordDetails(line: Uint8Array): RecordDetails | undefined {
  const json = jsonObject(line);
  // A subagent's response stands within a line of its parent's.
  const told = json?.type === 'progress' ? record(record(json.data)?.message) : json;
  const message = record(told?.message);
  if (!json || !told || !message) return undefined;
  const blocks = Array.isArray(message.content) ? message.content : [{ type: 'text', text: message.content }];
  const first = blocks.map(record).find(block => block?.type === 'text' && text(block.text));
  return {
    response: text(message.id),
    requestId: text(told.requestId),
    uuid: text(told.uuid) ?? text(json.uuid),
    text: text(first?.text),
  };
}
