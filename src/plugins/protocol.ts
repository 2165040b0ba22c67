/** What the thread of a plug-in is asked, and what it answers: plain data that can be posted. */
import type { MessagePort } from 'node:worker_threads';
import type { Place } from '../core/source.ts';

export interface ThreadInit {
  /** The address of the module. */
  readonly module: string;
  readonly place: Place;
  readonly port: MessagePort;
  /** One 32-bit number, which becomes 1 when an answer has been posted. */
  readonly signal: SharedArrayBuffer;
}

export type Request =
  | { readonly kind: 'describe' }
  | { readonly kind: 'start'; readonly format: string; readonly file: string }
  | {
      readonly kind: 'lines';
      readonly format: string;
      readonly state: unknown;
      readonly bytes: Uint8Array;
      readonly offset: number;
    }
  | { readonly kind: 'whole'; readonly format: string; readonly file: string; readonly bytes: Uint8Array }
  | { readonly kind: 'tables'; readonly format: string; readonly file: string };

export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly why: string };

/** What a plug-in says of itself. As it came: nothing of it has been checked. */
export interface Described {
  readonly id: unknown;
  readonly title: unknown;
  readonly hint: unknown;
  readonly agent: unknown;
  readonly exact: unknown;
  readonly limits: unknown;
  readonly roots: readonly {
    readonly path: unknown;
    readonly files: readonly {
      readonly glob: unknown;
      readonly ignore: unknown;
      readonly format: { readonly kind: unknown; readonly id: unknown; readonly version: unknown };
    }[];
  }[];
}

/** What came of reading. */
export interface ReadResult {
  /** Of a format of lines: the state after them. */
  readonly state?: unknown;
  readonly readings: readonly unknown[];
  readonly troubles: readonly { readonly why: unknown; readonly line: unknown }[];
  readonly agentTypes: readonly (readonly unknown[])[];
  readonly incomplete?: unknown;
}
