/**
 * What each project cost. Worktrees belong to their repository, a session to the directory it began in; and what
 * the user gave a name has that name.
 */
import { projectNames, projectPath } from '../core/project.ts';
import { givenName } from '../core/project-names.ts';
import { groupedReport } from './grouped.ts';

export const projects = groupedReport({
  id: 'projects',
  title: 'By project',
  answers: 'Which projects is it spent on?',
  grouping: {
    word: 'project',
    id: 'project',
    title: 'Project',
    isOrdered: false,
    decidedBy: 'place',
    keys: input => {
      const known = new Map<string | undefined, string>();
      return ({ projectDir }) => {
        const name = known.get(projectDir) ?? nameOf(projectPath(projectDir));
        known.set(projectDir, name);
        return name;
      };

      function nameOf(path: string): string {
        return (givenName(path, input.projectNames) ?? path) || '(no project)';
      }
    },
    shortNames: projectNames,
  },
});
