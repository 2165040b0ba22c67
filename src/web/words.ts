/** The words of a query string, checked against the parameters of a route. */
import { nearest } from '../core/nearest.ts';
import { camelCase, namesIn, type Parameter, parametersOf } from '../reports/parameters.ts';
import type { Report } from '../reports/report.ts';
import type { RequestWords } from '../reports/request.ts';
import type { RouteParameter } from './route.ts';

/** The filters of a report as parameters of a route. */
export function reportParameters(report: Pick<Report, 'id' | 'period'>): readonly RouteParameter[] {
  return parametersOf(report.id)
    .filter(({ isHidden }) => !isHidden)
    .map(parameter => ({
      name: parameter.name,
      says: parameter.says(report.period),
      isList: parameter.isList,
      isFlag: parameter.value === undefined,
      choices: parameter.choices,
    }));
}

/** What is wrong with the names, in words; undefined where nothing is. */
export function strangeWord(search: URLSearchParams, known: readonly string[]): string | undefined {
  for (const name of search.keys()) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    return `'${name}' is no parameter here: ${near ? `did you mean ${near}?` : `there are ${known.join(', ')}`}`;
  }
  return undefined;
}

/** The filters, as the command line has them; or what is wrong with them. */
export function requestWords(
  search: URLSearchParams,
  id: string,
): RequestWords | { readonly problem: string } {
  const words: Record<string, unknown> = {};
  for (const parameter of parametersOf(id)) {
    const given = search.getAll(parameter.name).filter(value => value !== '');
    const [first] = given;
    if (first === undefined) {
      // A flag without a value: `?active`.
      if (parameter.value === undefined && search.has(parameter.name))
        words[camelCase(parameter.name)] = true;
      continue;
    }
    const wrong = parameter.choices && given.find(value => !parameter.choices!.includes(value));
    if (wrong !== undefined) {
      return { problem: `${parameter.name} is one of ${parameter.choices!.join(', ')}, not '${wrong}'` };
    }
    words[camelCase(parameter.name)] = readValue(parameter, given, first);
  }
  return words;
}

function readValue({ name, value, isList }: Parameter, given: readonly string[], first: string): unknown {
  if (value === undefined) return first !== 'false' && first !== '0';
  // A directory may have a comma in its name; here every project has a parameter of its own.
  if (isList) return name === 'project' ? given : given.flatMap(namesIn);
  return first;
}

/** A problem of the command line in the words of a query string. */
export function withoutDashes(problem: string): string {
  return problem.replace(/--(?=[a-z])/g, '');
}
