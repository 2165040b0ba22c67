/**
 * Two bar charts of the same days, one above the other: cost and tokens. Stacked bars are drawn as sums from the
 * tallest down, each covering the lower part of the one before. Colours are read off the style sheet, once per drawing.
 */

import uPlot from 'uplot';
import { largest } from '../../core/extremes.ts';
import { axisSteps } from './numbers.ts';

export interface Series {
  readonly name: string;
  /** A custom property: '--opus'. */
  readonly hue: string;
  /** 1 is the full colour; older models of a family are mixed with the surface. */
  readonly strength: number;
  readonly isHatched: boolean;
  readonly usd: readonly number[];
  readonly tokens: readonly number[];
}

export interface PlotOf {
  /** One per bar, as dates. */
  readonly slots: readonly string[];
  readonly series: readonly Series[];
  readonly average: number | undefined;
  /** Of a budget for one bar, US dollars, and what is written at its line. */
  readonly limit: { readonly usd: number; readonly amount: string } | undefined;
  /** The bar that is not over yet. */
  readonly todayAt: number;
  readonly marks: readonly { readonly at: number; readonly text: string }[];
  readonly dollars: (value: number) => string;
  readonly counts: (value: number) => string;
  readonly shown: (name: string) => number;
  readonly onCursor: (index: number | undefined, left: number, width: number) => void;
}

const LEFT = 44;
const FONT = '11px Inter, ui-sans-serif, system-ui, sans-serif';

export class DayPlots {
  private readonly plots: uPlot[];

  constructor(cost: HTMLElement, tokens: HTMLElement, of: PlotOf, isPhone: boolean) {
    const key = `days-${Math.random()}`;
    const width = cost.clientWidth;
    this.plots = [
      make(cost, of, { key, width, height: isPhone ? 180 : 232, kind: 'usd', hasDays: false }),
      make(tokens, of, { key, width, height: 104, kind: 'tokens', hasDays: true }),
    ];
  }

  resize(width: number): void {
    for (const plot of this.plots) if (plot.width !== width) plot.setSize({ width, height: plot.height });
  }

  /** Puts the cursor on a bar, as the keys do. */
  moveTo(index: number | undefined): void {
    for (const plot of this.plots) {
      const left = index === undefined ? -10 : plot.valToPos(index, 'x');
      plot.setCursor({ left, top: index === undefined ? -10 : 10 }, plot === this.plots[0]);
    }
  }

  destroy(): void {
    for (const plot of this.plots) plot.destroy();
  }
}

/** Whether a limit is shown to scale: one far above the highest bar would leave nothing of the bars. */
export function isNear(limit: number, most: number): boolean {
  return most > 0 && limit <= 3 * most;
}

interface Size {
  readonly key: string;
  readonly width: number;
  readonly height: number;
  readonly kind: 'usd' | 'tokens';
  readonly hasDays: boolean;
}

function make(into: HTMLElement, of: PlotOf, { key, width, height, kind, hasDays }: Size): uPlot {
  const style = getComputedStyle(into);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const { slots, series } = of;
  const sums: number[][] = [];
  for (const each of series) {
    const below = sums.at(-1);
    sums.push(each[kind].map((value, i) => value + (below?.[i] ?? 0)));
  }
  const top = sums.at(-1) ?? slots.map(() => 0);
  const most = largest(top, 0);
  const limit = kind === 'usd' && of.limit && isNear(of.limit.usd, most) ? of.limit : undefined;
  const steps = axisSteps(Math.max(most, limit?.usd ?? 0));
  const grid = { stroke: colour('--grid'), width: 1 };
  const surface = colour('--surface');
  // The tallest is drawn first.
  const order = series.map((_, i) => i).reverse();
  const options: uPlot.Options = {
    width,
    height,
    padding: [8, 14, hasDays ? 0 : 4, 0],
    legend: { show: false },
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: false, y: false, setScale: false },
      sync: { key },
    },
    scales: {
      x: { time: false, range: [-0.5, slots.length - 0.5] },
      y: { range: [0, steps.at(-1)!] },
    },
    axes: [
      {
        show: hasDays,
        size: 24,
        font: FONT,
        stroke: colour('--text-2'),
        grid: { show: false },
        ticks: { show: false },
        splits: () => of.marks.map(mark => mark.at),
        values: () => of.marks.map(mark => mark.text),
        gap: 6,
      },
      {
        size: LEFT,
        font: FONT,
        stroke: colour('--text-2'),
        grid,
        ticks: { show: false },
        gap: 8,
        splits: () => [...steps],
        values: () => steps.map(kind === 'usd' ? of.dollars : of.counts),
      },
    ],
    series: [
      {},
      ...order.map((i): uPlot.Series => {
        const each = series[i]!;
        const hue = mixed(colour(each.hue), surface, each.strength * of.shown(each.name));
        return {
          label: each.name,
          fill: each.isHatched ? self => hatch(self.ctx, hue, surface) : hue,
          stroke: surface,
          width: 1,
          points: { show: false },
          paths: uPlot.paths.bars!({ size: [0.68, 26], align: 0 }),
        };
      }),
    ],
    hooks: {
      draw: [
        plot => drawBase(plot, colour('--border-strong')),
        plot => drawToday(plot, of.todayAt, top[of.todayAt] ?? 0, surface, colour('--text-2')),
        plot => kind === 'usd' && drawLevel(plot, of.average, colour('--text-2'), [1.5, 4]),
        plot => limit && drawLevel(plot, limit.usd, colour('--bad'), [], limit.amount),
      ],
      setCursor: [
        plot => {
          const { idx, left = -1 } = plot.cursor;
          band(plot, left < 0 ? undefined : (idx ?? undefined), slots.length);
          if (kind === 'usd')
            of.onCursor(
              left < 0 || idx === null ? undefined : idx,
              plot.valToPos(idx ?? 0, 'x') + LEFT,
              plot.width,
            );
        },
      ],
    },
  };
  const xs = slots.map((_, i) => i);
  return new uPlot(options, [xs, ...order.map(i => sums[i]!)], into);
}

/** The stripe behind the bar under the pointer. */
function band(plot: uPlot, index: number | undefined, count: number): void {
  let stripe = plot.under.firstElementChild as HTMLElement | null;
  if (!stripe) {
    stripe = document.createElement('div');
    stripe.style.setProperty('position', 'absolute');
    stripe.style.setProperty('top', '0');
    stripe.style.setProperty('bottom', '0');
    stripe.style.setProperty('background', 'var(--inset)');
    plot.under.append(stripe);
  }
  const width = plot.over.clientWidth / count;
  stripe.style.setProperty('display', index === undefined ? 'none' : 'block');
  stripe.style.setProperty('width', `${width}px`);
  stripe.style.setProperty('left', `${(index ?? 0) * width}px`);
}

function drawBase(plot: uPlot, colour: string): void {
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
function drawToday(plot: uPlot, at: number, value: number, surface: string, line: string): void {
  if (at < 0 || value <= 0) return;
  const { ctx, bbox } = plot;
  const slot = bbox.width / (plot.data[0].length || 1);
  const width = Math.min(slot * 0.68, 26 * devicePixelRatio);
  const x = plot.valToPos(at, 'x', true) - width / 2;
  const y = plot.valToPos(value, 'y', true);
  const height = bbox.top + bbox.height - y;
  ctx.save();
  ctx.globalAlpha = 0.45;
  ctx.fillStyle = surface;
  ctx.fillRect(x, y, width, height);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = line;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([3 * devicePixelRatio, 2 * devicePixelRatio]);
  ctx.strokeRect(x, y, width, height);
  ctx.restore();
}

/** A line over all bars, with words at its left end: above it, or below where there is no room. */
function drawLevel(plot: uPlot, value: number | undefined, colour: string, dash: number[], words = ''): void {
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

function mixed(colour: string, surface: string, strength: number): string {
  return strength >= 1 ? colour : `color-mix(in srgb, ${colour} ${Math.round(strength * 100)}%, ${surface})`;
}

function hatch(ctx: CanvasRenderingContext2D, colour: string, surface: string): CanvasPattern | string {
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
