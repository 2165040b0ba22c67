/**
 * A notification as terminals understand it: OSC 777 (foot, Ghostty, VTE, urxvt), OSC 99 (kitty), OSC 9 (iTerm2, WezTerm,
 * Windows Terminal and others, which ignore what they do not know). Within tmux it is wrapped, so that tmux hands it on.
 */
import { printable } from '../core/clean.ts';

export function notification(text: string, env: Readonly<Record<string, string | undefined>>): string {
  // A semicolon or a control character would end the sequence, or begin another.
  const plain = printable(text)
    .replace(/[\r\n\t]+/g, ' ')
    .replaceAll(';', ',');
  const { TERM = '', TERM_PROGRAM = '', VTE_VERSION, TMUX } = env;
  const isKitty = TERM.includes('kitty');
  const is777 = VTE_VERSION !== undefined || /foot|ghostty|rxvt/i.test(`${TERM} ${TERM_PROGRAM}`);
  const body = isKitty
    ? `99;;token-dash: ${plain}`
    : is777
      ? `777;notify;token-dash;${plain}`
      : `9;token-dash: ${plain}`;
  const sequence = `\x1b]${body}\x07`;
  return TMUX ? `\x1bPtmux;${sequence.replaceAll('\x1b', '\x1b\x1b')}\x1b\\` : sequence;
}
