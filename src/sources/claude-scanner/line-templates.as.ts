/**
 * Lines of one session are alike: field names, session, directory and model are the same bytes, and only some values
 * between them differ. So the last few records are kept as templates: the bytes between the slots (`slots.as.ts`), and
 * what kind of value each slot has. A line is tried against them first: the bytes are compared, and only what stands
 * in the slots is read.
 *
 * That is as strict as reading the whole line: values of the same kind between the same bytes make the same JSON. The
 * texts of the record are among the bytes compared, so it has the number of the template's texts.
 */
import { same } from './bytes.as.ts';
import { beginContent, contents } from './content.as.ts';
import { iterations } from './iterations.as.ts';
import { any } from './json.as.ts';
import { beginTemplateLine, messageId, requestId, stop, timestamp, tokens, uuid } from './line.as.ts';
import { MOST_SLOTS, Slot, slotCount, slots } from './slots.as.ts';
import { generation } from './texts.as.ts';

/** A session writes two or three kinds at a time: its own lines, those of a subagent, those of another model. */
const TEMPLATES: u32 = 4;
/** No template is made of a line with more bytes than this between its slots. */
const MOST_BYTES: usize = 4096;
const STEPS: usize = 16;
const BYTES: usize = STEPS + (<usize>MOST_SLOTS + 1) * 4;
const TEMPLATE: usize = BYTES + MOST_BYTES + 32;
/**
 * The templates. Each: whether it is of progress, the number of its texts, the count of its slots; then for each slot,
 * 16 bits each, the size of the bytes before it and its kind, and the size of the bytes behind the last; then all
 * those bytes.
 */
const templates: usize = heap.alloc(<usize>TEMPLATES * TEMPLATE);
/** Places of templates, the most recently used first. */
const order: usize = heap.alloc(TEMPLATES * 4);
let known: u32 = 0;
let knownSince: i32 = 0;

/** Of the template that fitted last. */
export let templateIsProgress = false;
export let templateTexts: usize = 0;

/** Reads a line by one of the templates and returns where it ends; 0 where none fits. */
export function readByTemplate(start: usize): usize {
  // After a change of generation the numbers of texts mean others.
  if (knownSince !== generation) known = 0;
  knownSince = generation;
  for (let i: u32 = 0; i < known; i++) {
    const template = <usize>load<u32>(order + i * 4);
    const end = fit(template, start);
    if (end === 0) continue;
    toFront(i, template);
    templateIsProgress = load<u32>(template) !== 0;
    templateTexts = <usize>load<u32>(template, 4);
    return end;
  }
  return 0;
}

/** Compares the bytes between the slots and reads the slots; returns the end of the line, or 0 where it differs. */
function fit(template: usize, start: usize): usize {
  let step = template + STEPS;
  let bytes = template + BYTES;
  let size = load<u16>(step);
  if (!same(start, bytes, size)) return 0;
  beginTemplateLine();
  beginContent();
  let p = start;
  for (const last = step + <usize>load<u32>(template, 8) * 4; step < last; step += 4) {
    p = readSlot(load<u16>(step, 2), p + size);
    if (p === 0) return 0;
    bytes += size;
    size = load<u16>(step, 4);
    if (!same(p, bytes, size)) return 0;
  }
  return p + size;
}

function readSlot(kind: u32, p: usize): usize {
  switch (kind) {
    case Slot.Any:
      return any(p);
    case Slot.Id:
      return messageId(p);
    case Slot.Request:
      return requestId(p);
    case Slot.Uuid:
      return uuid(p);
    case Slot.Stop:
      return stop(p);
    case Slot.Time:
      return timestamp(p);
    case Slot.Content:
      return contents(p);
    case Slot.Iterations:
      return iterations(p);
    default:
      return tokens(p, kind - Slot.Count);
  }
}

/** Keeps a line that fitted no template and was read as a whole, in place of the template unused for longest. */
export function learnTemplate(start: usize, end: usize, isProgress: bool, texts: usize): void {
  if (slotCount > MOST_SLOTS || end - start - slotBytes() > MOST_BYTES) return;
  const at = known < TEMPLATES ? known : TEMPLATES - 1;
  const template = known < TEMPLATES ? templates + <usize>known * TEMPLATE : <usize>load<u32>(order + at * 4);
  let kept = template + BYTES;
  let from = start;
  let step = template + STEPS;
  for (let i: u32 = 0; i <= slotCount; i++, step += 4) {
    const slot = slots + <usize>i * 12;
    const to = i < slotCount ? <usize>load<u32>(slot) : end;
    const size = to - from;
    memory.copy(kept, from, size);
    kept += size;
    store<u16>(step, <u16>size);
    if (i === slotCount) break;
    store<u16>(step, <u16>load<u32>(slot, 8), 2);
    from = <usize>load<u32>(slot, 4);
  }
  store<u32>(template, isProgress);
  store<u32>(template, <u32>texts, 4);
  store<u32>(template, slotCount, 8);
  if (known < TEMPLATES) known += 1;
  toFront(at, template);
}

function slotBytes(): usize {
  let size: usize = 0;
  for (let at = slots; at < slots + <usize>slotCount * 12; at += 12) size += load<u32>(at, 4) - load<u32>(at);
  return size;
}

function toFront(at: u32, template: usize): void {
  for (let i = at; i > 0; i--) store<u32>(order + i * 4, load<u32>(order + (i - 1) * 4));
  store<u32>(order, <u32>template);
}
