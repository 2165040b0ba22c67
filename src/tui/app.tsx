/**
 * The dashboard as a React tree: listens to the feed, the clock, the keys and the size, keeps the view, and hands both
 * to the panes. What anything means is decided elsewhere (`view.ts`, `scene.ts`, `panes/`, `sheets/`); here it is only
 * brought together.
 */
import { Box } from 'ink';
import { memo, useEffect, useMemo, useReducer, useRef, useState, useSyncExternalStore } from 'react';
import type { Zone } from '../core/calendar.ts';
import type { Feed, Snapshot } from '../core/feed.ts';
import type { Limits } from '../core/limits.ts';
import type { PriceLookup } from '../core/price.ts';
import type { Store } from '../core/store.ts';
import { neighbourDay } from '../reports/breakdown.ts';
import type { RecordLine } from '../reports/receipt-text.ts';
import type { Look, Size } from './draw/chart.ts';
import { Lines } from './draw/Line.tsx';
import { footer } from './footer.ts';
import type { Keys } from './input.ts';
import { type Command, commandOf } from './keys.ts';
import { layoutOf } from './layout.ts';
import { PANES } from './panes/index.ts';
import { nothingPane } from './panes/nothing.ts';
import type { Pane, PaneProps } from './panes/pane.ts';
import { type Age, minuteOf, type Scene, type Stage } from './scene.ts';
import { HELP_ROWS, Help, helpPage } from './sheets/help.tsx';
import { contentOf, openedBy, sessionOpenedBy } from './sheets/index.ts';
import { drawSheet, pageLines } from './sheets/sheet.ts';
import { tooSmall } from './too-small.ts';
import { type Surroundings, startView, step, type View } from './view.ts';

export interface AppProps {
  readonly feed: Feed;
  /** The same lookup as long as no price changes. */
  readonly prices: Store<PriceLookup>;
  /** What status lines were told of the vendor's limits. */
  readonly limits?: Store<Limits>;
  readonly zone: Zone;
  /** Where scenes are made: what it made for the first frame stands. */
  readonly stage: Stage;
  readonly now: () => number;
  readonly size: Store<Size>;
  readonly keys: Keys;
  readonly themes: readonly string[];
  readonly theme: string;
  lookOf(theme: string): Look;
  /** Finds the log records behind the event at a position of the journal. */
  recordsOf(index: number): Promise<readonly RecordLine[]>;
  onQuit(): void;
  readonly refreshMs?: number;
}

export const REFRESH_MS = 10_000;

export function App(props: AppProps) {
  const { feed, zone, now } = props;
  const snapshot = useStore(feed);
  const size = useStore(props.size);
  const prices = useStore(props.prices);
  const [view, tell] = useReducer(
    (seen: View, [command, around]: readonly [Command, Surroundings]) => step(seen, command, around),
    props.theme,
    startView,
  );
  const limits = useStore(props.limits ?? NO_LIMITS);
  const { today, minuteMs } = useClock(feed, zone, now, props.refreshMs ?? REFRESH_MS);
  const age = useAge(snapshot, zone);
  const look = props.lookOf(view.theme);
  const scene = props.stage.scene(snapshot, view, {
    prices,
    zone,
    today,
    minuteMs,
    limits,
    currency: look.currency,
  });
  const records = useRecords(view, scene, props.recordsOf);
  const layout = useMemo(() => layoutOf(size), [size]);
  const sheet = view.sheets.at(-1);
  const content = useMemo(
    () => sheet && contentOf(sheet, { scene, prices, look, records, columns: size.columns - 4 }),
    [sheet, scene, prices, look, records, size.columns],
  );

  const around: Surroundings = {
    today,
    neighbour: (day, way) => neighbourDay(scene.tallies, day, way, today),
    rows: scene.rows.map(row => row.name),
    themes: props.themes,
    sheetLines: sheet?.kind === 'help' ? HELP_ROWS.length : (content?.count ?? 0),
    pageLines: layout ? (content ? pageLines(content, layout.sheet) : helpPage(layout.sheet)) : 1,
    opens: seen => openedBy(seen, scene),
    opensSession: seen => sessionOpenedBy(seen, scene),
  };
  const latest = useRef({ view, around });
  latest.current = { view, around };
  useEffect(
    () =>
      props.keys.listen(keys => {
        for (const key of keys) {
          const command = commandOf(key, latest.current.view.sheets.length > 0);
          if (command === 'refresh') void feed.refresh();
          else if (command) tell([command, latest.current.around]);
        }
      }),
    [props.keys, feed],
  );
  useEffect(() => {
    if (view.isQuitting) props.onQuit();
  }, [view.isQuitting, props]);

  if (!layout) return <Lines lines={tooSmall(size, look)} />;
  const foot = <Lines lines={[footer(layout.footer.columns, sheet !== undefined, look)]} />;
  if (sheet?.kind === 'help') {
    return (
      <Box width={size.columns} height={size.rows} flexDirection="column">
        <Help line={sheet.line} size={layout.sheet} look={look} />
        {foot}
      </Box>
    );
  }
  if (sheet && content) {
    return (
      <Box width={size.columns} height={size.rows} flexDirection="column">
        <Lines lines={drawSheet(content, sheet.line, layout.sheet, look)} />
        {foot}
      </Box>
    );
  }
  const [summary, usage, cost, tokens, spend] = PANES;
  const paint = (pane: Pane, room: Size) => <Picture {...{ pane, scene, age, view, look }} size={room} />;
  const hasNothing = scene.isRead && scene.journal.length === 0;
  return (
    <Box width={size.columns} height={size.rows} flexDirection="column">
      {paint(summary, layout.summary)}
      {hasNothing ? (
        paint(nothingPane, layout.body)
      ) : (
        <>
          <Box>
            {paint(usage, layout.trends[0])}
            {paint(cost, layout.trends[1])}
          </Box>
          <Box>
            {paint(tokens, layout.breakdowns[0])}
            {paint(spend, layout.breakdowns[1])}
          </Box>
        </>
      )}
      {foot}
    </Box>
  );
}

/** A pane, drawn when it shows something new: most looks find nothing, and then only the age of the figures is. */
const Picture = memo(
  function Picture({ pane, ...props }: PaneProps & { readonly pane: Pane }) {
    return <Lines lines={pane.draw(props)} />;
  },
  (before, { pane, scene, age, view, size, look }) =>
    before.pane === pane &&
    before.scene === scene &&
    before.view === view &&
    before.size === size &&
    before.look === look &&
    (before.age === age || !pane.showsAge),
);

function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(
    listener => store.subscribe(listener),
    () => store.getState(),
  );
}

const NONE: Limits = [];
const NO_LIMITS: Store<Limits> = { getState: () => NONE, subscribe: () => () => {} };

/** What is said of the age of the figures; on whose clock, when the first frame is on the screen. */
function useAge({ checkedMs, progress, failure }: Snapshot, zone: Zone): Age {
  const [zoneName, setName] = useState<string>();
  useEffect(() => setName(zone.name), [zone]);
  return useMemo(
    () => ({ checkedMs, progress, failure, zoneName }),
    [checkedMs, progress, failure, zoneName],
  );
}

/** Refreshes on a beat, and says what time it is: the clock rolls over midnight by itself. */
function useClock(feed: Feed, zone: Zone, now: () => number, refreshMs: number) {
  const [minuteMs, setMinute] = useState(() => minuteOf(now()));
  useEffect(() => {
    void feed.refresh();
    const timer = setInterval(() => {
      setMinute(minuteOf(now()));
      void feed.refresh();
    }, refreshMs);
    return () => clearInterval(timer);
  }, [feed, now, refreshMs]);
  return { minuteMs, today: zone.day(minuteMs) };
}

/** The records of the receipt that is open; undefined while they are looked up. */
function useRecords(view: View, scene: Scene, recordsOf: AppProps['recordsOf']) {
  const sheet = view.sheets.at(-1);
  const index = sheet?.kind === 'receipt' ? sheet.event : undefined;
  const { journal } = scene;
  const [found, setFound] = useState<{ index: number; records: readonly RecordLine[] }>();
  useEffect(() => {
    if (index === undefined || index >= journal.length) return;
    let isWanted = true;
    void recordsOf(index).then(records => {
      if (isWanted) setFound({ index, records });
    });
    return () => {
      isWanted = false;
    };
  }, [index, journal, recordsOf]);
  return found && found.index === index ? found.records : undefined;
}
