/**
 * The rows that a scanner holds, and whom they are for. Of many small files they are taken together, since taking a few
 * costs nearly as much as taking a thousand: the table they are for counts them, and asks for them when somebody wants
 * to look at one.
 */
import type { Rows, RowTable } from '../../core/rows.ts';
import type { Scanner } from './scanner.ts';

type Who = Rows['who'][number];

export class PendingRows {
  readonly scanner: Scanner;
  private table: RowTable | undefined;
  /** What the numbers stand for that rows have so far. */
  private readonly who: Who[] = [];
  /** So many of the rows are counted. */
  private counted = 0;

  constructor(scanner: Scanner) {
    this.scanner = scanner;
  }

  /** From now on they are for this table. */
  beFor(table: RowTable): void {
    if (table !== this.table) this.settle();
    this.table = table;
  }

  /** Says whose the rows are that came since this was last said. */
  resolve(whoOf: (texts: number, context: number) => Who): void {
    for (let id = this.who.length; id < this.scanner.whoCount; id++) {
      const { texts, context } = this.scanner.who(id);
      this.who.push(whoOf(texts, context));
    }
  }

  /** A file has ended: its rows count. */
  count(): void {
    const { rows, hasAgain } = this.scanner;
    this.table?.owe(rows - this.counted, this.deliver);
    this.counted = rows;
    // Of those that are folded into others nobody knows how many there will be.
    if (hasAgain) this.settle();
  }

  /** Whoever they are for has them now. */
  settle(): void {
    this.table?.owe(0, this.deliver);
    this.table?.settle();
  }

  private readonly deliver = (): void => {
    const { scanner, who, table } = this;
    if (scanner.rows > 0) table?.addRows(scanner.taking(who));
    scanner.taken();
    who.length = 0;
    this.counted = 0;
  };
}
