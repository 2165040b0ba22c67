/**
 * Gemini CLI (github.com/google-gemini/gemini-cli): `tmp/<project>/chats/`, where a session was one JSON file that was
 * rewritten with every message, and since 0.39 is a file of lines. A session that was resumed in between is in both.
 */
import { join } from 'node:path';
import type { Place, Root, Source } from '../core/source.ts';
import { dirsOf } from './directories.ts';
import { geminiChat } from './gemini/chat.ts';
import { geminiLines } from './gemini/chat-lines.ts';
import { infoOf } from './registry.ts';

export const gemini: Source = {
  ...infoOf('gemini'),

  roots(place: Place): readonly Root[] {
    return dirsOf(place, 'GEMINI_DATA_DIR', '~/.gemini').map(dir => ({
      path: join(dir, 'tmp'),
      files: [
        { glob: '*/chats/*.json', format: geminiChat },
        { glob: '*/chats/**/*.jsonl', format: geminiLines },
      ],
    }));
  },
};
