/** What a route is: an address, its parameters, its answer. The API's description is read off it. */
import type { JsonSchema } from '../core/json-schema.ts';
import type { RecoveredDay } from '../core/recovered-day.ts';
import type { WorkLog } from '../core/work-log.ts';
import type { WebContext, WebData } from './context.ts';

export interface RouteParameter {
  readonly name: string;
  readonly says: string;
  readonly isList?: boolean;
  readonly isFlag?: boolean;
  readonly choices?: readonly string[];
  readonly in?: 'path' | 'query';
}

export interface Question {
  readonly context: WebContext;
  readonly data: WebData;
  /** What was logged by hand, as the file is now. */
  readonly workLog: WorkLog;
  readonly recovered: readonly RecoveredDay[];
  readonly nowMs: number;
  readonly search: URLSearchParams;
  /** Of `/api/receipts/:id`. */
  readonly id: string;
}

export type Reply =
  | { readonly json: unknown; readonly status?: number }
  | { readonly text: string; readonly type: string }
  /** In words for the user. */
  | { readonly problem: string; readonly status: 400 | 404 };

export interface Route {
  /** With `:id` for a part that varies. */
  readonly path: string;
  readonly says: string;
  readonly parameters: readonly RouteParameter[];
  readonly schema?: JsonSchema;
  /** Of the answer; JSON where absent. */
  readonly type?: string;
  run(question: Question): Reply | Promise<Reply>;
}

export const JSON_TYPE = 'application/json; charset=utf-8';
