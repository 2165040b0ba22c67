/** Models: which ones usage goes to, how that went, and what they are priced at. */
import { getOrInsert } from '../../core/group.ts';
import type { TokenKind } from '../../core/usage.ts';
import { clean } from '../../core/width.ts';
import { fewModelNames } from '../../reports/model-names.ts';
import { ANY_TIME } from '../../rollup/group-by.ts';
import { muted } from '../cells.ts';
import type { Data } from '../data.ts';
import { type StyledLine, styled } from '../draw/styled.ts';
import { byText } from '../table.ts';
import { type GroupRow, groupScreen } from './groups.ts';
import type { ScreenContext } from './screen.ts';

export const models = groupScreen({
  dimension: 'model',
  title: 'Models',
  noun: 'model',
  columns: ({ model, look }) => [
    {
      id: 'source',
      title: 'source',
      width: 12,
      leaves: 10,
      compare: byText(row => sourceOf(model.data, row.name)),
      cell: row => muted(clean(titleOf(model.sources, sourceOf(model.data, row.name)), look.glyphs), look),
      plain: row => sourceOf(model.data, row.name),
    },
  ],
  about: priceLine,
});

function titleOf(sources: ScreenContext['model']['sources'], id: string): string {
  return sources.find(source => source.id === id)?.title ?? id;
}

/** The tools that a model was used by. */
function sourceOf(data: Data, name: string): string {
  const known = data.once('sources of models', ({ journal, prices }) => {
    const sources = new Map<string, Set<string>>();
    const groups = journal.group(prices, {
      timeOf: ANY_TIME,
      placeOf: ({ attribution }) => attribution.source,
      modelOf: fewModelNames(journal),
    });
    for (const { place, model } of groups) getOrInsert(sources, model, () => new Set<string>()).add(place);
    return sources;
  });
  return [...(known.get(name) ?? [])].join(', ');
}

const KINDS: readonly (readonly [TokenKind, string])[] = [
  ['input', 'in'],
  ['output', 'out'],
  ['cacheRead', 'cache read'],
  ['cacheWrite5m', 'cache write'],
];

/** List prices of the most recent use. */
function priceLine(row: GroupRow, { model }: ScreenContext): StyledLine | undefined {
  const [rate] = [...row.tally.buckets.keys()].filter(each => each.status === 'listed').slice(-1);
  const name = model.modelName(row.name);
  if (rate?.status !== 'listed') {
    const status = [...row.tally.buckets.keys()][0]?.status;
    return status === 'unpriced' ? [styled(`${name}: no known price`)] : undefined;
  }
  const prices = KINDS.map(([kind, words]) => `$${rate.published[kind]} ${words}`).join(', ');
  const since = rate.origin.since === undefined ? '' : ` since ${rate.origin.since}`;
  return [styled(`${name}  ${prices} per million${since}`)];
}
