/**
 * A growing column of whole numbers, as narrow as its largest value allows: bytes until one needs two, and so on up
 * to doubles. A million responses with twenty facts each stay within the memory of one typed array per fact.
 */

const WIDTHS = [Uint8Array, Uint16Array, Uint32Array, Float64Array] as const;
export type Numbers = InstanceType<(typeof WIDTHS)[number]>;
const LIMITS = [0xff, 0xffff, 0xffffffff, Number.POSITIVE_INFINITY] as const;

export class Column {
  length = 0;
  private data!: Numbers;
  private width = 0;
  /** The largest value that fits, and how many: beside the array, which is one of four kinds, they are found sooner. */
  private limit = 0;
  private room = 0;

  constructor(width = 0, capacity = 16) {
    this.use(width, new WIDTHS[width]!(capacity));
  }

  get(row: number): number {
    return this.data[row]!;
  }

  /** The numbers themselves, for loops over many rows: at least `length` of them, and others after a change. */
  get numbers(): Numbers {
    return this.data;
  }

  /** The last of the rows `from` to `to` (exclusive) that has the value, or -1. */
  lastIndexOf(value: number, from: number, to: number): number {
    const at = this.data.subarray(from, to).lastIndexOf(value);
    return at < 0 ? -1 : from + at;
  }

  set(row: number, value: number): void {
    if (value > this.limit) this.reshape(widthFor(value), this.room);
    this.data[row] = value;
  }

  /** Keeps the larger of two values. */
  raise(row: number, value: number): void {
    if (value > this.data[row]!) this.set(row, value);
  }

  push(value: number): void {
    const row = this.length;
    if (row === this.room) this.reshape(this.width, roomFor(row));
    this.length = row + 1;
    this.set(row, value);
  }

  /** Adds rows `from` to `to` (exclusive) of another column. */
  append(other: Column, from: number, to: number): void {
    const end = this.length + to - from;
    // The other may be wider than these rows of it need.
    const width = other.width > this.width ? Math.max(this.width, other.widthOf(from, to)) : this.width;
    if (end > this.room || width > this.width) this.grow(width, end);
    this.data.set(other.data.subarray(from, to), this.length);
    this.length = end;
  }

  /** Adds numbers `from` to `to` (exclusive) of some of which none is larger than `bound`. */
  appendNumbers(numbers: Numbers, from: number, to: number, bound: number): void {
    if (bound === 0) {
      this.appendSame(0, to - from);
      return;
    }
    const end = this.length + to - from;
    this.fit(end, bound);
    this.data.set(numbers.subarray(from, to), this.length);
    this.length = end;
  }

  /** Adds one number several times. */
  appendSame(value: number, times: number): void {
    const end = this.length + times;
    this.fit(end, value);
    this.data.fill(value, this.length, end);
    this.length = end;
  }

  /** Adds rows `from` to `to` (exclusive) of another column, each value as `as` says. */
  appendAs(other: Column, from: number, to: number, as: readonly number[]): void {
    const { data } = other;
    const end = this.length + to - from;
    this.fit(
      end,
      as.reduce((most, value) => Math.max(most, value), 0),
    );
    const into = this.data;
    for (let row = from, at = this.length; row < to; row++, at++) into[at] = as[data[row]!]!;
    this.length = end;
  }

  /** The values of the rows `from` to `to` (exclusive), each once, in the order in which they come. */
  used(from: number, to: number): readonly number[] {
    const { data } = this;
    const isMet: boolean[] = [];
    const values: number[] = [];
    for (let row = from; row < to; row++) {
      const value = data[row]!;
      if (isMet[value]) continue;
      isMet[value] = true;
      values.push(value);
    }
    return values;
  }

  /** A column of some of the rows, in this order. */
  pick(rows: ArrayLike<number>): Column {
    const picked = new Column(this.width, rows.length);
    const { data } = picked;
    for (let i = 0; i < rows.length; i++) data[i] = this.data[rows[i]!]!;
    picked.length = rows.length;
    return picked;
  }

  /** Takes numbers over as they are, of which so many are rows. */
  static of(numbers: Numbers, length = numbers.length): Column {
    const width = WIDTHS.findIndex(type => numbers instanceof type);
    const column = new Column(width, 0);
    column.use(width, numbers);
    column.length = length;
    return column;
  }

  /** The rows as bytes with the code of their width, for the cache. */
  bytes(): { readonly width: number; readonly bytes: Uint8Array } {
    const used = this.data.subarray(0, this.length);
    return { width: this.width, bytes: new Uint8Array(used.buffer, used.byteOffset, used.byteLength) };
  }

  /** Takes rows back from bytes, as they stand where they are aligned. Throws when they do not fit. */
  static fromBytes(width: number, bytes: Uint8Array, length: number): Column {
    const type = WIDTHS[width];
    if (!type || bytes.byteLength !== length * type.BYTES_PER_ELEMENT)
      throw new RangeError('column does not fit');
    const column = new Column(width, 0);
    const isAligned = bytes.byteOffset % type.BYTES_PER_ELEMENT === 0;
    const own = isAligned ? bytes : new Uint8Array(bytes);
    column.use(width, new type(own.buffer as ArrayBuffer, own.byteOffset, length));
    column.length = length;
    return column;
  }

  /** Says that there may well be so many rows in the end. */
  expect(rows: number): void {
    if (rows > this.room) this.reshape(this.width, rows);
  }

  /** Makes room for so many rows, and for numbers that large. */
  private fit(end: number, bound: number): void {
    if (end > this.room || bound > this.limit) this.grow(Math.max(this.width, widthFor(bound)), end);
  }

  private grow(width: number, end: number): void {
    this.reshape(width, end > this.room ? Math.max(end + HEADROOM, roomFor(this.length)) : this.room);
  }

  private widthOf(from: number, to: number): number {
    let most = 0;
    for (let row = from; row < to; row++) most = Math.max(most, this.data[row]!);
    return widthFor(most);
  }

  private reshape(width: number, capacity: number): void {
    const wider = new WIDTHS[width]!(Math.max(capacity, 16));
    wider.set(this.data.subarray(0, this.length));
    this.use(width, wider);
  }

  private use(width: number, data: Numbers): void {
    this.width = width;
    this.data = data;
    this.limit = LIMITS[width]!;
    this.room = data.length;
  }
}

/** Where rows were added at once, mostly some are added one by one. */
const HEADROOM = 256;

/** Twice as much, but never very much more: long columns are many. */
function roomFor(length: number): number {
  return Math.min(length * 2, length + 65_536);
}

function widthFor(value: number): number {
  return LIMITS.findIndex(limit => value <= limit);
}
