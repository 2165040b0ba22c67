/**
 * A file of named parts: columns of numbers and texts that are used as they stand, behind a small directory.
 *
 *   magic, checksum (4 bytes), length of the directory (4), the directory as JSON, the parts, each at a multiple of 8
 *
 * Reading it costs reading it: no megabytes of JSON, no copies. A single bit that is not as it was written makes the
 * whole of it worthless, which is what a cache wants.
 */
import { crc32 } from 'node:zlib';
import { Column } from '../core/column.ts';

interface Place {
  readonly at: number;
  readonly bytes: number;
  /** Of a column. */
  readonly width?: number;
  readonly rows?: number;
}

type Directory = Readonly<Record<string, Place>>;

const ALIGNMENT = 8;

/** Collects parts. */
export class PartsWriter {
  private readonly directory: Record<string, Place> = {};
  private readonly pieces: Uint8Array[] = [];
  private length = 0;

  text(name: string, text: string): void {
    this.add(name, Buffer.from(text), {});
  }

  json(name: string, value: unknown): void {
    this.text(name, JSON.stringify(value));
  }

  column(name: string, column: Column): void {
    const { width, bytes } = column.bytes();
    // Most facts have columns that nobody ever wrote anything into.
    const isEmpty = width === 0 && bytes.every(byte => byte === 0);
    this.add(name, isEmpty ? new Uint8Array() : bytes, { width, rows: column.length });
  }

  bytes(magic: string): Buffer {
    const directory = JSON.stringify(this.directory);
    const head = Buffer.alloc(padded(magic.length + 8 + Buffer.byteLength(directory)));
    head.write(magic);
    head.writeUInt32LE(Buffer.byteLength(directory), magic.length + 4);
    head.write(directory, magic.length + 8);
    const whole = Buffer.concat([head, ...this.pieces]);
    whole.writeUInt32LE(crc32(whole.subarray(magic.length + 4)), magic.length);
    return whole;
  }

  private add(name: string, bytes: Uint8Array, of: Pick<Place, 'width' | 'rows'>): void {
    this.directory[name] = { at: this.length, bytes: bytes.length, ...of };
    this.pieces.push(bytes, new Uint8Array(padded(bytes.length) - bytes.length));
    this.length += padded(bytes.length);
  }
}

/** The parts of a file that was written so. Its methods throw where a part is missing or of another shape. */
export class Parts {
  private readonly directory: Directory;
  private readonly body: Uint8Array;

  private constructor(directory: Directory, body: Uint8Array) {
    this.directory = directory;
    this.body = body;
  }

  /** Undefined for anything but a whole file of this magic. */
  static read(magic: string, file: Buffer): Parts | undefined {
    if (file.toString('latin1', 0, magic.length) !== magic || file.length < magic.length + 8)
      return undefined;
    if (crc32(file.subarray(magic.length + 4)) !== file.readUInt32LE(magic.length)) return undefined;
    const end = magic.length + 8 + file.readUInt32LE(magic.length + 4);
    const directory = JSON.parse(file.toString('utf8', magic.length + 8, end)) as Directory;
    return new Parts(directory, file.subarray(padded(end)));
  }

  text(name: string): string {
    const bytes = this.bytes(name);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  }

  json(name: string): unknown {
    return JSON.parse(this.text(name));
  }

  bytes(name: string): Uint8Array {
    const { at, bytes } = this.directory[name]!;
    return this.body.subarray(at, at + bytes);
  }

  column(name: string): Column {
    const { bytes, width = 0, rows = 0 } = this.directory[name]!;
    return Column.fromBytes(width, bytes === 0 ? new Uint8Array(rows) : this.bytes(name), rows);
  }
}

function padded(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}
