/** `token-dash log lint`: what to think of the names and counts of all entries. */
import { type Remark, remarkOnMeasured, remarkOnRounding, remarksOn } from '../../budgets/wording.ts';
import { counted } from '../../core/format.ts';
import { getOrInsert } from '../../core/group.ts';
import { isProject } from '../../core/project-names.ts';
import { totalTokens } from '../../core/usage.ts';
import type { Work } from '../../core/work.ts';
import { aligned } from '../aligned.ts';
import type { Context } from '../context.ts';
import { EXIT } from '../io.ts';
import { printJson } from '../writers/json.ts';
import type { LogWord } from './word.ts';

export const lint: LogWord = {
  word: 'lint',
  about: 'names and counts that say too little or too much',
  async run(context, _, { json }) {
    const { io, manualLog } = context;
    const { entries, troubles } = manualLog.read();
    const measured = await measuredOn(context, entries);
    const remarks = entries.flatMap(work => {
      const counts = [remarkOnRounding(work.tokens.total), measured(work)];
      const all = [...remarksOn(work.name, work.tokens.total), ...counts.filter(each => each !== undefined)];
      return all.map(remark => ({ work, ...remark }));
    });
    if (json) {
      const list = remarks.map(({ work, ...remark }) => ({
        line: work.place.line,
        task: work.name,
        ...remark,
      }));
      printJson(io, list);
      return EXIT.ok;
    }
    io.out(
      aligned(
        remarks.map(({ work, rule, text, advice }) => [
          `line ${work.place.line}`,
          rule,
          `'${work.name}'`,
          `${text}; ${advice}`,
        ]),
      ),
    );
    const unread =
      troubles.length > 0 ? `; ${counted(troubles.length, 'line')} cannot be read (token-dash doctor)` : '';
    io.out(`${counted(entries.length, 'task')}, ${counted(remarks.length, 'remark')}${unread}\n`);
    return EXIT.ok;
  },
};

/** Says of an entry whether its project's entries of that day are far above what the transcripts hold. */
async function measuredOn(
  { load, zone }: Pick<Context, 'load' | 'zone'>,
  entries: readonly Work[],
): Promise<(work: Work) => Remark | undefined> {
  const declared = new Map<string, number>();
  for (const work of entries) declared.set(keyOf(work), (declared.get(keyOf(work)) ?? 0) + work.tokens.total);
  const days = new Set(entries.map(({ day }) => day));
  const measured = new Map<number, Map<string, number>>();
  if (entries.length > 0) {
    const { snapshot } = await load();
    snapshot.journal.visit(event => {
      const day = zone.day(event.atMs);
      if (!days.has(day)) return;
      const projects = getOrInsert(measured, day, () => new Map<string, number>());
      const path = event.project;
      projects.set(path, (projects.get(path) ?? 0) + totalTokens(event.tokens));
    });
  }
  return work => {
    let sum = 0;
    for (const [path, tokens] of measured.get(work.day) ?? [])
      if (isProject(path, work.project)) sum += tokens;
    return remarkOnMeasured(declared.get(keyOf(work)) ?? 0, sum);
  };
}

function keyOf({ day, project }: Work): string {
  return `${day} ${project}`;
}
