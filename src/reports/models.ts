/** What each model cost. Dated, prefixed and fast spellings of one model are that model. */
import { modelName } from '../core/scope.ts';
import { byName, groupedReport } from './grouped.ts';

export const models = groupedReport({
  id: 'models',
  title: 'By model',
  answers: 'Which models is it spent on?',
  grouping: byName({ word: 'model', title: 'Model', none: '(no model)', read: modelName }),
});
