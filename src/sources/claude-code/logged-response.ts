/** What is known while a line of a transcript is read: the state of its file, and the parts of the line. */
import type { Conversation } from './conversation.ts';

export type Json = Readonly<Record<string, unknown>>;

/** What must be remembered between lines. Plain data: it is written to disk with the mark. */
export interface TranscriptState {
  readonly file: string;
  lines: number;
  lastMs: number | undefined;
  /** Whether only lines were read so far that are no messages: see `readHead`. */
  isHead: boolean;
  conversation: Conversation;
  /** The line of the last mark of a session that goes on in another place, and whether its stretch is told of. */
  bridgeLine?: number;
  isBridgeTold?: boolean;
}

/** A response, whichever kind of line it stands in. */
export interface LoggedResponse {
  readonly line: Json;
  readonly message: Json | undefined;
  readonly requestId: unknown;
}
