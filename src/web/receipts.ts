/** What a number is made of: a sum by price and parts, and one response down to the line of its log. */
import { dayText } from '../core/calendar.ts';
import { totalTokens } from '../core/usage.ts';
import type { Work } from '../core/work.ts';
import { dateAndTime } from '../core/work-line.ts';
import { besideReceipt } from '../reports/beside-receipt.ts';
import { workWithId } from '../reports/declared.ts';
import { overview } from '../reports/overview.ts';
import { receipt } from '../reports/receipt.ts';
import { receiptJson } from '../reports/receipt-json.ts';
import { responseShape } from '../reports/response-json.ts';
import { scopeReceipt } from '../reports/scope-receipt.ts';
import { workJson, workReceipt } from '../reports/work-receipt.ts';
import { askReport } from './ask-report.ts';
import type { WebContext } from './context.ts';
import { previewOf } from './preview.ts';
import { previewsOf } from './responses.ts';
import type { Question, Reply, Route } from './route.ts';
import { reportParameters } from './words.ts';

export const receiptRoutes: readonly Route[] = [
  {
    path: '/api/receipts',
    says: 'What a sum is made of: by price, by day or session, and the responses that cost the most.',
    parameters: reportParameters(overview).filter(
      ({ name }) => !['by', 'order', 'limit', 'week-start'].includes(name),
    ),
    async run(question) {
      const asked = askReport(overview, question);
      if ('problem' in asked) return { ...asked, status: 400 };
      const { json, responses } = scopeReceipt(asked.input);
      const previews = await previewsOf(question.context, responses);
      const shape = responseShape(({ event }) => previews.get(event.id) ?? '');
      return { json: { ...(json as object), responses: responses.map(row => shape.write(row)) } };
    },
  },
  {
    path: '/api/receipts/:id',
    says: 'The receipt of one response, or of a task that was logged by hand: arithmetic, price, and where it was logged.',
    parameters: [{ name: 'id', says: 'of the response or the task: 16 hex digits', in: 'path' }],
    run: receiptOf,
  },
];

/** With the fields of a response's receipt, so that one reader shows both. */
function receiptOfWork(work: Work, { zone, settings, shortPath, isThere }: WebContext) {
  const made = workReceipt(work, zone, settings.manualLog.value);
  const { event } = made;
  const file = shortPath(event.file);
  const record = { file, line: event.line, tokens: event.tokens, quality: event.quality };
  const { date, time } = dateAndTime(work);
  return {
    ...receiptJson(made, []),
    ...{ file, records: [record], date, time, totalTokens: made.tokens },
    ...{ isGone: !isThere(event.file), preview: '', work: workJson(made) },
  };
}

async function receiptOf({ context, data, workLog, id }: Question): Promise<Reply> {
  const { journal } = data.snapshot;
  let index: number | undefined;
  if (/^[0-9a-f]{16}$/.test(id)) {
    journal.visit((event, i) => {
      if (event.id === id) index = i;
    });
  }
  const work = index === undefined ? workWithId(workLog, id) : undefined;
  if (work) return { json: receiptOfWork(work, context) };
  if (index === undefined) return { problem: `there is no response '${id}' in the logs`, status: 404 };
  const event = journal.event(index);
  const { zone, previews } = context;
  const records = await context.recordsOf(index);
  const [details] = previews.areShown ? await context.detailsOf([event]) : [];
  const beside = besideReceipt(journal, data.prices, event);
  const made = receiptJson(
    receipt(event, data.prices.rate(event), journal.alsoLoggedBy(index)),
    records,
    beside,
  );
  return {
    json: {
      ...made,
      file: context.shortPath(event.file),
      records: records.map(({ file, reading }) => ({
        file: context.shortPath(file),
        line: reading.line,
        tokens: reading.tokens,
        quality: reading.quality,
      })),
      date: dayText(zone.day(event.atMs)),
      time: zone.clock(event.atMs),
      totalTokens: totalTokens(event.tokens),
      isGone: !context.isThere(event.file),
      preview: previewOf(details?.text),
    },
  };
}
