/**
 * How Ink takes text apart, in place of `Intl.Segmenter`: in text that was cleaned every character has columns of its
 * own, so there is nothing to look up about those that join. Takes its place in the bundle.
 */
interface Segment {
  readonly segment: string;
  readonly index: number;
  readonly input: string;
}

class Characters {
  segment(input: string): Iterable<Segment> & { containing(index: number): Segment | undefined } {
    return {
      *[Symbol.iterator]() {
        let index = 0;
        for (const segment of input) {
          yield { segment, index, input };
          index += segment.length;
        }
      },
      containing(index) {
        const code = input.codePointAt(index);
        return code === undefined ? undefined : { segment: String.fromCodePoint(code), index, input };
      },
    };
  }
}

export { Characters as 'Intl.Segmenter' };
