/** A task as YAML text, with the field names and the layout of the tasks beside it. */

export interface NewTask {
  readonly id?: string;
  readonly description: string;
  readonly model: string;
  readonly tokensIn?: number;
  readonly tokensOut?: number;
  /** Where in and out are not told apart. */
  readonly tokens?: number;
  /** US dollars as decimal text. */
  readonly usd?: string;
  readonly timestamp?: string;
  readonly milestone?: string;
  readonly phase?: string;
}

export interface Layout {
  /** In front of the dash. */
  readonly indent: string;
  /** Behind the dash. */
  readonly gap?: string;
  readonly eol: string;
  /** Field names of the task before, in their order. */
  readonly names?: readonly string[];
  /** On one line, in braces. */
  readonly isFlow?: boolean;
}

/** Every field with the names that it goes by, the template's first. */
const NAMES = {
  id: ['id', 'task_id'],
  description: ['description', 'name'],
  model: ['model'],
  tokensIn: ['tokens_in', 'tokens_input', 'input_tokens'],
  tokensOut: ['tokens_out', 'tokens_output', 'output_tokens'],
  tokens: ['tokens'],
  usd: ['cost_usd', 'cost'],
  timestamp: ['timestamp', 'completed_at'],
  milestone: ['milestone'],
  phase: ['phase'],
} as const;

export function taskText(
  task: NewTask,
  { indent, gap = ' ', eol, names = [], isFlow = false }: Layout,
): string {
  const fields = (Object.keys(NAMES) as (keyof typeof NAMES)[]).flatMap(field => {
    const value = task[field];
    if (value === undefined) return [];
    const name = NAMES[field].find(each => names.includes(each)) ?? NAMES[field][0];
    return [
      { name, text: `${name}: ${typeof value === 'number' || field === 'usd' ? value : scalarText(value)}` },
    ];
  });
  const order = (name: string) => (names.includes(name) ? names.indexOf(name) : names.length);
  const texts = fields.sort((a, b) => order(a.name) - order(b.name)).map(({ text }) => text);
  if (isFlow) return `${indent}-${gap}{ ${texts.join(', ')} }${eol}`;
  const below = `${indent} ${' '.repeat(gap.length)}`;
  return texts.map((text, i) => `${i === 0 ? `${indent}-${gap}` : below}${text}${eol}`).join('');
}

/** Words that are safe as they are stay plain; everything else is quoted, so that it reads back as text. */
export function scalarText(value: string): string {
  const isPlain = /^[A-Za-z][\w.-]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(value);
  const isTime = /^\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?$/.test(value);
  return isPlain || isTime ? value : JSON.stringify(value).replace(/[\x7f-\x9f\u2028\u2029\ufeff]/g, escaped);
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
