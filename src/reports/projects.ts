/**
 * What each project cost. Worktrees belong to their repository, a session to the directory it began in; and what
 * the user gave a name has that name.
 */
import { getOrInsert } from '../core/group.ts';
import { projectNames } from '../core/project.ts';
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
      const known = new Map<string, string>();
      return ({ project }) => getOrInsert(known, project, () => nameOf(project));

      function nameOf(path: string): string {
        return (givenName(path, input.projectNames) ?? path) || '(no project)';
      }
    },
    shortNames: projectNames,
  },
});
