/**
 * One member of the outermost object of a JSON text, put in or taken out with every other byte left as it was: other
 * people's settings keep their order, their blanks and the digits of their numbers. The text must be JSON already.
 */

interface Member {
  readonly name: string;
  readonly from: number;
  valueFrom: number;
  to: number;
}

/** The text of a member's value; undefined where there is no such member. */
export function memberText(json: string, name: string): string | undefined {
  const member = find(json, name);
  return member && json.slice(member.valueFrom, member.to);
}

/** With the member's value as `text`; a new member comes last. */
export function withMember(json: string, name: string, text: string): string {
  const member = find(json, name);
  if (member) return json.slice(0, member.valueFrom) + text + json.slice(member.to);
  const all = members(json);
  const last = all.at(-1);
  const entry = `${JSON.stringify(name)}: ${text}`;
  if (!last) return json.replace(/\{\s*\}/, () => `{\n  ${entry}\n}`);
  return `${json.slice(0, last.to)},${gap(json, all[0]!)}${entry}${json.slice(last.to)}`;
}

export function withoutMember(json: string, name: string): string {
  const all = members(json);
  const index = all.findLastIndex(member => member.name === name);
  const member = all[index];
  if (!member) return json;
  const before = all[index - 1];
  const after = all[index + 1];
  if (before) return json.slice(0, before.to) + json.slice(member.to);
  if (after) return json.slice(0, member.from) + json.slice(after.from);
  return json.slice(0, member.from).trimEnd() + json.slice(member.to).trimStart();
}

/** A value as text that fits in where members are on a line each, or all in one line. */
export function valueText(json: string, value: unknown): string {
  const [first] = members(json);
  const indent = first ? gap(json, first) : '\n  ';
  if (!indent.includes('\n')) return JSON.stringify(value);
  const unit = indent.slice(indent.lastIndexOf('\n') + 1);
  return JSON.stringify(value, null, unit).replaceAll('\n', `\n${unit}`);
}

/** The text between the opening brace and the first name: a blank, or a new line and its indent. */
function gap(json: string, { from }: Member): string {
  return json.slice(json.indexOf('{') + 1, from);
}

/** Of members with one name it is the last that counts. */
function find(json: string, name: string): Member | undefined {
  return members(json).findLast(member => member.name === name);
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

function members(json: string): readonly Member[] {
  const found: Member[] = [];
  let open: Member | undefined;
  let depth = 0;
  let end = 0;
  for (const { 0: token, index } of json.matchAll(TOKENS)) {
    if (token === '}' || token === ']') depth -= 1;
    const isEnd = depth === 0 || (depth === 1 && token === ',');
    if (open && isEnd) {
      found.push({ ...open, to: end });
      open = undefined;
    } else if (open && open.valueFrom < 0 && token !== ':') open.valueFrom = index;
    else if (!open && depth === 1 && token.startsWith('"'))
      open = { name: JSON.parse(token) as string, from: index, valueFrom: -1, to: -1 };
    if (token === '{' || token === '[') depth += 1;
    end = index + token.length;
  }
  return found;
}

/** The elements of an array, and where they are in its text. */
export function elements(
  json: string,
): readonly { readonly from: number; readonly to: number; readonly text: string }[] {
  const found: { from: number; to: number; text: string }[] = [];
  let from = -1;
  let depth = 0;
  let end = 0;
  for (const { 0: token, index } of json.matchAll(TOKENS)) {
    if (token === '}' || token === ']') depth -= 1;
    if (from >= 0 && (depth === 0 || (depth === 1 && token === ','))) {
      found.push({ from, to: end, text: json.slice(from, end) });
      from = -1;
    } else if (from < 0 && depth === 1 && token !== ',') from = index;
    if (token === '{' || token === '[') depth += 1;
    end = index + token.length;
  }
  return found;
}
