/** The newest responses, page by page, each with the beginning of what it said where that may be shown. */

import { count, list, nullable, type Output, record, text } from '../core/json-output.ts';
import { published } from '../core/json-schema.ts';
import { matcher } from '../core/query.ts';
import { FLAT_RATE, isMeasured } from '../reports/declared.ts';
import { latest, type Position } from '../reports/latest.ts';
import { latestWork, newestFirst } from '../reports/latest-work.ts';
import { overview } from '../reports/overview.ts';
import { eventRow, type ResponseRow, responseRow, responseShape } from '../reports/response-json.ts';
import { askReport } from './ask-report.ts';
import type { WebContext } from './context.ts';
import { previewOf } from './preview.ts';
import type { Route } from './route.ts';
import { reportParameters } from './words.ts';

const USUAL = 20;
const MOST = 200;

interface Page {
  readonly rows: readonly ResponseRow[];
  readonly count: number;
  readonly next: string | undefined;
}

const shapeOf = (previews: ReadonlyMap<string, string>): Output<Page> =>
  record({
    responses: list(
      (page: Page) => page.rows,
      responseShape(({ event }) => previews.get(event.id) ?? ''),
    ),
    count: count(page => page.count),
    next: nullable(text(page => page.next)),
  });

export const responsesRoute: Route = {
  path: '/api/responses',
  says: `The newest responses, ${USUAL} at a time (limit: at most ${MOST}), the newest first; with source=manual-log what was logged by hand.`,
  parameters: [
    ...reportParameters(overview).filter(({ name }) => !['by', 'order', 'week-start'].includes(name)),
    { name: 'after', says: 'the `next` of the page before' },
    { name: 'task', says: 'only what was logged by hand under this name' },
  ],
  schema: published('/api/responses', shapeOf(new Map()).json),
  async run(question) {
    const after = positionOf(question.search.get('after'));
    if (after === 'wrong') return { problem: `after is the 'next' of another page`, status: 400 };
    const asked = askReport(overview, question);
    if ('problem' in asked) return { ...asked, status: 400 };
    const { input } = asked;
    const { journal, prices, query, zone } = input;
    const limit = Math.min(MOST, query.limit ?? USUAL);
    const task = question.search.get('task') ?? undefined;
    const found =
      isMeasured(query) && task === undefined
        ? latest(journal, prices, matcher(query, zone), limit, after)
        : { indices: [], count: 0 };
    const work = latestWork(input, { most: limit, after, task });
    const all = found.count + work.count;
    const rows = [
      ...found.indices.map(index => responseRow(input, index)),
      ...work.events.map(event => eventRow(input, event, FLAT_RATE)),
    ]
      .sort((a, b) => newestFirst(a.event, b.event))
      .slice(0, limit);
    const last = rows.at(-1)?.event;
    const hasMore = rows.length === limit && limit > 0 && rows.length < all;
    const page: Page = { rows, count: all, next: hasMore && last ? `${last.atMs}-${last.id}` : undefined };
    return { json: shapeOf(await previewsOf(question.context, rows)).write(page) };
  },
};

/** Beginnings of what responses said, by their ids. */
export async function previewsOf(
  { previews, detailsOf }: WebContext,
  rows: readonly ResponseRow[],
): Promise<ReadonlyMap<string, string>> {
  if (!previews.areShown || rows.length === 0) return new Map();
  const measured = rows.filter(({ event }) => !event.work);
  const details = await detailsOf(measured.map(row => row.event));
  return new Map(measured.map((row, i) => [row.event.id, previewOf(details[i]?.text)]));
}

function positionOf(word: string | null): Position | undefined | 'wrong' {
  if (word === null || word === '') return undefined;
  const match = /^(-?\d{1,16})-([0-9a-f]{16})$/.exec(word);
  return match ? { atMs: Number(match[1]), id: match[2]! } : 'wrong';
}
