import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { decode, type Key, Keyboard, release, typed } from '../../src/tui/input.ts';

describe('decode', () => {
  test.each<[string, string, readonly Key[]]>([
    ['letters', 'jjG?', ['j', 'j', 'G', '?']],
    ['a letter and enter', 'j\r', ['j', 'enter']],
    [
      'controls',
      '\t\n\x7f\b \x03\x1a\0',
      'tab enter backspace backspace space ctrl-c ctrl-z ctrl-space'.split(' '),
    ],
    ['letters of other languages', 'é世🚀', ['é', '世', '🚀']],
    ['arrows', '\x1b[A\x1b[B\x1b[C\x1b[D', ['up', 'down', 'right', 'left']],
    ['arrows in application mode', '\x1bOA\x1bOB', ['up', 'down']],
    [
      'home and end',
      '\x1b[H\x1b[F\x1b[1~\x1b[4~\x1b[7~\x1b[8~',
      ['home', 'end', 'home', 'end', 'home', 'end'],
    ],
    ['pages', '\x1b[5~\x1b[6~', ['pageup', 'pagedown']],
    ['insert and delete', '\x1b[2~\x1b[3~', ['insert', 'delete']],
    ['shift-tab', '\x1b[Z', ['shift-tab']],
    [
      'modifiers',
      '\x1b[1;2A\x1b[1;5C\x1b[1;3D\x1b[5;7~',
      ['shift-up', 'ctrl-right', 'alt-left', 'ctrl-alt-pageup'],
    ],
    ['alt with a letter', '\x1bj\x1b\r', ['alt-j', 'alt-enter']],
    ['alt with an arrow', '\x1b\x1b[A', ['alt-up']],
    ['escape twice and a letter', '\x1b\x1bj', ['escape', 'alt-j']],
    ['a key between sequences', '\x1b[Aj\x1b[B', ['up', 'j', 'down']],
    ['function keys are no keys of ours', 'a\x1b[15~\x1bOP\x1b[[Ab', ['a', 'b']],
    ['a mouse report', 'a\x1b[<0;10;5M\x1b[<0;10;5mb', ['a', 'mouse <0;10;5M', 'mouse <0;10;5m', 'b']],
    ['a mouse report of old', 'a\x1b[M !"b', ['a', 'b']],
    ['a change of focus', 'a\x1b[I\x1b[Ob', ['a', 'b']],
    ['a paste', 'a\x1b[200~quit\r\x1b[A\x1b[201~b', ['a', 'b']],
    [
      'the background, and answers that nobody asked for',
      'a\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62;c\x1bP1$r0m\x1b\\b',
      ['a', 'background dark', 'b'],
    ],
    ['a light background', '\x1b]11;rgb:ffff/ffff/ffff\x07', ['background light']],
    ['an unknown sequence', 'a\x1b[?1;2$yb', ['a', 'b']],
    ['C1 controls', 'a\x9bb', ['a', 'b']],
  ])('%s', (_, text, keys) => {
    expect(decode(text)).toEqual({ keys, held: '' });
  });

  test.each([
    ['\x1b'],
    ['\x1b\x1b'],
    ['\x1b['],
    ['\x1b[1;'],
    ['\x1bO'],
    ['\x1b[M !'],
    ['\x1b[['],
    ['\x1b]11;rgb'],
  ])('holds %j', held => {
    expect(decode(`j${held}`)).toEqual({ keys: ['j'], held });
  });

  test('keeps no more of an endless paste than it needs to see its end', () => {
    expect(decode(`\x1b[200~${'x'.repeat(100_000)}`).held.length).toBeLessThan(20);
  });

  const part = fc.constantFrom(
    ...['j', ' ', '世', '\r', '\x1b[A', '\x1bOB', '\x1b[1;5C', '\x1b[5~', '\x1bj', '\x1b\x1b[A'],
    ...['\x1b[<0;1;2M', '\x1b[M !"', '\x1b[200~q\r\x1b[A\x1b[201~', '\x1b]0;x\x07', '\x1b[I', '\x1b[[A'],
  );

  test('reads the same keys however the text is cut', () => {
    fc.assert(
      fc.property(fc.array(part), fc.array(fc.nat(80)), (parts, cuts) => {
        const text = parts.join('');
        const keys: Key[] = [];
        let held = '';
        let from = 0;
        for (const to of [...cuts.filter(cut => cut < text.length).sort((a, b) => a - b), text.length]) {
          const decoded = decode(held + text.slice(from, to));
          keys.push(...decoded.keys);
          held = decoded.held;
          from = to;
        }
        expect({ keys, held }).toEqual(decode(text));
      }),
    );
  });

  test('makes something of any bytes, and never of the same byte twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'\x1b\x1b[]O?;1MA~m\x07\\<200j') }), text => {
        const { keys, held } = decode(text);
        expect(keys.length + held.length).toBeLessThanOrEqual(text.length);
        expect(text.startsWith('\x1b[200~') || text.endsWith(held)).toBe(true);
      }),
    );
  });
});

test.each([
  ['\x1b', ['escape']],
  ['\x1b\x1b', ['escape', 'escape']],
  ['\x1b[1;', []],
  ['\x1b]0;', []],
])('%j alone is %j', (held, keys) => {
  expect(release(held)).toEqual(keys);
});

test.each([
  ['j', 'j'],
  ['space', ' '],
  ['世', '世'],
  ['🚀', '🚀'],
  ['up', undefined],
  ['escape', undefined],
])('%s types %j', (key, text) => {
  expect(typed(key)).toBe(text);
});

describe('Keyboard', () => {
  class Stdin extends EventEmitter {
    readonly modes: boolean[] = [];
    setEncoding() {}
    setRawMode(isRaw: boolean) {
      this.modes.push(isRaw);
    }
    resume() {}
    pause() {}
  }

  function keyboard() {
    const stdin = new Stdin();
    const chunks: (readonly Key[])[] = [];
    const keys = new Keyboard(stdin);
    keys.listen(chunk => chunks.push(chunk));
    keys.start();
    return { stdin, keys, chunks, type: (text: string) => stdin.emit('data', text) };
  }

  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('tells a burst at once', () => {
    const { type, chunks } = keyboard();
    type('jjj');
    expect(chunks).toEqual([['j', 'j', 'j']]);
  });

  test('takes a lone ESC for Escape after 30 ms', () => {
    const { type, chunks } = keyboard();
    type('\x1b');
    vi.advanceTimersByTime(29);
    expect(chunks).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(chunks).toEqual([['escape']]);
  });

  test('never takes half an arrow for Escape', () => {
    const { type, chunks } = keyboard();
    type('\x1b');
    vi.advanceTimersByTime(25);
    type('[');
    vi.advanceTimersByTime(400);
    type('A');
    vi.runAllTimers();
    expect(chunks).toEqual([['up']]);
  });

  test('forgets a sequence that never ends', () => {
    const { type, chunks } = keyboard();
    type('\x1b]0;');
    vi.advanceTimersByTime(500);
    type('j');
    expect(chunks).toEqual([['j']]);
  });

  test('hears nothing after it stopped, and gives the mode back', () => {
    const { type, chunks, keys, stdin } = keyboard();
    type('\x1b');
    keys.stop();
    type('j');
    vi.runAllTimers();
    expect(chunks).toEqual([]);
    expect(stdin.modes.at(-1)).toBe(false);
  });

  test('hears every key once when it is started again', () => {
    const { type, chunks, keys } = keyboard();
    keys.start();
    type('j');
    expect(chunks).toEqual([['j']]);
  });
});
