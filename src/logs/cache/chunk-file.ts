/**
 * A file of named parts: columns of numbers and texts that are used without decoding, behind a small directory.
 *
 *   magic, checksum (4 bytes), length of the directory (4) and of all (4), the directory as JSON, the parts, each at a
 *   multiple of 8; other bytes may follow
 *
 * Reading it costs reading it: no megabytes of JSON, no copies. A single bit that is not as it was written makes the
 * whole of it worthless, which is what a cache wants.
 */
import { Column } from '../../core/column.ts';
import { checksum } from '../../os/checksum.ts';

interface Place {
  readonly at: number;
  readonly bytes: number;
  /** Of a column. */
  readonly width?: number;
  readonly rows?: number;
}

type Directory = Readonly<Record<string, Place>>;

const ALIGNMENT = 8;
/** Checking so much takes a while. */
const LARGE = 256 * 1024;
/** Behind the magic. */
const HEAD = 12;

/** Collects parts. */
export class ChunkFileWriter {
  private readonly directory: Record<string, Place> = {};
  private readonly written: Uint8Array[] = [];
  private length = 0;

  text(name: string, text: string): void {
    this.add(name, Buffer.from(text), {});
  }

  json(name: string, value: unknown): void {
    this.text(name, JSON.stringify(value));
  }

  column(name: string, column: Column): void {
    const { width, bytes } = column.bytes();
    // Most facts have columns of nothing but zeros.
    const isEmpty = width === 0 && isZeros(bytes);
    this.add(name, isEmpty ? new Uint8Array() : bytes, { width, rows: column.length });
  }

  /** The file in pieces, one behind the other. */
  *pieces(magic: string): Generator<void, readonly Uint8Array[]> {
    const directory = JSON.stringify(this.directory);
    const head = Buffer.alloc(padded(magic.length + HEAD + Buffer.byteLength(directory)));
    head.write(magic);
    head.writeUInt32LE(Buffer.byteLength(directory), magic.length + 4);
    head.writeUInt32LE(head.length + this.length, magic.length + 8);
    head.write(directory, magic.length + HEAD);
    let sum = checksum(head.subarray(magic.length + 4));
    for (const piece of this.written) {
      sum = checksum(piece, sum);
      if (piece.length > LARGE) yield;
    }
    head.writeUInt32LE(sum, magic.length);
    return [head, ...this.written];
  }

  private add(name: string, bytes: Uint8Array, of: Pick<Place, 'width' | 'rows'>): void {
    this.directory[name] = { at: this.length, bytes: bytes.length, ...of };
    this.written.push(bytes, new Uint8Array(padded(bytes.length) - bytes.length));
    this.length += padded(bytes.length);
  }
}

/** The parts of a file that was written so. Its methods throw where a part is missing or of another shape. */
export class ChunkFile {
  private readonly directory: Directory;
  private readonly body: Uint8Array;
  /** Of all of it, bytes. */
  readonly length: number;

  private constructor(directory: Directory, body: Uint8Array, length: number) {
    this.directory = directory;
    this.body = body;
    this.length = length;
  }

  /** How long the file is that begins like this; undefined for anything but a beginning of this magic. */
  static lengthOf(magic: string, first: Buffer): number | undefined {
    if (first.length < magic.length + HEAD || first.toString('latin1', 0, magic.length) !== magic)
      return undefined;
    return first.readUInt32LE(magic.length + 8);
  }

  /** Undefined for anything but a whole file of this magic, whatever follows it. */
  static read(magic: string, bytes: Buffer): ChunkFile | undefined {
    const length = ChunkFile.lengthOf(magic, bytes);
    if (length === undefined || length > bytes.length || length < magic.length + HEAD) return undefined;
    const file = bytes.subarray(0, length);
    if (checksum(file.subarray(magic.length + 4)) !== file.readUInt32LE(magic.length)) return undefined;
    const end = magic.length + HEAD + file.readUInt32LE(magic.length + 4);
    const directory = JSON.parse(file.toString('utf8', magic.length + HEAD, end)) as Directory;
    return new ChunkFile(directory, file.subarray(padded(end)), length);
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

function isZeros(bytes: Uint8Array): boolean {
  // Most others begin with something else; and comparing with zeros takes less than looking at every byte.
  if (bytes.length > 0 && bytes[0] !== 0) return false;
  return Buffer.compare(bytes, Buffer.alloc(bytes.length)) === 0;
}

function padded(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}
