/**
 * Lines of one session are alike: between the places where they differ stand the same bytes, field names, session,
 * directory, model and all. So the bytes between the holes of the last few records are kept, and a line that has them too
 * is read by comparing them and reading what stands in its holes.
 *
 * That is as strict as reading all of it: a value of the same kind between the same bytes makes the same JSON, and the
 * texts of the record are among the bytes that were compared, so their number is the one that they had.
 */
import { beginContent, contents } from './content.as.ts';
import { Hole, holeCount, holes, MOST_HOLES } from './holes.as.ts';
import { iterations } from './iterations.as.ts';
import { any } from './json.as.ts';
import { beginAlike, ID, stop, text, timestamp, tokens } from './line.as.ts';
import { generation } from './texts.as.ts';
import { same } from './words.as.ts';

/** A session writes two or three at a time: its own, those of a subagent, those of another model. */
const SHAPES: u32 = 4;
/** Of a line with more between its holes no shape is made. */
const MOST_BYTES: usize = 4096;
const STEPS: usize = 16;
const BYTES: usize = STEPS + (<usize>MOST_HOLES + 1) * 4;
const SHAPE: usize = BYTES + MOST_BYTES + 32;
/**
 * Shapes: whether of progress, number of its texts, how many holes; then for each hole how many bytes stand before it
 * and what stands in it, 16 bits each, and how many stand behind the last; then all those bytes.
 */
const shapes: usize = heap.alloc(<usize>SHAPES * SHAPE);
/** Places of shapes, the one that was met last first. */
const order: usize = heap.alloc(SHAPES * 4);
let known: u32 = 0;
let knownSince: i32 = 0;

/** What the record has that the last line read here had the shape of. */
export let shapeIsProgress = false;
export let shapeTexts: usize = 0;

/** Reads a line that has the shape of one before, and returns where it ends; 0 where it has none of them. */
export function readAlike(start: usize): usize {
  // Texts have other numbers now.
  if (knownSince !== generation) known = 0;
  knownSince = generation;
  for (let i: u32 = 0; i < known; i++) {
    const shape = <usize>load<u32>(order + i * 4);
    const end = fit(shape, start);
    if (end === 0) continue;
    toFront(i, shape);
    shapeIsProgress = load<u32>(shape) !== 0;
    shapeTexts = <usize>load<u32>(shape, 4);
    return end;
  }
  return 0;
}

/** Compares what stands between the holes and reads what stands in them; 0 where a line is not of the shape. */
function fit(shape: usize, start: usize): usize {
  let step = shape + STEPS;
  let bytes = shape + BYTES;
  let size = load<u16>(step);
  if (!same(start, bytes, size)) return 0;
  beginAlike();
  beginContent();
  let p = start;
  for (const last = step + <usize>load<u32>(shape, 8) * 4; step < last; step += 4) {
    p = fill(load<u16>(step, 2), p + size);
    if (p === 0) return 0;
    bytes += size;
    size = load<u16>(step, 4);
    if (!same(p, bytes, size)) return 0;
  }
  return p + size;
}

function fill(what: u32, p: usize): usize {
  switch (what) {
    case Hole.Any:
      return any(p);
    case Hole.Id:
      return text(p, ID);
    case Hole.Stop:
      return stop(p);
    case Hole.Time:
      return timestamp(p);
    case Hole.Content:
      return contents(p);
    case Hole.Iterations:
      return iterations(p);
    default:
      return tokens(p, what - Hole.Count);
  }
}

/** Keeps the shape of a line that had none of those known and was then read as a whole, in place of the one that was not met for longest. */
export function learn(start: usize, end: usize, isProgress: bool, texts: usize): void {
  if (holeCount > MOST_HOLES || end - start - holeBytes() > MOST_BYTES) return;
  const at = known < SHAPES ? known : SHAPES - 1;
  const shape = known < SHAPES ? shapes + <usize>known * SHAPE : <usize>load<u32>(order + at * 4);
  let kept = shape + BYTES;
  let from = start;
  let step = shape + STEPS;
  for (let i: u32 = 0; i <= holeCount; i++, step += 4) {
    const hole = holes + <usize>i * 12;
    const to = i < holeCount ? <usize>load<u32>(hole) : end;
    const size = to - from;
    memory.copy(kept, from, size);
    kept += size;
    store<u16>(step, <u16>size);
    if (i === holeCount) break;
    store<u16>(step, <u16>load<u32>(hole, 8), 2);
    from = <usize>load<u32>(hole, 4);
  }
  store<u32>(shape, isProgress);
  store<u32>(shape, <u32>texts, 4);
  store<u32>(shape, holeCount, 8);
  if (known < SHAPES) known += 1;
  toFront(at, shape);
}

function holeBytes(): usize {
  let size: usize = 0;
  for (let at = holes; at < holes + <usize>holeCount * 12; at += 12) size += load<u32>(at, 4) - load<u32>(at);
  return size;
}

function toFront(at: u32, shape: usize): void {
  for (let i = at; i > 0; i--) store<u32>(order + i * 4, load<u32>(order + (i - 1) * 4));
  store<u32>(order, <u32>shape);
}
