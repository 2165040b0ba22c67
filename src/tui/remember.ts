/** Results that are kept while what they came from is the same. */

/** Keeps the last result as long as the arguments are the same objects. */
export function remember<A extends readonly unknown[], R>(derive: (...args: A) => R): (...args: A) => R {
  let last: { args: A; result: R } | undefined;
  return (...args) => {
    if (last && last.args.length === args.length && args.every((arg, i) => Object.is(arg, last!.args[i]))) {
      return last.result;
    }
    last = { args, result: derive(...args) };
    return last.result;
  };
}

/** `last`, where `next` has the same in it. */
export function unlessSame<T extends object>(last: T | undefined, next: T): T {
  const isSame = (name: keyof T) => Object.is(last?.[name], next[name]);
  return last && (Object.keys(next) as (keyof T)[]).every(isSame) ? last : next;
}
