/**
 * Two bar charts of the same days, one above the other: cost and tokens. Stacked bars are drawn as sums from the
 * tallest down, each covering the lower part of the one before. Colours are read off the style sheet, once per drawing.
 */

import uPlot from 'uplot';
import { largest } from '../../core/extremes.ts';
import { axisSteps } from './numbers.ts';
import { drawBase, drawHollow, drawLevel, drawToday, FONT, hatch, mixed } from './plot-marks.ts';

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
  /** Tokens that are in no total, above those of the series. */
  readonly recovered: readonly number[];
  /** The bar that is not over yet. */
  readonly todayAt: number;
  readonly marks: readonly { readonly at: number; readonly text: string }[];
  readonly dollars: (value: number) => string;
  readonly counts: (value: number) => string;
  readonly shown: (name: string) => number;
  readonly onCursor: (index: number | undefined, left: number, width: number) => void;
}

const LEFT = 44;

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
  const extra = kind === 'tokens' ? of.recovered : [];
  const most = largest(
    top.map((value, i) => value + (extra[i] ?? 0)),
    0,
  );
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
        plot =>
          extra.forEach((value, at) => {
            if (value > 0) drawHollow(plot, at, top[at] ?? 0, value, surface, colour('--border-strong'));
          }),
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
