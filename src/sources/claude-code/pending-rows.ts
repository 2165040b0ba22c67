/**
 * The rows that a scanner holds for a table. Rows of many small files are taken together, since taking a few costs
 * nearly as much as taking a thousand. Until then the table only counts them, and adds them when one is read.
 */
import type { Rows, RowTable } from '../../core/rows.ts';
import type { Scanner } from './scanner.ts';

type Label = Rows['labels'][number];

export class PendingRows {
  readonly scanner: Scanner;
  private table: RowTable | undefined;
  /** What the numbers in the column `labels` stand for so far. */
  private readonly labels: Label[] = [];
  /** How many of the rows the table has counted. */
  private counted = 0;

  constructor(scanner: Scanner) {
    this.scanner = scanner;
  }

  /** Rows from now on are for this table. */
  setTable(table: RowTable): void {
    if (table !== this.table) this.flush();
    this.table = table;
  }

  /** Looks up terms and attribution of the rows that came since the last call. */
  resolve(labelOf: (texts: number, context: number) => Label): void {
    for (let id = this.labels.length; id < this.scanner.labelCount; id++) {
      const { texts, context } = this.scanner.label(id);
      this.labels.push(labelOf(texts, context));
    }
  }

  /** Makes the table count the rows of a file that has ended. */
  count(): void {
    const { rows, hasAgain } = this.scanner;
    this.table?.addLater(rows - this.counted, this.addAll);
    this.counted = rows;
    // Marked rows are folded into others, so their count is not known before.
    if (hasAgain) this.flush();
  }

  /** Adds the rows to the table now. */
  flush(): void {
    this.table?.addLater(0, this.addAll);
    this.table?.flush();
  }

  private readonly addAll = (): void => {
    const { scanner, labels, table } = this;
    if (scanner.rows > 0) table?.addRows(scanner.taking(labels));
    scanner.taken();
    labels.length = 0;
    this.counted = 0;
  };
}
