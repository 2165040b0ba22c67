/** The fields of budgets, alerts and tracked work in `config.yaml`. */
import { parseDay } from '../core/calendar.ts';
import type { JsonSchema } from '../core/json-schema.ts';
import {
  choice,
  day,
  field,
  flag,
  list,
  type Mistakes,
  number,
  oneOrMore,
  pattern,
  record,
  required,
  type Schema,
  text,
} from '../core/schema.ts';

type Path = ReturnType<typeof pattern>;

/** What usage may be narrowed to. */
const filters = {
  project: field('Only this project, or any of several: a path, or the end of it.', oneOrMore(text)),
  model: field("Only this model: its id, or a part of it such as 'opus'.", oneOrMore(text)),
  source: field("Only this source: 'claude-code', 'goose'.", oneOrMore(text)),
  agent: field("Only this kind of agent; 'main' is the main conversation.", oneOrMore(text)),
  action: field('Only this slash command, skill or agent.', oneOrMore(text)),
  branch: field('Only this branch.', oneOrMore(text)),
};

const budgetFields = record({
  name: field('How it is called.', text),
  per: field('How long it lasts; or give from and to.', choice('day', 'week', 'month')),
  from: field('The first day of a budget for one span.', day),
  to: field('Its last day.', day),
  usd: field(
    'How much it may cost in that time; or give tokens.',
    number(0, 1e9, 'an amount in USD above 0'),
  ),
  tokens: field('How many tokens may be used in that time.', number(0, 1e15, 'a number of tokens above 0')),
  ...filters,
  phase: field('Only this phase of tracked work, by the cost that COST-TRACKING files declare.', text),
  rolling: field("The last 1, 7 or 30 days instead of the calendar's day, week or month.", flag),
  carryOver: field(
    "What goes over to the next period: 'unused', or 'balance', which takes overspending along.",
    choice('unused', 'balance'),
  ),
  since: field('The day from which carrying over counts.', day),
  warnAt: field(
    'Percent of the limit above which there is a warning (default: 80).',
    number(1, 100, 'a percentage from 1 to 100'),
  ),
  hard: field(
    'Stops prompts of Claude Code above the limit, where `token-dash hook install --budget` was run.',
    flag,
  ),
});

/** A schema whose parts must also fit each other. `problem` completes the sentence '... is not'. */
function checked<T>(
  schema: Schema<T>,
  problem: (value: T) => string | undefined,
  json: JsonSchema,
): Schema<T> {
  return {
    json: { ...schema.json, ...json },
    read(value, at, mistakes) {
      let isValid = true;
      const noted: Mistakes = {
        wrong(where, given, wanted) {
          isValid = false;
          return mistakes.wrong(where, given, wanted);
        },
        unknownField(where, name, known) {
          isValid = false;
          return mistakes.unknownField(where, name, known);
        },
      };
      const read = schema.read(value, at, noted);
      // A part that is wrong in itself would only be reported a second time.
      const wanted = read === undefined || !isValid ? undefined : problem(read);
      return wanted === undefined ? read : mistakes.wrong(at, value, wanted);
    },
  };
}

/** Fields that only make sense together, or only apart; each with the part of the schema that says the same. */
export const budget = checked(
  budgetFields,
  value => {
    const { per, from, to, usd, tokens, phase, rolling, carryOver, since, hard } = value;
    if ((usd === undefined) === (tokens === undefined)) return 'complete: give usd or tokens, one of them';
    if (per !== undefined && from !== undefined) return 'clear: give per, or from and to';
    if (per === undefined && from === undefined && phase === undefined)
      return 'complete: give per, or from and to';
    if ((from === undefined) !== (to === undefined)) return 'complete: from and to go together';
    if (from !== undefined && parseDay(from)! > parseDay(to!)!) return 'a span: from is after to';
    if (per === undefined && (rolling || carryOver)) return 'clear: rolling and carryOver go with per';
    if (rolling && carryOver) return 'clear: a rolling budget has no period to carry over to';
    if ((carryOver === undefined) !== (since === undefined))
      return 'complete: carryOver and since go together';
    const narrowed = Object.keys(filters).filter(
      name => name in value && value[name as keyof typeof filters],
    );
    if (phase !== undefined && narrowed.length > 0)
      return `clear: phase is declared work, ${narrowed[0]} is measured usage`;
    // A prompt says which project it is of, and no more.
    const unknown = [...narrowed, ...(phase === undefined ? [] : ['phase'])].find(name => name !== 'project');
    if (hard && unknown !== undefined) return `clear: hard stops prompts, which do not say their ${unknown}`;
    if (phase !== undefined && tokens !== undefined) return 'clear: the budget of a phase is in usd';
    return undefined;
  },
  {
    allOf: [
      { oneOf: [{ required: ['usd'] }, { required: ['tokens'] }] },
      { anyOf: [{ required: ['per'] }, { required: ['from', 'to'] }, { required: ['phase'] }] },
      { not: { required: ['per', 'from'] } },
    ],
    dependentRequired: { from: ['to'], to: ['from'], carryOver: ['since'], since: ['carryOver'] },
  },
);

const alertRule = record({
  name: required('How it is called.', text),
  measure: required('What is added up.', choice('cost', 'tokens', 'responses')),
  per: required('Over which time: the running day, week or month.', choice('day', 'week', 'month')),
  above: required(
    'The alert is raised above this many dollars, tokens or responses.',
    number(0, 1e15, 'a number above 0'),
  ),
  level: field('How urgent it is (default: yellow).', choice('red', 'yellow')),
  advice: field('What to do about it.', text),
  ...filters,
});

export function alertFields(rules: readonly string[], path: Path) {
  const outputs = record({
    terminal: field('A notification of the terminal (OSC 9 or 777).', flag),
    command: field('A command for the shell; the alerts come as JSON on its standard input.', text),
    webhook: field(
      'An address to which the alerts are posted as JSON. The only network call that alerts make.',
      pattern(/^https?:\/\/[^\s]+$/, 'an address that begins with https:// or http://'),
    ),
    file: field('A file to which each alert is appended as a line of JSON.', path),
  });
  return record({
    off: field('Rules that are not run.', list(choice(...rules))),
    limits: field(
      'Limits of rules in place of their own; `token-dash alerts rules` lists both.',
      record(Object.fromEntries(rules.map(id => [id, field('', number(0, 1e15, 'a number above 0'))]))),
    ),
    rules: field('Rules of your own: a filter, a measure, a span, a threshold.', list(alertRule)),
    cooldownHours: field(
      'So long an alert that was sent, went away and came back is not sent again (default: 24).',
      number(0, 8760, 'hours above 0'),
    ),
    remindHours: field(
      'Sends an alert again after so long while it lasts (default: never).',
      number(0, 8760, 'hours above 0'),
    ),
    outputs: field('Where alerts go beside the dashboard, the page and `token-dash alerts`.', outputs),
  });
}

export function trackingFields(path: Path) {
  return record({
    roots: field(
      'Where COST-TRACKING files are, for alerts, phases and `token-dash budget`.',
      oneOrMore(path),
    ),
    project: field('The name of the project in exports (default: infrafabric).', text),
  });
}

export const BUDGET_EXAMPLE = [
  'budgets:',
  '  - { name: All of it, per: month, usd: 200, carryOver: unused, since: 2026-11-01 }',
  '  - { name: Opus, per: week, rolling: true, tokens: 5000000, model: opus, warnAt: 90 }',
  '  - { name: Release, from: 2026-12-01, to: 2026-12-20, usd: 50, project: [loom, shuttle] }',
  '  - { name: Phase 1, usd: 500, phase: phase-1 }',
].join('\n');

export const ALERT_EXAMPLE = [
  'alerts:',
  '  limits: { daily-limit: 50 }',
  '  rules:',
  '    - { name: Reviews, measure: cost, per: day, above: 5, action: /review }',
  '  outputs: { command: notify-send token-dash, file: ~/token-dash-alerts.jsonl }',
].join('\n');
