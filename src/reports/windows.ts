/**
 * Windows of usage, as plans count them: one opens with the first response after the last window, at the full hour (UTC)
 * before it, and stays open for five hours. A response more than five hours after the opening, or after the response
 * before it, opens the next. Where more than five hours pass without any, the rest of the time is a gap.
 */

const HOUR = 3_600_000;

export interface Window {
  readonly isGap: boolean;
  readonly startMs: number;
  /** When it closes, whether or not anything happens until then. */
  readonly endMs: number;
  /** Of its first and last response; a gap has none. */
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Windows of the vendor's plans are so long. */
export const PLAN_HOURS = 5;

/**
 * Windows and the gaps between them, ascending. `moments` are those of all responses, ascending too. `officialEndMs` is when
 * the running window ends by the vendor's word: its beginning follows from that, and ends the window before it.
 */
export function windowsOf(moments: Float64Array, hours: number, officialEndMs?: number): readonly Window[] {
  const lengthMs = hours * HOUR;
  const officialStartMs =
    officialEndMs === undefined || hours !== PLAN_HOURS ? Number.POSITIVE_INFINITY : officialEndMs - lengthMs;
  const windows: Window[] = [];
  let open: { isGap: false; startMs: number; endMs: number; firstMs: number; lastMs: number } | undefined;
  for (const at of moments) {
    if (at >= officialStartMs && at < officialStartMs + lengthMs) {
      if (open?.startMs !== officialStartMs) {
        if (open && open.endMs > officialStartMs) open.endMs = officialStartMs;
        if (open && officialStartMs - open.lastMs > lengthMs)
          windows.push(gap(open.lastMs + lengthMs, officialStartMs));
        const endMs = officialStartMs + lengthMs;
        open = { isGap: false, startMs: officialStartMs, endMs, firstMs: officialStartMs, lastMs: at };
        windows.push(open);
      }
      open.lastMs = at;
      continue;
    }
    if (
      open &&
      open.startMs !== officialStartMs &&
      at - open.startMs <= lengthMs &&
      at - open.lastMs <= lengthMs
    ) {
      open.lastMs = at;
      continue;
    }
    if (open && at - open.lastMs > lengthMs) windows.push(gap(open.lastMs + lengthMs, at));
    // One whose end the vendor says may end within an hour.
    const openMs = open?.startMs === officialStartMs ? open.endMs : Number.NEGATIVE_INFINITY;
    const startMs = Math.max(Math.floor(at / HOUR) * HOUR, openMs);
    open = { isGap: false, startMs, endMs: startMs + lengthMs, firstMs: at, lastMs: at };
    windows.push(open);
  }
  return windows;
}

function gap(startMs: number, endMs: number): Window {
  return { isGap: true, startMs, endMs, firstMs: startMs, lastMs: startMs };
}

/** Where in the list the window of a response is. */
export function positionAt(windows: readonly Window[], atMs: number): number {
  let low = 0;
  let high = windows.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (windows[middle]!.firstMs <= atMs) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** From the first response of a window up to the first one of the next, UTC ms; `toMs` is not in it. */
export function spanAt(
  windows: readonly Window[],
  position: number,
): { readonly fromMs: number; readonly toMs: number } {
  const next = windows[position + 1];
  const fromMs = position > 0 ? windows[position]!.firstMs : Number.NEGATIVE_INFINITY;
  return { fromMs, toMs: next ? next.firstMs : Number.POSITIVE_INFINITY };
}

/** Whether a window is still open, and something happened in it lately. */
export function isRunning({ isGap, endMs, lastMs }: Window, hours: number, nowMs: number): boolean {
  return !isGap && nowMs < endMs && nowMs - lastMs < hours * HOUR;
}
