/** The reducer of the dashboard: what each command makes of a view, without a screen. */
import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/core/calendar.ts';
import { KEYS } from '../../src/tui/keys.ts';
import { type Overlay, type Surroundings, startView, step, type View } from '../../src/tui/view.ts';

const TODAY = 20_000 as Day;
const START = startView('dark');

const AROUND: Surroundings = {
  today: TODAY,
  neighbour: (day, to) => (day + to < TODAY - 2 || day + to > TODAY ? undefined : ((day + to) as Day)),
  rows: ['one', 'two', 'three'],
  themes: ['dark', 'light', 'mono'],
  overlayLines: 25,
  pageLines: 10,
  opens: () => undefined,
  opensSession: () => undefined,
};

type Command = Parameters<typeof step>[1];

/** The view after some commands, from the start or another view. */
function viewAfter(
  commands: readonly Command[],
  from: Partial<View> = {},
  around: Partial<Surroundings> = {},
): View {
  const view: View = { ...START, ...from };
  return commands.reduce<View>((now, command) => step(now, command, { ...AROUND, ...around }), view);
}

/** Only what is expected is looked at; everything else must be as it was. */
function check(commands: readonly Command[], expected: Partial<View>, from: Partial<View> = {}): void {
  expect(viewAfter(commands, from)).toEqual({ ...START, ...from, ...expected });
}

const parts: Overlay = { kind: 'parts', line: 3, scope: { model: 'm' }, order: 'newest' };
const help: Overlay = { kind: 'help', line: 0 };

describe('the row of the breakdown', () => {
  test.each<[commands: readonly Command[], selected: string]>([
    [['down'], 'one'],
    [['down', 'down'], 'two'],
    [['down', 'down', 'down'], 'three'],
    [['down', 'down', 'down', 'down'], 'three'],
    [['down', 'down', 'down', 'down', 'up'], 'two'],
    [['up'], 'three'],
    [['up', 'up'], 'two'],
    [['up', 'up', 'up', 'up'], 'one'],
  ])('%s selects %s', (commands, selected) => check(commands, { selected }));

  test('that is gone is left for the first or the last one', () => {
    check(['down'], { selected: 'one' }, { selected: 'gone' });
    check(['up'], { selected: 'three' }, { selected: 'gone' });
  });

  test('is none where there are no rows', () =>
    expect(viewAfter(['down', 'up'], {}, { rows: [] })).toEqual(START));

  test('is let go of when the rows become others', () => {
    check(['by-project'], { dimension: 'project', selected: undefined }, { selected: 'one' });
    check(
      ['by-model'],
      { dimension: 'model', selected: undefined },
      { selected: 'one', dimension: 'project' },
    );
    check(['previous-day'], { day: (TODAY - 1) as Day, selected: undefined }, { selected: 'one' });
  });
});

describe('the day', () => {
  test.each<[commands: readonly Command[], day: number | undefined]>([
    [['previous-day'], TODAY - 1],
    [['previous-day', 'previous-day', 'previous-day'], TODAY - 2],
    [['previous-day', 'next-day'], undefined],
    [['next-day'], undefined],
  ])('%s', (commands, day) => check(commands, { day: day as Day | undefined }));
});

describe('overlays', () => {
  test('open on top and close one by one; the last Esc quits', () => {
    check(['help'], { overlays: [help] });
    check(['help', 'troubles'], { overlays: [help, { kind: 'troubles', line: 0 }] });
    check(['help', 'troubles', 'close'], { overlays: [help] });
    check(['help', 'help'], { overlays: [] });
    check(['help', 'close', 'close'], { isQuitting: true });
    check(['quit'], { isQuitting: true, overlays: [parts] }, { overlays: [parts] });
  });

  test.each<[from: number, command: Command, to: number]>([
    [3, 'down', 4],
    [24, 'down', 24],
    [3, 'up', 2],
    [0, 'up', 0],
    [3, 'page-down', 12],
    [20, 'page-down', 24],
    [12, 'page-up', 3],
    [3, 'page-up', 0],
    [3, 'first', 0],
    [3, 'last', 24],
  ])('from line %i, %s goes to %i', (line, command, to) =>
    check([command], { overlays: [help, { ...parts, line: to }] }, { overlays: [help, { ...parts, line }] }),
  );

  test('stay on their first line when they have none', () => {
    const view = viewAfter(['down', 'last', 'page-down'], { overlays: [help] }, { overlayLines: 0 });
    expect(view.overlays).toEqual([help]);
  });

  test('open what is selected, and its session; nothing where there is nothing', () => {
    const receipt: Overlay = { kind: 'receipt', line: 0, event: 7 };
    const opens = { opens: () => parts, opensSession: () => receipt };
    expect(viewAfter(['open', 'session'], {}, opens).overlays).toEqual([parts, receipt]);
    check(['open', 'session'], {});
  });

  test('of parts are sorted anew from their first line', () => {
    const [sorted] = viewAfter(['sort'], { overlays: [parts] }).overlays;
    expect(sorted).toMatchObject({ kind: 'parts', line: 0, scope: parts.scope });
    expect(sorted).not.toHaveProperty('order', parts.order);
    expect(viewAfter(['sort', 'sort'], { overlays: [parts] }).overlays).toEqual([{ ...parts, line: 0 }]);
  });

  test('of parts change between all days and the day that is shown', () => {
    const day = (TODAY - 1) as Day;
    const of = (...commands: readonly Command[]) => viewAfter(commands, { day, overlays: [parts] }).overlays;
    expect(of('all-days')).toEqual([{ ...parts, line: 0, scope: { model: 'm', from: day, to: day } }]);
    expect(of('all-days', 'all-days')).toEqual([{ ...parts, line: 0 }]);
    expect(viewAfter(['all-days'], { overlays: [parts] }).overlays).toEqual([
      { ...parts, line: 0, scope: { model: 'm', from: TODAY, to: TODAY } },
    ]);
  });

  test('of other kinds are neither sorted nor of a day', () =>
    check(['sort', 'all-days'], {}, { overlays: [help] }));
});

test('themes and ranges go round', () => {
  check(['theme'], { theme: 'light' });
  check(['theme', 'theme', 'theme'], {});
  const ranges = new Set(Array.from({ length: 4 }, (_, i) => viewAfter(Array(i).fill('range')).range));
  expect(ranges.size).toBe(4);
  check(['range', 'range', 'range', 'range'], {});
});

test('law: no command changes the view that it was given', () => {
  const view: View = Object.freeze({ ...START, overlays: Object.freeze([Object.freeze({ ...parts })]) });
  for (const { id } of KEYS) expect(() => viewAfter([id], view), id).not.toThrow();
});
