/** What each model cost. Dated, prefixed and fast spellings of one model are that model. */
import { modelName } from '../core/scope.ts';
import { groupedReport } from './grouped.ts';

export const models = groupedReport({
  id: 'models',
  title: 'By model',
  answers: 'Which models is it spent on?',
  grouping: {
    word: 'model',
    id: 'model',
    title: 'Model',
    isOrdered: false,
    decidedBy: 'model',
    keys: () => modelName,
  },
});
