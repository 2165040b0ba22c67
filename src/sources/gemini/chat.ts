/** A session of older versions: one JSON object `{sessionId, messages: [...]}`, rewritten with every message. */
import { instant } from '../../core/counts.ts';
import { record, text } from '../../core/lines.ts';
import type { WholeFormat } from '../../core/source.ts';
import { readJson } from '../json-file.ts';
import { directoryOf, readMessage } from './message.ts';

export const geminiChat: WholeFormat = {
  kind: 'whole',
  id: 'gemini-chat',
  version: 1,

  read(file, bytes, out, beside) {
    const chat = record(readJson(bytes, out));
    const session = text(chat?.sessionId);
    if (!chat || session === undefined || !Array.isArray(chat.messages)) return;
    const attribution = {
      source: 'gemini',
      session,
      cwd: rootIn(beside('../.project_root')) ?? directoryOf(file, chat),
    };
    let nearMs = instant(chat.startTime);
    chat.messages.forEach((value: unknown, i) => {
      const message = record(value);
      if (!message) return;
      nearMs = readMessage(message, { attribution, nearMs, offset: i, line: i + 1 }, out) ?? nearMs;
    });
  },
};

/** Newer versions write the path of the project beside its chats. */
function rootIn(bytes: Uint8Array | undefined): string | undefined {
  return bytes && text(new TextDecoder().decode(bytes).trim());
}
