/** The log records of the receipt that is open, looked up when it opens. */
import type { RecordLine } from '../reports/receipt-text.ts';
import type { View } from './view.ts';
import type { ViewModel } from './view-model.ts';

export class RecordLookup {
  private readonly recordsOf: (index: number) => Promise<readonly RecordLine[]>;
  private readonly onFound: () => void;
  private known: { readonly index: number; readonly lines?: readonly RecordLine[] } | undefined;

  constructor(recordsOf: (index: number) => Promise<readonly RecordLine[]>, onFound: () => void) {
    this.recordsOf = recordsOf;
    this.onFound = onFound;
  }

  /** Undefined where no receipt is open, and while its records are looked up. A log that cannot be read has none. */
  of({ view, model }: { readonly view: View; readonly model: ViewModel }): readonly RecordLine[] | undefined {
    const top = view.overlays.at(-1);
    if (top?.kind !== 'receipt' || top.event >= model.journal.length) return undefined;
    if (this.known?.index !== top.event) void this.find(top.event);
    return this.known?.lines;
  }

  private async find(index: number): Promise<void> {
    this.known = { index };
    const lines = await this.recordsOf(index).catch(() => []);
    if (this.known?.index !== index) return;
    this.known = { index, lines };
    this.onFound();
  }
}
