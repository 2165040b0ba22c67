/** JSON through the user's own jq. It is not bundled: where there is none, an error says so. */

export interface Filtered {
  readonly out: string;
  /** What jq says of the expression, or what is to be done where there is no jq. */
  readonly problem?: string;
}

export function throughJq(json: Iterable<string>, expression: string): Promise<Filtered> {
  return new Promise(resolve => {
    const { spawn } = process.getBuiltinModule('node:child_process');
    const jq = spawn('jq', [expression], { stdio: 'pipe', windowsHide: true });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    jq.stdout.on('data', chunk => out.push(chunk));
    jq.stderr.on('data', chunk => err.push(chunk));
    // An expression that jq refuses ends it before it has read anything.
    jq.stdin.on('error', () => {});
    jq.on('error', () => {
      resolve({
        out: '',
        problem: '--jq needs jq on the PATH, and there is none; --json prints what it would read',
      });
    });
    jq.on('close', code => {
      const said = Buffer.concat(err).toString().trim();
      resolve({
        out: Buffer.concat(out).toString(),
        problem: code === 0 ? undefined : said || `jq ended with ${code}`,
      });
    });
    const { Readable } = process.getBuiltinModule('node:stream');
    Readable.from(json).pipe(jq.stdin);
  });
}
