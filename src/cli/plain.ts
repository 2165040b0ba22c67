/**
 * The calls that nearly all are: the dashboard and the test, with nothing to say about them but one word each. They
 * are understood here, because loading what reads every other command line takes longer than all the rest of a start.
 */
import type { CommonOptions, Invocation } from './arguments.ts';

/** What the flags mean, as `arguments.ts` has it too. */
const PLAIN = ['--test', '--json', '--demo', '--no-cache'] as const;

/** Undefined for whatever is not as plain as that, or wrong. */
export function plainInvocation(argv: readonly string[]): Invocation | undefined {
  if (!argv.every(word => (PLAIN as readonly string[]).includes(word))) return undefined;
  const [isTest, asJson, isDemo, isCacheless] = PLAIN.map(word => argv.includes(word));
  const options: CommonOptions = { demo: isDemo || undefined, cache: !isCacheless };
  if (isTest) return { face: 'validate', asJson: asJson === true, options };
  return asJson ? undefined : { face: 'dashboard', options };
}
