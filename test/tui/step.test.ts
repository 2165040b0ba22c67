/** The reducer of the dashboard: what each command makes of a view, without a screen. */
import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/core/calendar.ts';
import { bucketsOf } from '../../src/reports/buckets.ts';
import { KEYS, type KeyCommand } from '../../src/tui/keys.ts';
import { type Around, step } from '../../src/tui/step.ts';
import { byNumber, byText, type Table, tableOf } from '../../src/tui/table.ts';
import { type Overlay, startView, tableState, type View } from '../../src/tui/view.ts';

const TODAY = 20_000 as Day;
const START = startView('dark');

interface Row {
  readonly name: string;
  readonly cost: number;
}

const ROWS: readonly Row[] = [
  { name: 'one', cost: 3 },
  { name: 'two', cost: 2 },
  { name: 'three', cost: 1 },
];

function tableAt(view: View, rows = ROWS): Table {
  return tableOf<Row>(
    {
      title: 'Rows',
      rows,
      idOf: row => row.name,
      nameOf: row => row.name,
      columns: [
        { id: 'name', title: 'name', width: 8, compare: byText(row => row.name), cell: row => row.name },
        {
          id: 'cost',
          title: 'cost',
          width: 8,
          compare: byNumber(row => row.cost),
          isDescending: true,
          cell: row => String(row.cost),
        },
      ],
      sort: 'cost',
      opens: row => ({ level: { kind: 'responses', title: row.name, scope: { model: row.name } } }),
    },
    tableState(view),
  );
}

const AROUND: Omit<Around, 'table'> = {
  screens: [
    { id: 'overview', title: 'Overview' },
    { id: 'models', title: 'Models' },
    { id: 'doctor', title: 'Doctor' },
  ],
  views: 0,
  pageRows: 3,
  buckets: bucketsOf({ from: TODAY - 6, to: TODAY }, 'day', 1),
  days: [TODAY - 40, TODAY - 4, TODAY - 1, TODAY],
  anchor: TODAY,
  hasChart: true,
  alone: ['chart', 'list'],
  obeys: ['range', 'filters', 'split', 'measure', 'period'],
  themes: ['dark', 'light', 'mono'].map(id => ({ id, title: id })),
  nowMs: 7,
  overlayLines: 25,
  overlayPage: 10,
};

/** The view after some commands, from the start or another view. */
function viewAfter(
  commands: readonly KeyCommand[],
  from: Partial<View> = {},
  around: Partial<Around> = {},
): View {
  return commands.reduce<View>(
    (now, command) => step(now, command, { ...AROUND, table: tableAt(now), ...around }),
    { ...START, ...from },
  );
}

const selectedAfter = (...args: Parameters<typeof viewAfter>) => tableState(viewAfter(...args)).selected;
const help: Overlay = { kind: 'help', line: 0 };

describe('the selected row', () => {
  test.each<[commands: readonly KeyCommand[], selected: string]>([
    [['down'], 'one'],
    [['down', 'down'], 'two'],
    [['down', 'down', 'down'], 'three'],
    [['down', 'down', 'down', 'down'], 'three'],
    [['down', 'down', 'down', 'down', 'up'], 'two'],
    [['up'], 'three'],
    [['up', 'up', 'up', 'up'], 'one'],
    [['last'], 'three'],
    [['last', 'first'], 'one'],
    [['page-down'], 'three'],
    [['last', 'page-up'], 'one'],
  ])('%s selects %s', (commands, selected) => expect(selectedAfter(commands)).toBe(selected));

  test('is kept by name when the order changes', () => {
    expect(selectedAfter(['down', 'reverse', 'down'])).toBe('one');
    expect(tableAt(viewAfter(['sort'])).idAt(0)).toBe('one');
    expect(tableAt(viewAfter(['sort', 'reverse'])).idAt(0)).toBe('two');
  });

  test('that is gone is left for the first or the last one', () => {
    const tables = { 'overview 0': { selected: 'gone' } };
    expect(selectedAfter(['down'], { tables })).toBe('one');
    expect(selectedAfter(['up'], { tables })).toBe('three');
  });

  test('is none where there are no rows', () => {
    expect(viewAfter(['down', 'up'], {}, { table: tableAt(START, []) })).toEqual(START);
    expect(viewAfter(['down', 'up'], {}, { table: undefined })).toEqual(START);
  });

  test('goes when the rows become others', () =>
    expect(selectedAfter(['down', 'by-project'])).toBeUndefined());
});

describe('levels', () => {
  test('open what is selected, and Backspace and Esc go back to exactly that row', () => {
    const opened = viewAfter(['down', 'down', 'open']);
    expect(opened.levels.overview).toEqual([{ kind: 'responses', title: 'two', scope: { model: 'two' } }]);
    expect(tableState(opened).selected).toBeUndefined();
    for (const way of ['back', 'close'] as const) {
      const back = viewAfter(['down', 'down', 'open', way]);
      expect(back.levels.overview).toEqual([]);
      expect(tableState(back).selected).toBe('two');
    }
  });

  test('Enter with nothing selected opens the first row', () =>
    expect(viewAfter(['open']).levels.overview?.[0]?.title).toBe('one'));

  test('Backspace never quits', () => expect(viewAfter(['back', 'back', 'back']).isQuitting).toBe(false));

  test('of responses change between all days and the day that is shown', () => {
    const scopeAfter = (...commands: KeyCommand[]) =>
      viewAfter(['open', ...commands]).levels.overview?.[0]?.scope;
    expect(scopeAfter('all-days')).toEqual({ model: 'one', from: TODAY, to: TODAY });
    expect(scopeAfter('all-days', 'all-days')).toEqual({ model: 'one' });
  });
});

describe('Esc', () => {
  test.each<[name: string, commands: readonly KeyCommand[], from: Partial<View>, presses: number]>([
    ['at once on the bare Overview', [], {}, 1],
    ['after the selection', ['down'], {}, 2],
    ['after what is open', ['help'], {}, 2],
    ['after what is open and the selection', ['down', 'help'], {}, 3],
    ['after the find field', [], { isFinding: true }, 2],
    ['after what was found', [], { tables: { 'overview 0': { find: 'x' } } }, 2],
    ['after the cursor', ['previous'], {}, 2],
    ['after the zoom', ['zoom'], {}, 2],
    ['after a level', ['down', 'open'], {}, 3],
    ['after the way home', ['next-screen'], {}, 2],
  ])('quits %s', (_, commands, from, presses) => {
    const view = viewAfter(commands, from);
    for (let i = 1; i < presses; i += 1)
      expect(viewAfter(Array(i).fill('close'), view).isQuitting).toBe(false);
    expect(viewAfter(Array(presses).fill('close'), view).isQuitting).toBe(true);
  });
});

describe('the cursor', () => {
  test.each<[commands: readonly KeyCommand[], day: number | undefined]>([
    [['previous'], TODAY - 1],
    [['previous', 'previous'], TODAY - 2],
    [['previous', 'next'], undefined],
    [['previous-used', 'previous-used'], TODAY - 4],
    [['previous-used', 'next-used'], undefined],
    [['next'], undefined],
  ])('%s', (commands, day) => expect(viewAfter(commands).cursor).toBe(day));

  test('takes the range along when it leaves it', () => {
    const view = viewAfter(Array(7).fill('previous'));
    expect(view.cursor).toBe(TODAY - 7);
    expect(view.range).toEqual({ id: '30d', to: TODAY - 1 });
    const far = viewAfter(['previous-used', 'previous-used', 'previous-used']);
    expect(far.cursor).toBe(TODAY - 40);
    expect(far.range.to).toBe(TODAY - 34);
  });

  test('says so where there is nothing further', () => {
    expect(viewAfter(['next']).message).toBe('nothing later');
    expect(viewAfter(['previous'], {}, { hasChart: false }).message).toBe('nothing to do here');
  });
});

describe('a key that changes nothing here says so', () => {
  const nothing = 'nothing to do here';
  test.each(['measure', 'by-project', 'range', 'bars', 'by-week', 'compare', 'zoom'] as const)(
    '%s',
    command => {
      const on = (around: Partial<Around>) => viewAfter([command], {}, around);
      expect(on({ hasChart: false, obeys: ['filters'], alone: [] })).toEqual({ ...START, message: nothing });
      expect(on({}).message).not.toBe(nothing);
    },
  );

  test('in the list of a row', () => {
    const inList = viewAfter(['open']);
    expect(step(inList, 'bars', { ...AROUND, table: undefined })).toEqual({ ...inList, message: nothing });
  });

  test('z shows each part alone, then all', () => {
    const zooms = ['zoom', 'zoom', 'zoom'].map(
      (_, i, all) => viewAfter(all.slice(0, i + 1) as KeyCommand[]).zoom,
    );
    expect(zooms).toEqual(['chart', 'list', undefined]);
  });
});

describe('overlays', () => {
  test('open on top and close one by one; the key that opened one closes it', () => {
    const kinds = (...commands: KeyCommand[]) => viewAfter(commands).overlays.map(({ kind }) => kind);
    expect(kinds('help', 'troubles')).toEqual(['help', 'troubles']);
    expect(kinds('help', 'troubles', 'close')).toEqual(['help']);
    expect(kinds('help', 'help')).toEqual([]);
    expect(kinds('palette', 'back')).toEqual([]);
  });

  test.each<[from: number, command: KeyCommand, to: number]>([
    [3, 'down', 4],
    [24, 'down', 24],
    [3, 'up', 2],
    [0, 'up', 0],
    [3, 'page-down', 12],
    [3, 'pause', 12],
    [20, 'page-down', 24],
    [12, 'page-up', 3],
    [3, 'first', 0],
    [3, 'last', 24],
  ])('from line %i, %s goes to %i', (line, command, to) =>
    expect(viewAfter([command], { overlays: [help, { ...help, line }] }).overlays).toEqual([
      help,
      { ...help, line: to },
    ]),
  );

  test('keep keys of the screen from it', () =>
    expect(viewAfter(['by-project', 'sort', 'range', 'next-screen'], { overlays: [help] })).toEqual({
      ...START,
      overlays: [help],
    }));
});

test('themes, ranges, measures, screens and groupings go round, and back', () => {
  expect(viewAfter(['theme']).theme).toBe('light');
  expect(viewAfter(['theme', 'previous-theme']).theme).toBe('dark');
  expect(viewAfter(['previous-theme']).message).toBe('theme: mono');
  expect(viewAfter(Array(5).fill('range')).range).toEqual({ id: '30d' });
  expect(viewAfter(Array(8).fill('measure')).measure).toBe('cost');
  expect(viewAfter(['next-screen', 'next-screen', 'next-screen']).screen).toBe('overview');
  expect(viewAfter(['previous-screen']).screen).toBe('doctor');
  expect(viewAfter(['next-view', 'previous-view']).split).toBe('model');
  expect(viewAfter(['next-view', 'next-view'], {}, { views: 2 }).tabs.overview).toBe(0);
});

test('a pause is a moment, and goes on', () => {
  expect(viewAfter(['pause']).pausedMs).toBe(7);
  expect(viewAfter(['pause', 'pause']).pausedMs).toBeUndefined();
});

test('law: no command changes the view that it was given', () => {
  const view: View = Object.freeze({ ...START, overlays: Object.freeze([Object.freeze({ ...help })]) });
  for (const { id } of KEYS) {
    expect(() => viewAfter([id], view), id).not.toThrow();
    expect(() => viewAfter([id], Object.freeze({ ...START })), id).not.toThrow();
  }
});
