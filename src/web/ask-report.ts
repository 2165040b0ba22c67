/** What a report is given by a question over HTTP: the same as by the command line, out of the same words. */
import { declaredOf } from '../budgets/declared.ts';
import type { Report, ReportInput } from '../reports/report.ts';
import { type RequestWords, readRequest, reportFor, strangerAmong } from '../reports/request.ts';
import type { Question } from './route.ts';
import { requestWords, withoutDashes } from './words.ts';

export interface AskedReport {
  readonly report: Report;
  readonly words: RequestWords;
  readonly input: ReportInput;
}

export function askReport(
  asked: Report,
  { context, data, workLog, recovered, nowMs, search }: Question,
): AskedReport | { readonly problem: string } {
  const { zone, settings } = context;
  const words = requestWords(search, asked.id);
  if ('problem' in words) return words;
  const report = reportFor(asked, words);
  const requested = readRequest(words, report, zone.day(nowMs), settings);
  if ('problem' in requested) return { problem: withoutDashes(requested.problem) };
  const { snapshot, prices } = data;
  const stranger = strangerAmong(requested.query.sources, snapshot.sources);
  if (stranger !== undefined) return { problem: withoutDashes(stranger) };
  const projectNames = settings.projects.value ?? {};
  return {
    report,
    words,
    input: {
      ...requested,
      ...{ journal: snapshot.journal, prices, zone, nowMs, projectNames },
      ...{ declared: declaredOf(workLog, settings.manualLog.value), recovered },
    },
  };
}
