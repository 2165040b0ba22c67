/** The tools that the answers of OpenCode's version 1 called: parts of type `tool`, in a table of their own. */
import type { Tables } from '../../core/source.ts';

/** Of the messages behind row `after` of their table. */
function sqlFor(after: number): string {
  const wanted = after > 0 ? `message_id IN (SELECT id FROM message WHERE rowid > ${after}) AND` : '';
  return `
    SELECT DISTINCT message_id AS message, json_extract(data, '$.tool') AS tool FROM part
    WHERE ${wanted} data LIKE '%"tool"%'
      AND CASE WHEN json_valid(data) THEN json_extract(data, '$.type') = 'tool' ELSE 0 END`;
}

export function toolsByMessage(tables: Tables, after: number): ReadonlyMap<string, readonly string[]> {
  const columns = tables.columns('part');
  if (!columns.includes('message_id') || !columns.includes('data')) return new Map();
  const tools = new Map<string, string[]>();
  for (const { message, tool } of tables.rows(sqlFor(after))) {
    if (typeof tool !== 'string' || tool === '') continue;
    const known = tools.get(String(message));
    if (known) known.push(tool);
    else tools.set(String(message), [tool]);
  }
  return tools;
}
