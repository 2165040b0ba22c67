/** COST-TRACKING files made by hand: the two of the acceptance script, and any other by its fields. */

interface Tasks {
  readonly count: number;
  readonly usd: string;
  readonly milestone: string;
}

interface Spec {
  readonly session: string;
  readonly date: string;
  readonly phase?: string;
  readonly allocated?: number | string;
  readonly spent: number | string;
  readonly remaining?: number | string;
  readonly waste?: string;
  readonly haiku: Tasks;
  readonly sonnet: Tasks;
  readonly total: string;
}

/** A file as the template has it, with a comment that an editor must keep. */
export function trackingFile(spec: Spec): string {
  const { session, date, phase = 'phase-0', allocated = 500, spent, remaining, waste = '10%', total } = spec;
  const tasks = (model: 'haiku' | 'sonnet', hour: number, tokens: readonly [number, number]) =>
    Array.from({ length: spec[model].count }, (_, i) => [
      `  - id: P0.${model === 'haiku' ? 1 : 2}.${i + 1}`,
      `    description: "${model} work ${i + 1} of ${session}"`,
      `    model: ${model}`,
      `    tokens_in: ${tokens[0]}`,
      `    tokens_out: ${tokens[1]}`,
      `    cost_usd: ${spec[model].usd}`,
      `    timestamp: ${date}T${hour}:00:00Z`,
      `    milestone: "${spec[model].milestone}"`,
    ]).flat();
  return [
    `session: ${session}   # work package`,
    `phase: ${phase}`,
    `date: ${date}`,
    `budget_allocated: $${allocated}`,
    `budget_spent: $${spent}`,
    ...(remaining === undefined ? [] : [`budget_remaining: $${remaining}`]),
    'tasks:',
    ...tasks('haiku', 10, [1000, 400]),
    ...tasks('sonnet', 12, [2000, 800]),
    `total_cost: $${total}`,
    `efficiency_metrics: {haiku_tasks: ${spec.haiku.count}, sonnet_tasks: ${spec.sonnet.count}, cost_waste_percent: ${waste}}`,
    '',
  ].join('\n');
}

export const FIRST = trackingFile({
  ...{ session: 'session-001', date: '2025-11-01', spent: 234, remaining: 266, total: '234.56' },
  haiku: { count: 12, usd: '5.00', milestone: '25%' },
  sonnet: { count: 8, usd: '21.82', milestone: '50%' },
});

export const SECOND = trackingFile({
  ...{
    session: 'session-002',
    date: '2025-11-02',
    spent: 189,
    remaining: 311,
    total: '189.23',
    waste: '20%',
  },
  haiku: { count: 15, usd: '4.00', milestone: '75%' },
  sonnet: { count: 5, usd: '25.846', milestone: '100%' },
});

/** As the project's own template is: nothing in it is filled in. */
export const TEMPLATE = `session: session-X
phase: phase-0
date: YYYY-MM-DD
budget_allocated: $XXX
budget_spent: $XXX
budget_remaining: $XXX

tasks:
  - id: P0.X.X
    description: "What was done"
    model: sonnet/haiku
    tokens_in: XXXXX
    tokens_out: XXXXX
    cost_usd: XX.XX
    timestamp: ISO8601
    milestone: "25%/50%/75%/100%"

total_cost: $XXX.XX
`;
