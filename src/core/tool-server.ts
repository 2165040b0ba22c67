/**
 * The MCP server that a tool is of, by its name: Claude Code names such tools `mcp__<server>__<tool>`, Goose
 * `<extension>__<tool>`. All others are the coding tool's own.
 */
export const NO_SERVER = '(no server)';

export function serverOf(tool: string): string {
  const name = tool.startsWith('mcp__') ? tool.slice('mcp__'.length) : tool;
  const end = name.indexOf('__');
  return end > 0 ? name.slice(0, end) : NO_SERVER;
}
