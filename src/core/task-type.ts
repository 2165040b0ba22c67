/**
 * What kind of task a name speaks of, and how many tokens such a task usually takes. The ranges are those of the
 * baseline table of cory-learnings (TOKEN_BASELINES.md): they were measured by one person in one year, so they are a
 * place to begin, not a norm.
 */

export interface TaskType {
  /** Stable, for JSON and settings: 'bug-fix'. */
  readonly id: string;
  readonly title: string;
  /** The usual number of tokens, both ends included. */
  readonly from: number;
  readonly to: number;
  readonly names: RegExp;
}

/** The first that fits is the type: what is more specific comes first. */
export const TASK_TYPES: readonly TaskType[] = [
  type('review', 'Code review', 1_000, 2_000, /\breview/i),
  type('debugging', 'Debugging', 3_000, 8_000, /\bdebug|\bdevices?\b|\binvestigat|\bdiagnos/i),
  type('testing', 'Testing', 2_000, 4_000, /\btests?\b|\btesting\b|\bcoverage\b|\bspecs?\b/i),
  type(
    'docs',
    'Documentation',
    2_000,
    3_000,
    /\bdoc(s|ument\w*)?\b|\breadme\b|\bguide\b|\.md\b|\bchangelog\b/i,
  ),
  type('refactor', 'Refactoring', 3_000, 6_000, /\brefactor|\brename|\bclean ?up\b|\brestructur/i),
  type('optimisation', 'Optimisation', 4_000, 8_000, /\boptimi[sz]|\bperformance\b|\bspeed\b|\bn\+1\b/i),
  type('bug-fix', 'Bug fix, simple', 2_000, 3_000, /\bfix|\bbugs?\b|\bhotfix|\brepair/i),
  type('feature-small', 'Feature, small', 5_000, 7_000, /\b(small|minor|simple)\b.*\bfeature/i),
  type('feature-large', 'Feature, large', 15_000, 25_000, /\b(large|big|major|full)\b.*\bfeature/i),
  type(
    'feature-medium',
    'Feature, medium',
    8_000,
    12_000,
    /\bfeature|\badd\b|\bimplement|\bcreate\b|\bbuild\b/i,
  ),
];

function type(id: string, title: string, from: number, to: number, names: RegExp): TaskType {
  return { id, title, from, to, names };
}

/** The type that a task's name speaks of; undefined where it speaks of none. */
export function taskTypeOf(name: string): TaskType | undefined {
  return TASK_TYPES.find(({ names }) => names.test(name));
}
