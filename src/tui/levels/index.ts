/** The rows of each kind of level. */
import type { ScreenContext } from '../screens/screen.ts';
import type { Table } from '../table.ts';
import type { Level } from '../view.ts';
import { entriesTable } from './entries.ts';
import { responsesTable } from './responses.ts';
import { sessionsTable } from './sessions.ts';

export function levelTable(context: ScreenContext, { kind, title, scope, work }: Level): Table {
  switch (kind) {
    case 'sessions':
      return sessionsTable(context, scope, title);
    case 'responses':
      return responsesTable(context, scope, title);
    case 'entries':
      return entriesTable(context, work ?? {}, title);
    default:
      return kind satisfies never;
  }
}
