/** Providers that are no vendor: servers on the user's own machine, and custom endpoints that nothing is known of. */
import type { PriceLayer } from './book.ts';

/** Names that tools give to servers which run on the user's machine. */
const LOCAL: ReadonlyMap<string, string> = new Map([
  ['ollama', 'Ollama'],
  ['lmstudio', 'LM Studio'],
  ['lm_studio', 'LM Studio'],
  ['llamacpp', 'llama.cpp'],
  ['llama_cpp', 'llama.cpp'],
  ['llama.cpp', 'llama.cpp'],
  ['llama_server', 'llama.cpp'],
  ['vllm', 'vLLM'],
  ['mlx', 'MLX'],
  ['docker_model_runner', 'Docker Model Runner'],
  ['local', 'a local server'],
  ['localhost', 'a local server'],
]);

/** The server that a provider's name stands for, if it runs on the user's machine. */
export function localServer(provider: string | undefined): string | undefined {
  return LOCAL.get(nameOf(provider));
}

/** Goose names the endpoints that users add `custom_<name>`; some of these are vendors by another road. */
export function unknownServer(
  provider: string | undefined,
  tables: readonly PriceLayer[],
): string | undefined {
  const custom = /^custom_(.+)$/.exec(nameOf(provider))?.[1];
  if (custom === undefined) return undefined;
  const vendors = tables.flatMap(table => table.listings().map(({ vendor }) => vendor.id));
  return vendors.some(id => custom.includes(nameOf(id))) ? undefined : `'${provider}'`;
}

function nameOf(provider: string | undefined): string {
  return (provider ?? '').trim().toLowerCase().replaceAll('-', '_');
}
