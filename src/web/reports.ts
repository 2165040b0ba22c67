/** One route per report, with the filters of the command line; as JSON, or as CSV on request. */
import { csvText } from '../reports/csv.ts';
import { REPORTS } from '../reports/index.ts';
import type { Report } from '../reports/report.ts';
import { askReport } from './ask-report.ts';
import type { Route } from './route.ts';
import { reportParameters } from './words.ts';

const FORMATS = ['json', 'csv'] as const;

export const reportRoutes: readonly Route[] = REPORTS.map(routeOf);

function routeOf(report: Report): Route {
  return {
    path: `/api/reports/${report.id}`,
    says: report.answers,
    parameters: [
      ...reportParameters(report),
      { name: 'format', says: 'of the answer: json is usual', choices: FORMATS },
    ],
    schema: report.schema([]),
    run(question) {
      const format = question.search.get('format') ?? 'json';
      if (!(FORMATS as readonly string[]).includes(format))
        return { problem: `format is one of ${FORMATS.join(', ')}, not '${format}'`, status: 400 };
      const asked = askReport(report, question);
      if ('problem' in asked) return { ...asked, status: 400 };
      const answer = asked.report.run(asked.input);
      if (format === 'csv') return { text: csvText(answer), type: 'text/csv; charset=utf-8' };
      return { json: answer.json() };
    },
  };
}
