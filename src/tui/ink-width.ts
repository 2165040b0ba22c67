/**
 * How Ink measures text, in place of the package `string-width`: all that it is given was cleaned, so each character
 * is one or two columns wide by itself, and what else is there are styles. Takes the package's place in the bundle.
 */
import { displayWidth } from '../core/width.ts';

const STYLES = /\x1b\[[\d;:]*m/g;

export default function stringWidth(text: string): number {
  return displayWidth(text.includes('\x1b') ? text.replace(STYLES, '') : text);
}
