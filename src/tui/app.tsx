/**
 * The dashboard as a React tree: a controller's newest frame on Ink's canvas, and over it the small table that a frame
 * may hold. What anything means is decided in the controller; here it is only shown.
 */
import { Box } from 'ink';
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import type { Frame } from './compose.ts';
import type { Controller } from './controller.ts';
import { Canvas } from './draw/Canvas.tsx';
import type { Look, Size } from './draw/look.ts';
import type { Keys } from './input.ts';

export interface AppProps {
  readonly controller: Controller;
  readonly keys: Keys;
  readonly size: () => Size;
  lookOf(theme: string): Look;
  readonly refreshMs?: number;
  refresh(): void;
}

/** Not part of a start: ink-table hashes its rows, and node:crypto takes a tenth of a second to load. */
const loadTable = async () => ({ default: (await import('./Table.tsx')).Table });
const Table = lazy(loadTable);
/** When it is loaded, unless a table is shown before. */
const TABLE_MS = 2000;

export const REFRESH_MS = 10_000;
/** How often the age of the figures is drawn anew. */
const AGE_MS = 5000;

export function App({ controller, keys, size, lookOf, refreshMs = REFRESH_MS, refresh }: AppProps) {
  const frame: Frame = useSyncExternalStore(
    listener => controller.subscribe(listener),
    () => controller.getState(),
  );
  useEffect(() => keys.listen(pressed => controller.press(pressed)), [keys, controller]);
  useEffect(() => controller.nameZone(), [controller]);
  useEffect(() => {
    refresh();
    const refreshing = setInterval(refresh, refreshMs);
    const ageing = setInterval(() => controller.tick(), AGE_MS);
    return () => {
      clearInterval(refreshing);
      clearInterval(ageing);
    };
  }, [controller, refreshMs, refresh]);
  useEffect(() => {
    const loading = setTimeout(loadTable, TABLE_MS);
    return () => clearTimeout(loading);
  }, []);
  const { columns, rows } = size();
  const { table } = frame;
  return (
    <Box width={columns} height={rows} flexDirection="column">
      <Canvas lines={frame.lines} />
      {table && (
        <Box position="absolute" marginLeft={table.x} marginTop={table.y}>
          <Suspense>
            <Table columns={table.columns} rows={table.rows} look={lookOf(controller.view.theme)} />
          </Suspense>
        </Box>
      )}
    </Box>
  );
}
