/**
 * Whether tests are skipped for a missing tool. Prints a warning: a green run is then not a full one. Under
 * `CI=true` a missing tool is a failure.
 * @param consequence what is not checked without it
 */
export function isMissing(tool: string, isHere: boolean, consequence: string): boolean {
  if (isHere) return false;
  const message = `${consequence}, because ${tool} is not here`;
  if (process.env.CI === 'true') throw new Error(message);
  console.warn(`SKIPPED: ${message}`);
  return true;
}
