/** The beginning of what a response said, as the original tracker shows it. */

const MOST = 100;

/** The first hundred characters, with dots where there are more; '' where there is no text. */
export function previewOf(text = ''): string {
  // By characters, not by halves of them: an emoji is not cut in two.
  const letters = [...text.slice(0, 2 * MOST + 2)];
  return letters.length > MOST ? `${letters.slice(0, MOST).join('')}...` : text;
}
