/** What a keyboard sends for a key, by the names that the key table gives keys. */
const SENT: Readonly<Record<string, string>> = {
  ...{ up: '\x1b[A', down: '\x1b[B', right: '\x1b[C', left: '\x1b[D', home: '\x1b[H', end: '\x1b[F' },
  ...{ pageup: '\x1b[5~', pagedown: '\x1b[6~', 'shift-right': '\x1b[1;2C', 'shift-left': '\x1b[1;2D' },
  ...{ tab: '\t', 'shift-tab': '\x1b[Z', enter: '\r', space: ' ', backspace: '\x7f', escape: '\x1b' },
  ...{ 'ctrl-c': '\x03', 'ctrl-d': '\x04', 'ctrl-l': '\x0c', 'ctrl-u': '\x15' },
};

export function sent(key: string): string {
  return SENT[key] ?? key;
}
