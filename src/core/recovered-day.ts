/** Usage of a day before the first known response, recovered from another file than the logs; in no exact sum. */
export interface RecoveredDay {
  /** 'YYYY-MM-DD', local. */
  readonly day: string;
  /** The file that states it. */
  readonly origin: string;
  readonly model: string;
  /** What the file counts. */
  readonly counted: string;
  readonly tokens?: number;
  readonly prompts?: number;
}
