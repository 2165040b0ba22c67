/** What is drawn over the bars: the line at zero, today, what is in no total, averages and limits; and how bars are filled. */
import type uPlot from 'uplot';

export const FONT = '11px Inter, ui-sans-serif, system-ui, sans-serif';

export function drawBase(plot: uPlot, colour: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(bbox.left, bbox.top + bbox.height);
  ctx.lineTo(bbox.left + bbox.width, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

/** Today is not over: paler, in a dashed frame. */
export function drawToday(plot: uPlot, at: number, value: number, surface: string, line: string): void {
  if (at < 0 || value <= 0) return;
  framed(plot, { at, from: 0, to: value, line }, ctx => {
    ctx.globalAlpha = 0.45;
    return surface;
  });
}

/** What is in no total: hatched, in a dashed frame. */
export function drawHollow(
  plot: uPlot,
  at: number,
  from: number,
  value: number,
  surface: string,
  line: string,
): void {
  framed(plot, { at, from, to: from + value, line }, ctx => hatch(ctx, line, surface));
}

/** A bar in a dashed frame, filled as `fill` says; at least three pixels high, so that it is seen. */
function framed(
  plot: uPlot,
  {
    at,
    from,
    to,
    line,
  }: { readonly at: number; readonly from: number; readonly to: number; readonly line: string },
  fill: (ctx: CanvasRenderingContext2D) => string | CanvasPattern,
): void {
  const { ctx, bbox } = plot;
  const slot = bbox.width / (plot.data[0].length || 1);
  const width = Math.min(slot * 0.68, 26 * devicePixelRatio);
  const x = plot.valToPos(at, 'x', true) - width / 2;
  const bottom = plot.valToPos(from, 'y', true);
  const height = Math.max(3 * devicePixelRatio, bottom - plot.valToPos(to, 'y', true));
  ctx.save();
  ctx.fillStyle = fill(ctx);
  ctx.fillRect(x, bottom - height, width, height);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = line;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([3 * devicePixelRatio, 2 * devicePixelRatio]);
  ctx.strokeRect(x, bottom - height, width, height);
  ctx.restore();
}

/** A line over all bars, with words at its left end: above it, or below where there is no room. */
export function drawLevel(
  plot: uPlot,
  value: number | undefined,
  colour: string,
  dash: number[],
  words = '',
): void {
  if (value === undefined) return;
  const { ctx, bbox } = plot;
  const y = plot.valToPos(value, 'y', true);
  if (y < bbox.top) return;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash(dash.map(each => each * devicePixelRatio));
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.font = FONT.replace('11', String(11 * devicePixelRatio));
  ctx.textAlign = 'left';
  const isAbove = y - bbox.top > 14 * devicePixelRatio;
  ctx.textBaseline = isAbove ? 'bottom' : 'top';
  ctx.fillText(words, bbox.left + 4 * devicePixelRatio, y + (isAbove ? -3 : 4) * devicePixelRatio);
  ctx.restore();
}

export function mixed(colour: string, surface: string, strength: number): string {
  return strength >= 1 ? colour : `color-mix(in srgb, ${colour} ${Math.round(strength * 100)}%, ${surface})`;
}

export function hatch(
  ctx: CanvasRenderingContext2D,
  colour: string,
  surface: string,
): CanvasPattern | string {
  const size = Math.round(4 * devicePixelRatio);
  const tile = document.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const draw = tile.getContext('2d');
  if (!draw) return colour;
  draw.fillStyle = surface;
  draw.fillRect(0, 0, size, size);
  draw.strokeStyle = colour;
  draw.lineWidth = size / 2.6;
  draw.beginPath();
  for (const shift of [-size, 0, size]) {
    draw.moveTo(shift, size);
    draw.lineTo(shift + size, 0);
  }
  draw.stroke();
  return ctx.createPattern(tile, 'repeat') ?? colour;
}
