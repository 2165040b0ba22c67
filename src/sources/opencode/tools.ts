/** The tools that the answers of OpenCode's version 1 called: parts of type `tool`, in a table of their own. */
import type { Tables } from '../../core/source.ts';

const SQL = `
  SELECT DISTINCT message_id AS message, json_extract(data, '$.tool') AS tool FROM part
  WHERE data LIKE '%"tool"%'
    AND CASE WHEN json_valid(data) THEN json_extract(data, '$.type') = 'tool' ELSE 0 END`;

export function toolsByMessage(tables: Tables): ReadonlyMap<string, readonly string[]> {
  const columns = tables.columns('part');
  if (!columns.includes('message_id') || !columns.includes('data')) return new Map();
  const tools = new Map<string, string[]>();
  for (const { message, tool } of tables.rows(SQL)) {
    if (typeof tool !== 'string' || tool === '') continue;
    const known = tools.get(String(message));
    if (known) known.push(tool);
    else tools.set(String(message), [tool]);
  }
  return tools;
}
