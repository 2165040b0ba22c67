/** How things are drawn (characters, colours, currency), and into how much room. */
import type { Currency } from '../../core/currency.ts';
import type { Theme } from '../theme.ts';
import type { Glyphs } from './glyphs.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Look {
  /** What money is shown in; dollars where it is absent. */
  readonly currency?: Currency;
  readonly glyphs: Glyphs;
  readonly theme: Theme;
}
