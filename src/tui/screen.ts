/**
 * The screen: an output for Ink that writes as little as possible. Rendering in its debug mode, Ink hands over one
 * whole frame per write; here it is compared with what the terminal shows, and only the cells that differ are written,
 * each at its own place, inside one synchronized update. Ink's own renderer would clear the terminal, and with it the
 * user's scrollback, on every frame as high as the terminal.
 *
 * Over a slow line a frame is dropped, never queued: while the terminal has not taken what was written last, only the
 * newest frame is kept, and it is what the terminal gets next.
 *
 * Loads nothing but `node:events`, so that a first frame can be painted long before Ink is there.
 */
import { EventEmitter } from 'node:events';
import { type Cells, cellsOf, fresh, noCells, patch } from './draw/cells.ts';

/** The terminal as this needs it: `process.stdout`, or a fake. */
export interface Sink {
  readonly columns?: number;
  readonly rows?: number;
  /** What was written and not taken yet, as a stream of Node has it; absent where everything is taken at once. */
  readonly writableLength?: number;
  /** `taken` is called when the terminal has the bytes. */
  write(bytes: string, taken?: () => void): unknown;
  on(event: 'resize', listener: () => void): this;
  off(event: 'resize', listener: () => void): this;
}

/** Alternate screen, no cursor, no wrap: a frame that is too wide while a window shrinks is clipped, not folded. */
const ENTER = '\x1b[?1049h\x1b[?25l\x1b[?7l';
/** Mouse reports go too, whether they were on or not, and an update that was written in part is over. */
const LEAVE = '\x1b[?2026l\x1b[?1006l\x1b[?1000l\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l';

/** A write that draws nothing: Ink shows and hides the cursor this way, and waits with an empty one. */
const ONLY_CONTROL = /^(?:\x1b\[[0-?]*[@-ln-~])*$/;

/** Emits 'resize' after `columns` and `rows` have changed. */
export class Screen extends EventEmitter<{ resize: [] }> {
  readonly isTTY = true;
  columns: number;
  rows: number;
  readonly #sink: Sink;
  #isEntered = false;
  /** What is switched on beside the screen itself: mouse reports. */
  #more = '';
  /** The newest frame, kept for painting it again. */
  #frame = '';
  /** Whether that frame waits for the terminal to take an older one. */
  #isLate = false;
  /**
   * What the terminal shows; undefined when that is not known, and the next frame has to clear it. Cells are those of
   * the lines that had to be compared.
   */
  #shown: { lines: readonly string[]; cells: readonly (Cells | undefined)[] } | undefined;

  constructor(sink: Sink) {
    super();
    this.#sink = sink;
    this.columns = sink.columns || 80;
    this.rows = sink.rows || 24;
  }

  /** This screen as the type of Ink's `stdout` option. */
  get stdout(): NodeJS.WriteStream {
    return this as unknown as NodeJS.WriteStream;
  }

  /**
   * Takes the terminal over and paints the newest frame. When it is taken already it is taken anew, for when somebody
   * else may have written to it.
   */
  enter(more = this.#more): void {
    this.#more = more;
    this.#isEntered = true;
    this.#shown = undefined;
    this.#sink.off('resize', this.#fitSink).on('resize', this.#fitSink);
    this.send(ENTER + more);
    this.#fitSink();
    this.#paint();
  }

  /**
   * Gives the terminal back as it was. Harmless when it is not taken. `write` may be a synchronous one, for the last
   * moment of a process.
   */
  leave(write: (bytes: string) => unknown = bytes => this.#sink.write(bytes)): void {
    if (!this.#isEntered) return;
    this.#isEntered = false;
    this.#sink.off('resize', this.#fitSink);
    write(LEAVE);
  }

  /** Shows a frame: lines of text with SGR styles. Frames that come while the terminal is not taken are kept. */
  write(frame: string, done?: () => void): boolean {
    if (!ONLY_CONTROL.test(frame)) {
      this.#frame = frame;
      this.#paint();
    }
    done?.();
    return true;
  }

  /** Writes something beside frames, such as a question to the terminal. */
  send(bytes: string): void {
    this.#sink.write(bytes, this.#taken);
  }

  readonly #taken = () => {
    if (this.#isLate) this.#paint();
  };

  #paint(): void {
    if (!this.#isEntered || this.#frame === '') return;
    this.#isLate = (this.#sink.writableLength ?? 0) > 0;
    if (this.#isLate) return;
    const before = this.#shown;
    const lines = this.#frame.split('\n').slice(0, this.rows);
    const cells: (Cells | undefined)[] = [];
    let bytes = before ? '' : '\x1b[2J';
    for (let y = 0; y < this.rows; y += 1) {
      const line = lines[y] ?? '';
      const shown = before?.lines[y] ?? '';
      if (line === shown) {
        cells[y] = before?.cells[y];
        continue;
      }
      const simple = before ? undefined : fresh(line, y, this.columns);
      if (simple === undefined) {
        cells[y] = cellsOf(line, this.columns);
        const old = before?.cells[y] ?? (before ? cellsOf(shown, this.columns) : noCells);
        bytes += patch(old, cells[y]!, y, this.columns);
      } else bytes += simple;
    }
    this.#shown = { lines, cells };
    if (bytes !== '') this.send(`\x1b[?2026h${bytes}\x1b[?2026l`);
  }

  readonly #fitSink = () => {
    const { columns, rows } = this;
    this.columns = this.#sink.columns || 80;
    this.rows = this.#sink.rows || 24;
    if (columns === this.columns && rows === this.rows) return;
    this.#shown = undefined;
    this.emit('resize');
  };
}
