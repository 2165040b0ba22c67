/** The notes of a reading as bits of one number. */
import { NOTE_IDS, type Note } from './usage.ts';

export function noteBits(notes: readonly Note[] | undefined): number {
  let bits = 0;
  // By far the most records have none.
  if (notes) for (const note of notes) bits |= 1 << NOTE_IDS.indexOf(note);
  return bits;
}

export function notesOf(bits: number): readonly Note[] {
  return bits === 0 ? NO_NOTES : NOTE_IDS.filter((_, i) => bits & (1 << i));
}
const NO_NOTES: readonly Note[] = [];
