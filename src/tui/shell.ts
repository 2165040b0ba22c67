/** The lines above every screen: the tabs with the state of the data, and the filter bar. */
import { counted, grouped } from '../core/format.ts';
import { clean } from '../core/width.ts';
import { fill } from './draw/frame.ts';
import type { Look, Size } from './draw/look.ts';
import { lineWidth, type StyledLine, type StyledText, styled } from './draw/styled.ts';
import { measureOf } from './measure.ts';
import { isEmpty } from './panes/pane.ts';
import { rangeTitle, spanText, weekdayText } from './range.ts';
import type { Choice, ScreenEntry } from './screens/screen.ts';
import type { Stores } from './stores.ts';
import { FILTERS, isFiltered, tableState, type View } from './view.ts';
import type { Freshness, ViewModel } from './view-model.ts';

/** From so many columns on tabs have their names, and the filter bar all its parts. */
const WIDE = 118;

export interface ShellInput {
  readonly model: ViewModel;
  readonly age: Freshness;
  readonly view: View;
  readonly size: Size;
  readonly look: Look;
  readonly screens: readonly ScreenEntry[];
  readonly stores: Stores;
}

export function tabLine({ model, age, view, size, look, screens, stores }: ShellInput): StyledLine {
  const { theme } = look;
  const alerts = stores.alertCount?.getState() ?? 0;
  const isWide = size.columns >= WIDE;
  const name = size.columns >= 160 ? [styled(' token-dash ', theme.text.muted)] : [];
  const state = stateWords(model, age, view, look);
  const tabsOf = (shownScreens: readonly ScreenEntry[], hasTitles: boolean) =>
    shownScreens.flatMap((entry): StyledText[] => {
      const isCurrent = entry.id === view.screen;
      const hasAlerts = entry.id === 'alerts' && alerts > 0;
      const title = hasAlerts ? `${entry.title} ${alerts}` : entry.title;
      const label = [entry.key, hasTitles || isCurrent || entry.key === undefined ? title : undefined]
        .filter(Boolean)
        .join(' ');
      // Brackets take the place of the blanks, so that nothing moves.
      const style = hasAlerts ? theme.text.warn : theme.text.muted;
      return isCurrent ? [styled(`[${label}]`, theme.text.current)] : [styled(` ${label} `, style)];
    });
  const mayLeave = ({ key, id }: ScreenEntry) => key === undefined && id !== view.screen;
  let shownScreens = isWide ? screens : screens.filter(entry => !mayLeave(entry));
  const lineOf = (hasTitles = isWide) => [...name, ...joinedTabs(tabsOf(shownScreens, hasTitles))];
  const doesFit = (line: StyledLine) => lineWidth(line) < size.columns - lineWidth(state);
  // Screens without a digit give way, the last one first.
  while (shownScreens.some(mayLeave) && !doesFit(lineOf())) {
    const last = shownScreens.findLast(mayLeave);
    shownScreens = shownScreens.filter(entry => entry !== last);
  }
  const line = doesFit(lineOf()) ? lineOf() : lineOf(false);
  // Where the tab of alerts is shown, the count is in it.
  const isCounted = shownScreens.some(({ id }) => id === 'alerts');
  const right = [...(isCounted ? [] : alertWords(alerts, look)), ...state];
  const room = size.columns - lineWidth(right) - 1;
  const shown = lineWidth(line) > room ? fill(line, Math.max(0, room), look) : line;
  const blank = size.columns - lineWidth(shown) - lineWidth(right);
  return fill([...shown, styled(' '.repeat(Math.max(0, blank))), ...right], size.columns, look);
}

/** One blank between two tabs, not two. */
function joinedTabs(tabs: readonly StyledText[]): StyledLine {
  return tabs.map((tab, i) => {
    const before = tabs[i - 1];
    const isBlank = tab.text.startsWith(' ') && before !== undefined;
    return isBlank ? { ...tab, text: tab.text.slice(1) } : tab;
  });
}

function alertWords(count: number, { theme }: Look): StyledLine {
  return count > 0 ? [styled(counted(count, 'alert'), theme.text.warn), styled('  ')] : [];
}

/** Whether the figures are made up, troubles, and how old the figures are. */
function stateWords(model: ViewModel, age: Freshness, view: View, look: Look): StyledLine {
  const { theme } = look;
  const troubles = model.sources.reduce((sum, source) => sum + source.troubles.length, 0);
  const count =
    model.isRead && troubles > 0 ? [styled(`!${grouped(troubles)}`, theme.text.warn), styled('  ')] : [];
  const demo = age.isDemo ? [styled('demo', theme.text.accent), styled('  ')] : [];
  return [...demo, ...count, ...freshness(model, age, view, look)];
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const STALE_MS = 5 * MINUTE;

function freshness(
  { zone, isRead, journal, extent, today }: ViewModel,
  age: Freshness,
  view: View,
  look: Look,
): StyledLine {
  const { theme, glyphs } = look;
  const { checkedMs, progress, failure } = age;
  if (view.pausedMs !== undefined)
    return [styled(`${glyphs.paused} ${zone.clock(view.pausedMs).slice(0, 5)}`, theme.text.warn)];
  if (!isRead && progress) {
    const percent = progress.ofBytes > 0 ? Math.floor((progress.bytes / progress.ofBytes) * 100) : 0;
    return [
      styled(
        `reading ${grouped(progress.files)}/${grouped(progress.ofFiles)} files ${percent} %`,
        theme.text.muted,
      ),
    ];
  }
  if (checkedMs === undefined) return [styled('looking for logs', theme.text.muted)];
  if (journal.length === 0) return [styled(`${glyphs.empty} no usage`, theme.text.muted)];
  const ms = Math.max(0, (age.nowMs ?? checkedMs) - checkedMs);
  if (failure !== undefined || ms > STALE_MS)
    return [styled(`${glyphs.stale} ${shortAge(ms)}`, theme.text.warn)];
  if (extent.anchor < today) return [styled(`${glyphs.stale} ${today - extent.anchor} d`, theme.text.warn)];
  return [styled(glyphs.fresh, theme.text.good), styled(` ${shortAge(ms)}`, theme.text.muted)];
}

function shortAge(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < 60 * MINUTE) return `${Math.floor(ms / MINUTE)} m`;
  return `${Math.floor(ms / (60 * MINUTE))} h`;
}

/** What a screen puts into the filter bar. */
export interface Bar {
  /** Its own words in place of the range, which it ignores. */
  readonly own?: string;
  readonly obeys: readonly Choice[];
  /** Whether there is something to show without usage. */
  readonly hasOwnData?: boolean;
}

/**
 * Range, filters, grouping, measure and the clock. Where they do not fit, the hint for the key leaves first, then the
 * dates of the range, then the words for grouping and measure.
 */
export function filterLine(input: ShellInput, { own, obeys, hasOwnData = false }: Bar): StyledLine {
  const { model, age, view, size, look } = input;
  const { theme } = look;
  const isWide = size.columns >= WIDE;
  const clock = clockWords(model, age, isWide, look);
  const asked = askedWords(model, view, obeys, look);
  const left = (hasDates: boolean, hasHint: boolean) =>
    isEmpty(model) && !hasOwnData
      ? [styled(' nothing to count yet', theme.text.muted)]
      : filterWords(input, { isWide, own, hasDates, hasHint, hasFilters: obeys.includes('filters') });
  const least = { left: left(false, false), right: clock };
  const fitting = [
    { left: left(true, true), right: [...asked, ...clock] },
    { left: left(true, false), right: [...asked, ...clock] },
    { left: left(false, false), right: [...asked, ...clock] },
    least,
  ].find(each => lineWidth(each.left) + lineWidth(each.right) < size.columns);
  const { left: words, right } = fitting ?? least;
  const room = size.columns - lineWidth(right);
  const shown = lineWidth(words) > room - 1 ? fill(words, Math.max(0, room - 1), look) : words;
  const blank = size.columns - lineWidth(shown) - lineWidth(right);
  return fill([...shown, styled(' '.repeat(Math.max(0, blank))), ...right], size.columns, look);
}

function rangeWords({ model, view, look }: ShellInput, isUsual: boolean, hasDates: boolean): StyledText[] {
  const { theme } = look;
  const line = [styled(` ${rangeTitle(view.range, model.span)}`, isUsual ? {} : theme.text.current)];
  if (hasDates) line.push(styled(`  ${spanText(model.span, model.today)}`, theme.text.muted));
  if (model.extent.anchor < model.today && view.range.to === undefined)
    line.push(styled('  the last with usage', theme.text.warn));
  return line;
}

interface FilterParts {
  readonly isWide: boolean;
  readonly own: string | undefined;
  readonly hasDates: boolean;
  readonly hasHint: boolean;
  readonly hasFilters: boolean;
}

function filterWords(
  input: ShellInput,
  { isWide, own, hasDates, hasHint, hasFilters }: FilterParts,
): StyledLine {
  const { model, view, look } = input;
  const { theme, glyphs } = look;
  const isUsual = own !== undefined || (view.range.id === '30d' && view.range.to === undefined);
  const line = own === undefined ? rangeWords(input, isUsual, hasDates) : [styled(` ${clean(own, glyphs)}`)];
  const { find } = tableState(view);
  if (view.isFinding || find) {
    line.push(
      styled('   / ', theme.text.muted),
      styled(`${clean(find ?? '', glyphs)}${view.isFinding ? '_' : ''}`, theme.text.current),
    );
  }
  for (const name of hasFilters ? FILTERS : []) {
    const value = view.filters[name];
    if (value === undefined && !isWide) continue;
    const shown = value === undefined ? 'any' : filterName(model, name, value);
    line.push(styled(`   ${name} `, theme.text.muted));
    line.push(styled(clean(shown, glyphs), value === undefined ? theme.text.muted : theme.text.current));
  }
  if (hasHint && !view.isFinding && ((hasFilters && isFiltered(view.filters)) || !isUsual || find))
    line.push(styled('   F clears', theme.text.muted));
  return line;
}

export function filterName(model: ViewModel, name: string, value: string): string {
  if (name === 'model') return model.modelName(value);
  if (name === 'project') return model.projectName(value);
  if (name === 'source') return model.sources.find(source => source.id === value)?.title ?? value;
  return value;
}

/** Grouping, measure and bucket, as far as the screen obeys them. */
function askedWords(
  model: ViewModel,
  view: View,
  obeys: readonly Choice[],
  { glyphs, theme }: Look,
): StyledLine {
  const words = [
    ...(obeys.includes('split') ? [`by ${model.dimension}`] : []),
    ...(obeys.includes('measure') ? [measureOf(view.measure).title.toLowerCase()] : []),
    ...(obeys.includes('period') ? [`per ${model.period}`] : []),
    ...(obeys.includes('period') && view.isCompared ? ['compared'] : []),
  ];
  return words.length === 0 ? [] : [styled(`${words.join(` ${glyphs.separator} `)}   `, theme.text.muted)];
}

function clockWords(model: ViewModel, age: Freshness, isWide: boolean, { theme }: Look): StyledLine {
  const { zone, today, minuteMs } = model;
  const day = isWide ? `${weekdayText(today)} ` : '';
  const zoneName = age.zoneName ? ` ${age.zoneName}` : '';
  return [styled(`${day}${zone.clock(minuteMs).slice(0, 5)}${zoneName} `, theme.text.muted)];
}
