/** The `usage` of a response, as it stands in a transcript. */
export interface Used {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly fiveMinutes: number;
  readonly hour: number;
}

export function usageText(used: Used, isPretty: boolean, isRepeated = false): string {
  const counts = `"input_tokens":${used.input},"cache_creation_input_tokens":${used.fiveMinutes + used.hour},"cache_read_input_tokens":${used.cacheRead},"cache_creation":{"ephemeral_5m_input_tokens":${used.fiveMinutes},"ephemeral_1h_input_tokens":${used.hour}},"output_tokens":${used.output}`;
  const again = isRepeated ? `,"iterations":[{"type":"message",${counts}}]` : '';
  const usage = `{${counts},"service_tier":"standard","inference_geo":"not_available"${again}}`;
  return isPretty ? ` ${usage.replaceAll(':', ': ').replaceAll(',', ', ')}` : usage;
}
