/** Tasks logged by hand. */
export function Tasks() {
  return <p class="note">Tasks</p>;
}
