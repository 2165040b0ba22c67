/** Programs of machine code (`*.as.ts`): they keep house in a memory of their own and ask for nothing from outside. */

/**
 * Where to get a program of: each call gives it a new memory, which goes when nobody knows the program any more. It is
 * undefined where WebAssembly is missing, or no room for a memory is left: such programs are used where one can do without.
 */
export function program<Exports>(bytes: Uint8Array<ArrayBuffer>): () => Exports | undefined {
  let module: WebAssembly.Module | undefined;
  return () => {
    try {
      module ??= new WebAssembly.Module(bytes);
      return new WebAssembly.Instance(module, { env: { abort } }).exports as Exports;
    } catch {
      return undefined;
    }
  };
}

function abort(): never {
  throw new Error('a loop has lost its way');
}
