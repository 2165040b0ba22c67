/**
 * The dashboard as a React tree: listens to the feed, the clock, the keys and the size, keeps the view, and hands both
 * to the panes. What anything means is decided elsewhere (`view.ts`, `model.ts`, `panes/`, `overlays/`); here it is only
 * brought together.
 */
import { Box } from 'ink';
import { useEffect, useMemo, useReducer, useRef, useState, useSyncExternalStore } from 'react';
import type { Zone } from '../core/calendar.ts';
import type { Limits } from '../core/limits.ts';
import type { PriceLookup } from '../core/price.ts';
import type { Store } from '../core/store.ts';
import { neighbourDay } from '../reports/breakdown.ts';
import type { RecordLine } from '../reports/receipt-text.ts';
import type { Feed, Snapshot } from '../rollup/feed.ts';
import type { Compose } from './compose.ts';
import { Canvas } from './draw/Canvas.tsx';
import type { Look, Size } from './draw/look.ts';
import { footer } from './footer.ts';
import type { Keys } from './input.ts';
import { type Command, commandOf } from './keys.ts';
import { isLargeEnough, overlaySize } from './layout.ts';
import { HELP_ROWS, Help, helpPage } from './overlays/help.tsx';
import { contentOf, openedBy, sessionOpenedBy } from './overlays/index.ts';
import { pageLines } from './overlays/overlay.ts';
import { type Surroundings, startView, step, type View } from './view.ts';
import { type Freshness, minuteOf, type ViewModel, type ViewModelBuilder } from './view-model.ts';

export interface AppProps {
  readonly feed: Feed;
  /** The same lookup as long as no price changes. */
  readonly prices: Store<PriceLookup>;
  /** What status lines were told of the vendor's limits. */
  readonly limits?: Store<Limits>;
  readonly zone: Zone;
  /** Where scenes are made: what it made for the first frame stands. */
  readonly builder: ViewModelBuilder;
  /** Makes frames, and remembers the panes of the last one. */
  readonly compose: Compose;
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
  const model = props.builder.build(snapshot, view, {
    prices,
    zone,
    today,
    minuteMs,
    limits,
    currency: look.currency,
  });
  const records = useRecords(view, model, props.recordsOf);
  const room = overlaySize(size);
  const overlay = view.overlays.at(-1);
  const content = useMemo(
    () => overlay && contentOf(overlay, { model, prices, look, records, columns: size.columns - 4 }),
    [overlay, model, prices, look, records, size.columns],
  );

  const around: Surroundings = {
    today,
    neighbour: (day, way) => neighbourDay(model.tallies, day, way, today),
    rows: model.rows.map(row => row.name),
    themes: props.themes,
    overlayLines: overlay?.kind === 'help' ? HELP_ROWS.length : (content?.count ?? 0),
    pageLines: content ? pageLines(content, room) : helpPage(room),
    opens: seen => openedBy(seen, model),
    opensSession: seen => sessionOpenedBy(seen, model),
  };
  const latest = useRef({ view, around });
  latest.current = { view, around };
  useEffect(
    () =>
      props.keys.listen(keys => {
        for (const key of keys) {
          const command = commandOf(key, latest.current.view.overlays.length > 0);
          if (command === 'refresh') void feed.refresh();
          else if (command) tell([command, latest.current.around]);
        }
      }),
    [props.keys, feed],
  );
  useEffect(() => {
    if (view.isQuitting) props.onQuit();
  }, [view.isQuitting, props]);

  if (overlay?.kind === 'help' && isLargeEnough(size)) {
    return (
      <Box width={size.columns} height={size.rows} flexDirection="column">
        <Help line={overlay.line} size={room} look={look} />
        <Canvas lines={[footer(size.columns, true, look)]} />
      </Box>
    );
  }
  return (
    <Box width={size.columns} height={size.rows} flexDirection="column">
      <Canvas lines={props.compose({ model, age, view, size, look, overlay: content })} />
    </Box>
  );
}

function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(
    listener => store.subscribe(listener),
    () => store.getState(),
  );
}

const NONE: Limits = [];
const NO_LIMITS: Store<Limits> = { getState: () => NONE, subscribe: () => () => {} };

/** What is said of the age of the figures; on whose clock, when the first frame is on the screen. */
function useAge({ checkedMs, progress, failure }: Snapshot, zone: Zone): Freshness {
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
function useRecords(view: View, model: ViewModel, recordsOf: AppProps['recordsOf']) {
  const overlay = view.overlays.at(-1);
  const index = overlay?.kind === 'receipt' ? overlay.event : undefined;
  const { journal } = model;
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
