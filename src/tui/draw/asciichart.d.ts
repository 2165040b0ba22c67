/** asciichart 1.5 ships no types; this is the part of it that we use. */
declare module 'asciichart' {
  interface Config {
    readonly offset?: number;
    readonly height?: number;
    readonly min?: number;
    readonly max?: number;
    readonly format?: (value: number, index: number) => string;
    readonly symbols?: readonly string[];
  }
  const asciichart: { plot(series: readonly number[], config?: Config): string };
  export default asciichart;
}
