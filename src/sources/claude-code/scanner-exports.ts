/** The functions and places of `claude-scanner/scan.as.ts`. */
export interface ScannerExports {
  readonly memory: WebAssembly.Memory;
  begin(isFresh: boolean): void;
  /** Reads whole lines from one place to another; returns how far it came. */
  scan(from: number, to: number, offset: number, linesBefore: number): number;
  /** Makes the rows ready to be taken. */
  settle(): void;
  /** Gives the numbers of one column other names. */
  rename(ofTools: boolean): number;
  taken(): void;
  knowCall(hi: number, lo: number, request: number, input: number, read: number, written: number): void;
  setOpenCalls(areOpen: boolean): void;
  setHead(is: boolean): void;
  setSlow(is: boolean): void;
  setContext(context: number): void;
  setCall(hi: number, lo: number, context: number): void;
  /** Places in memory. */
  readonly input: WebAssembly.Global;
  readonly state: WebAssembly.Global;
  readonly extract: WebAssembly.Global;
  readonly columns: WebAssembly.Global;
  readonly wideColumns: WebAssembly.Global;
  readonly bounds: WebAssembly.Global;
  readonly labels: WebAssembly.Global;
  readonly tools: WebAssembly.Global;
  readonly toolCount: WebAssembly.Global;
  readonly names: WebAssembly.Global;
  readonly renamed: WebAssembly.Global;
  readonly noted: WebAssembly.Global;
}
