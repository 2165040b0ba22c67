/**
 * What to think of the name and the count of a logged task. These are warnings: an entry is written
 * whatever they say.
 */
import { grouped } from '../core/format.ts';

export interface Remark {
  readonly rule: 'vague' | 'exploratory' | 'partial' | 'abandoned' | 'guessed' | 'exaggerated' | 'rounded';
  readonly text: string;
  readonly advice: string;
}

/** Words that say nothing about which work it was. */
const EMPTY_WORDS = new Set(
  (
    'a an the of on in for to and some more various several other all ' +
    'fix fixes fixed fixing bug bugs issue issues problem problems error errors ' +
    'update updates updated change changes changed edit edits tweak tweaks improve improvements ' +
    'refactor refactoring cleanup feature features task tasks work stuff things thing misc code coding ' +
    'small minor quick tiny simple trivial big large new'
  ).split(' '),
);

const EXPLORATORY =
  /^(?:research(?:ing|ed)?\b|explor(?:e|ing|ation)\b|investigat|brainstorm|experiment(?:ing|ed)? (?:with|on)\b|spike\b|learn(?:ing)? (?:about|how)\b|look(?:ing)? into\b|try(?:ing)? out\b|play(?:ing)? with\b|read(?:ing)? (?:about|up)\b|figur(?:e|ing) out\b)/i;
const PARTIAL =
  /\bwip\b|\bin progress\b|\bpartial(?:ly)?\b|\bhalf[- ]?done\b|\bunfinished\b|\bnot (?:yet )?(?:done|finished)\b|\bto be continued\b|\bongoing\b|\bcontinued\b|\bstart(?:ed|ing)? (?:on|work)\b/i;
const ABANDONED = /^(?:failed|aborted)\b|\babandoned\b|\bgave up\b|\bdead end\b|\bdid(?:n't| not) work\b/i;
const GUESSED = /\bguessed\b|\((?:a )?guess\)|\(estimated?\)|\bapprox\.? *\d|~ *\d/i;
const SMALL = /\b(?:small|minor|quick|tiny|simple|trivial|typo)\b/i;
/** The upper end of the baseline of a simple fix, and a fifth on top of it. */
const SMALL_TOKENS = 3_600;
const ROUND_TOKENS = 5_000;

/** The remarks on an entry, by its own words alone. */
export function remarksOn(task: string, tokens: number): readonly Remark[] {
  const name = task.replace(/^\s*session[\w-]*\s*:\s*/i, '').trim();
  const all: (Remark | false)[] = [
    isVague(name) && {
      rule: 'vague',
      text: 'the name does not say which work it was',
      advice: "name what was changed, as in 'Fix modal dismissal timeout'",
    },
    EXPLORATORY.test(name) && {
      rule: 'exploratory',
      text: 'this is exploratory work',
      advice: 'log it when it has led to a change, under the name of that change',
    },
    PARTIAL.test(name) && {
      rule: 'partial',
      text: 'this is work that is not done yet',
      advice: 'log a task once, when it is finished, with all its tokens',
    },
    ABANDONED.test(name) && {
      rule: 'abandoned',
      text: 'this is failed or abandoned work',
      advice: 'leave it out, or log it with what came of it',
    },
    GUESSED.test(name) && {
      rule: 'guessed',
      text: 'this count is said to be a guess',
      advice: 'take the real count: token-dash log <project> <task> auto',
    },
    SMALL.test(name) &&
      tokens > SMALL_TOKENS && {
        rule: 'exaggerated',
        text: `${grouped(tokens)} tokens are many for what is called small`,
        advice: 'check the count against the session, or say in the name what made it large',
      },
  ];
  return all.filter(remark => remark !== false);
}

/** A count that looks rounded; only `lint` says so, since a real one may be round as well. */
export function remarkOnRounding(tokens: number): Remark | undefined {
  if (tokens === 0 || tokens % ROUND_TOKENS !== 0) return undefined;
  return {
    rule: 'rounded',
    text: `${grouped(tokens)} tokens is a round number`,
    advice: 'log the count that the session states',
  };
}

/** How many times the measured tokens of that day and project a declared count may be. */
export const MOST_TIMES_MEASURED = 2;

/** What to think of a declared count beside what the transcripts hold of the same project and day. */
export function remarkOnMeasured(declared: number, measured: number): Remark | undefined {
  if (measured === 0 || declared <= measured * MOST_TIMES_MEASURED) return undefined;
  return {
    rule: 'exaggerated',
    text: `${grouped(declared)} tokens, where the transcripts of that project and day hold ${grouped(measured)}`,
    advice: 'check the count against the session',
  };
}

function isVague(name: string): boolean {
  const words = name.toLowerCase().match(/[\p{L}\p{N}+#.'-]+/gu) ?? [];
  return words.every(word => EMPTY_WORDS.has(word.replace(/^[.'-]+|[.'-]+$/g, '')));
}
