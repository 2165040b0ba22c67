/**
 * The names under which logs and clouds know one model, taken apart by rules:
 *
 *   openrouter/anthropic/claude-opus-4.5             a route in front            -> claude-opus-4.5
 *   us.anthropic.claude-opus-4-5-20251101-v1:0       a region, a revision        -> claude-opus-4-5-20251101
 *   claude-opus-5[1m], claude-opus-4@20250514        a window, Vertex's date     -> claude-opus-5, claude-opus-4-20250514
 *
 * What remains is looked up whole: first as it is, then without the date, then with family and version swapped
 * (claude-4-sonnet). There is no prefix and no substring search, so an unknown point release is unknown and never
 * borrows the price of an older sister.
 */

export interface Spelling {
  readonly id: string;
  /** In words for the user, what was done to the logged id to get here. */
  readonly how: string;
}

export interface ModelId {
  readonly asked: string;
  /** What to look up, in this order. The first is the id without wrapping; never empty unless the log had no id. */
  readonly spellings: readonly Spelling[];
  /** The regional endpoint that the id names: 'us', 'eu', ...; undefined for a global one or none. */
  readonly region?: string;
  /** A reseller that the id names, whose own price may differ. */
  readonly via?: string;
  /** The maker that the id names in front: 'zai'. */
  readonly maker?: string;
  /** A speed that the id names: Claude Code's `-fast`. */
  readonly speed?: string;
  /** A router's `:free` variant. */
  readonly isFree?: boolean;
}

/** Claude Code writes this for messages that it made up itself; no model was called. */
export const SYNTHETIC = '<synthetic>';

/** Who resells other vendors' models under a price list or plan of their own. */
const RESELLERS = ['openrouter', 'github_copilot', 'databricks'];
/** Whose list price it stays: makers, and clouds that pass it on. */
const MAKERS = [
  'anthropic',
  'openai',
  'google',
  'xai',
  'x_ai',
  'moonshotai',
  'kimi_code',
  'zai',
  'z_ai',
  'deepseek',
  'mistralai',
  'minimax',
  'minimaxai',
  'zai_org',
];
const CLOUDS = [
  'models',
  'gemini',
  'vertex_ai',
  'bedrock',
  'converse',
  'invoke',
  'azure',
  'azure_ai',
  'publishers',
  'vercel_ai_gateway',
  'litellm_proxy',
];
/** Other names of makers. */
const MAKER_NAMES: Readonly<Record<string, string>> = {
  z_ai: 'zai',
  zai_org: 'zai',
  x_ai: 'xai',
  minimaxai: 'minimax',
  kimi_code: 'moonshotai',
};
/** What may come before a slash in front of an id. */
const FRONTS = new Set([...RESELLERS, ...MAKERS, ...CLOUDS]);

/** Droid's name for a model that the user set up: the user's name for it, its gateway and its number in the list. */
const CUSTOM = /^custom:(.+?)(?:-thinking)?(?:-\[[^\]]*\]-\d+)?$/;

/** A Bedrock inference profile, `us.anthropic.` and the like; only `global.` is not bound to a region. */
const PROFILE = /^(?:(us|us-gov|eu|apac|jp|au|ca|global)\.)?(?:anthropic|openai)\./;
/** Other makers keep their name in front of the id. */
const OTHER_PROFILE = /^(us|us-gov|eu|apac|jp|au|ca|global)\.(?=[a-z0-9]+\.)/;
const ARN = /^arn:aws[\w-]*:bedrock:[^/]*\//;
/** Databricks and its Goose endpoints put their name before the model's. */
const HOSTED = /^(databricks|goose)-(?=claude|gpt|gemini|llama)/;
const ENDINGS = /(?:-v\d+:\d+|\[1m\]|:1m|:thinking|-tee|@default)$/;
/** Bedrock's own ids of newer models end without the `:0`. */
const REVISION = /-v\d+$/;
/** `bedrock/us-east-1/...`: an endpoint in one region. */
const REGION = /^(?:us|eu|ap|ca|sa|me|af|il|mx)-(?:gov-)?[a-z]+-\d+\//;
/** Goose and some routers keep the reasoning effort in the name of the model. */
const EFFORT = /^((?:gpt-|o\d|codex).*)-(?:none|minimal|low|medium|high|xhigh)$/;
const DATE = /-20(?:\d{6}|\d\d-\d\d-\d\d)$/;

export function readModelId(asked: string): ModelId {
  let id = asked.trim().toLowerCase();
  let region: string | undefined;
  let via: string | undefined;
  let maker: string | undefined;
  let speed: string | undefined;
  let isBedrock = false;

  id = id.replace(ARN, '').replace(CUSTOM, '$1');
  for (let before = ''; before !== id; ) {
    before = id;
    const front = id.slice(0, Math.max(0, id.indexOf('/')));
    if (FRONTS.has(underscored(front))) {
      via ??= resellerNamed(front);
      if (MAKERS.includes(underscored(front))) maker = MAKER_NAMES[underscored(front)] ?? underscored(front);
      isBedrock ||= front === 'bedrock';
      id = id.slice(front.length + 1);
    }
    if (isBedrock)
      id = id.replace(REGION, place => {
        region = place.slice(0, -1);
        return '';
      });
    id = id.replace(PROFILE, (_, place?: string) => {
      isBedrock = true;
      if (place && place !== 'global') region = place;
      return '';
    });
    id = id.replace(OTHER_PROFILE, (_, place: string) => {
      if (place !== 'global') region = place;
      return '';
    });
    id = id.replace(HOSTED, () => {
      via = 'databricks';
      return '';
    });
    id = id.replace(ENDINGS, '');
    if (isBedrock) id = id.replace(REVISION, '');
  }
  const isFree = id.endsWith(':free');
  if (isFree) id = id.slice(0, -':free'.length);
  id = id.replace('@', '-').replace(/^(claude-.+)-fast$/, (_, slow: string) => {
    speed = 'fast';
    return slow;
  });

  return { asked, spellings: id ? spellingsOf(id, asked) : [], region, via, maker, speed, isFree };
}

function spellingsOf(id: string, asked: string): Spelling[] {
  const spellings = [{ id, how: id === asked ? 'as logged' : 'normalized' }];
  const undated = id.replace(DATE, '');
  if (undated !== id) spellings.push({ id: undated, how: 'without the date' });
  for (const { id: straight, how } of [...spellings]) {
    const swapped = swap(straight);
    if (swapped) spellings.push({ id: swapped, how: `${how}, family and version swapped` });
  }
  const plain = EFFORT.exec(undated)?.[1];
  if (plain) spellings.push({ id: plain, how: 'without its reasoning effort' });
  return spellings;
}

/** Anthropic changed the order with Claude 4 (claude-3-7-sonnet, claude-sonnet-4); not everybody followed. */
function swap(id: string): string | undefined {
  const parts = /^claude-(?:([a-z]+)-(\d+(?:[.-]\d)?)|(\d+(?:[.-]\d)?)-([a-z]+))(-20\d{6})?$/.exec(id);
  if (!parts) return undefined;
  const [, family, version, versionFirst, familyLast, date = ''] = parts;
  return family ? `claude-${version}-${family}${date}` : `claude-${familyLast}-${versionFirst}${date}`;
}

/** Ids that differ in case or in dots and dashes only are one: 'gpt-5.1' and 'gpt-5-1', 'claude-opus-4.5'. */
export function sameKey(id: string): string {
  return id.toLowerCase().replaceAll('.', '-');
}

/** The reseller that a provider's name stands for, if it is one. */
export function resellerNamed(provider: string | undefined): string | undefined {
  const name = underscored(provider ?? '');
  return RESELLERS.includes(name) ? name : undefined;
}

function underscored(name: string): string {
  return name.trim().toLowerCase().replaceAll('-', '_');
}
