/** UUIDs of version 7 begin with the time at which they were made (RFC 9562, section 5.7). */

const UUID = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** UTC ms; undefined for any other text. */
export function uuidTime(text: string): number | undefined {
  const match = UUID.exec(text);
  return match?.[3] === '7' ? Number.parseInt(match[1]! + match[2]!, 16) : undefined;
}
