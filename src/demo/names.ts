/** What occurs in the logs of the demo: models with the days they were in use, projects, branches, tools, titles. */

/** A model of the demo; days as 'YYYY-MM-DD', the last one not included. */
export interface DemoModel {
  readonly id: string;
  readonly since: string;
  readonly until?: string;
  /** How likely it is picked for a session. */
  readonly weight: number;
  /** About how many tokens it writes in a response. */
  readonly output: number;
}

export const CLAUDE_MODELS: readonly DemoModel[] = [
  { id: 'claude-opus-4-5', since: '2025-11-24', until: '2026-05-28', weight: 5, output: 800 },
  { id: 'claude-opus-4-8', since: '2026-05-28', until: '2026-10-12', weight: 5, output: 850 },
  { id: 'claude-opus-5-5', since: '2026-09-22', weight: 5, output: 900 },
  { id: 'claude-sonnet-4-5', since: '2025-09-29', until: '2026-02-17', weight: 6, output: 650 },
  { id: 'claude-sonnet-4-6', since: '2026-02-17', until: '2026-11-14', weight: 3, output: 700 },
  { id: 'claude-sonnet-5-5', since: '2026-09-28', weight: 6, output: 750 },
  { id: 'claude-fable-5-2', since: '2026-11-09', weight: 1.2, output: 1100 },
];
export const SMALL_MODEL: DemoModel = {
  id: 'claude-haiku-4-5-20251001',
  since: '2025-10-15',
  weight: 1,
  output: 500,
};
export const GOOSE_MODELS: readonly DemoModel[] = [
  { id: 'gpt-5.5', since: '2026-04-23', until: '2026-10-20', weight: 3, output: 700 },
  { id: 'gpt-6.1-sol', since: '2026-09-29', weight: 3, output: 700 },
  { id: 'qwen4-coder', since: '2025-11-01', weight: 1.5, output: 600 },
];
/** No list has a price for it: the sums of the days when it was tried are lower bounds. */
export const UNPRICED_MODEL: DemoModel = {
  id: 'devstral-local:24b',
  since: '2025-11-01',
  weight: 1,
  output: 500,
};
/** It runs on the developer's own machine; the configuration of the demo says that it is free. */
export const FREE_MODEL = 'qwen4-coder';

export interface DemoProject {
  readonly dir: string;
  readonly weight: number;
  /** The directory of the account that it is worked on with, below the home. */
  readonly account: string;
  readonly branches: readonly string[];
}

export const WORK = '.claude';
export const PERSONAL = '.claude-home';

export const PROJECTS: readonly DemoProject[] = [
  {
    dir: '/home/demo/code/aurora-api',
    weight: 6,
    account: WORK,
    branches: ['main', 'fix/login-loop', 'feat/search', 'feat/webhooks'],
  },
  { dir: '/home/demo/code/lighthouse', weight: 4, account: WORK, branches: ['main', 'feat/charts'] },
  { dir: '/home/demo/code/tidepool', weight: 3, account: WORK, branches: ['main', 'perf/queries'] },
  { dir: '/home/demo/code/quartz-infra', weight: 2, account: WORK, branches: ['main', 'chore/deps'] },
  { dir: '/home/demo/code/paper-cranes', weight: 1.6, account: PERSONAL, branches: ['main', 'draft'] },
  { dir: '/home/demo/code/dotfiles', weight: 0.8, account: PERSONAL, branches: ['main'] },
];

/** Programs that start Claude Code, as its logs name them. */
export const CLIENTS = [
  { id: 'cli', weight: 7 },
  { id: 'claude-vscode', weight: 2 },
  { id: 'sdk-cli', weight: 0.6 },
] as const;

export const AGENTS = [
  { type: 'Explore', weight: 4, isSmall: true },
  { type: 'code-reviewer', weight: 3, isSmall: false },
  { type: 'test-writer', weight: 2, isSmall: true },
  { type: 'general-purpose', weight: 2, isSmall: false },
] as const;
export const COMMANDS = ['/review', '/commit', '/plan', '/init'] as const;
export const SKILLS = ['release-notes', 'pdf', 'frontend-design', 'commit'] as const;

/** Tools and how often they are called. Names of an MCP server's tools begin with `mcp__` and the server. */
export const TOOLS = [
  { name: 'Read', weight: 9 },
  { name: 'Edit', weight: 7 },
  { name: 'Bash', weight: 8 },
  { name: 'Grep', weight: 5 },
  { name: 'Write', weight: 2 },
  { name: 'TodoWrite', weight: 2 },
  { name: 'WebFetch', weight: 0.6 },
  { name: 'mcp__github__get_pull_request', weight: 0.9 },
  { name: 'mcp__github__create_issue', weight: 0.3 },
  { name: 'mcp__linear__list_issues', weight: 0.6 },
  { name: 'mcp__postgres__query', weight: 0.9 },
  { name: 'mcp__playwright__browser_snapshot', weight: 0.7 },
] as const;

/** What sessions are about: titles as Claude Code makes them of the first prompt. */
export const TITLES = [
  'Fix the login loop after a token refresh',
  'Add search to the orders page',
  'Rate limits for the public API',
  'Refactor the auth middleware',
  'Why does CI take 19 minutes',
  'Retry policy for the payment hooks',
  'Typed errors across the gateway',
  'Trace the slow dashboard query',
  'Cache headers for static assets',
  'Property tests for the parser',
  'Offline mode for the CLI',
  'Deduplicate webhooks by key',
  'Replace the cron with a queue',
  'Better diffs in the review bot',
  'Audit log with hash chain',
  'Locale fallback for emails',
  'Load test the checkout',
  'Fix time zone drift in reports',
  'Make the sidebar keyboard friendly',
  'Terraform: two regions, one state',
  'Release notes for 1.14',
  'Undo for bulk edits',
  'Explain plan regressions',
  'Port the date picker',
] as const;

/** Beginnings of responses, for previews. */
export const SENTENCES = [
  'The refresh handler reads the old cookie once more, which is why the redirect repeats.',
  'I will look at how the importer builds its batches before I change anything.',
  'All tests pass. The slowest one now takes 0.4 s instead of 11 s.',
  'Two callers rely on the old order of arguments; I adapted both of them.',
  'The index is there, but the query casts the column, so it is not used.',
  'Done: the setting is read once at start and passed down as an argument.',
  'That failure comes from the clock of the runner. I pinned it in the fixture.',
  'Here is the plan: first the schema, then the writer, and the reader last.',
  'The diff is small: one guard, and a test that fails without it.',
  'I found three places that format money by hand and joined them in one function.',
  'The lock is released on every path now, also when the request is cancelled.',
  'This needs a migration. I wrote it so that it can run while the service is up.',
] as const;
