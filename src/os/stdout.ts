/**
 * Output of short runs: written at once and without the streams of `process`, which take Node three milliseconds to load.
 */
import { fstatSync, writeSync } from 'node:fs';

let isWriting = false;

/** Whether a stream may still hold output: then the process must not be ended. */
export function mayBeWriting(): boolean {
  return isWriting;
}

/** Whether a descriptor may be a terminal. If so, ask `process.stdout.isTTY`, which loads the stream. */
export function mayBeTerminal(fd: 0 | 1 | 2): boolean {
  try {
    return fstatSync(fd).isCharacterDevice();
  } catch {
    // Closed.
    return false;
  }
}

/** Prints on standard output or standard error, in the order of the calls. */
export function printer(fd: 1 | 2): (text: string) => void {
  // A console of Windows takes characters, not bytes; only the stream converts them.
  let stream = process.platform === 'win32' ? streamOf(fd) : undefined;
  return text => {
    const rest = stream ? text : unwritten(fd, Buffer.from(text));
    if (rest.length === 0) return;
    stream ??= streamOf(fd);
    isWriting = true;
    stream.write(rest);
  };
}

/** Writes until the pipe is full; returns the rest, for a stream to write when there is room. */
function unwritten(fd: 1 | 2, bytes: Buffer): Buffer {
  let rest = bytes;
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
  } catch (error) {
    // A pipe that does not block is full.
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') lost(error as NodeJS.ErrnoException);
  }
  return rest;
}

function streamOf(fd: 1 | 2): NodeJS.WriteStream {
  const stream = fd === 1 ? process.stdout : process.stderr;
  return stream.on('error', lost);
}

/** `token-dash ... | head` closes our output early; that is not an error. */
function lost({ code }: NodeJS.ErrnoException): never {
  process.exit(code === 'EPIPE' ? 0 : 1);
}
