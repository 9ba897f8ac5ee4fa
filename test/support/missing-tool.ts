/**
 * What to skip where a tool of some tests is not here, said so that a green run is not mistaken for a checked
 * one. Under `CI=true` a missing tool is a failure.
 * @param consequence what is not checked without it
 */
export function isMissing(tool: string, isHere: boolean, consequence: string): boolean {
  if (isHere) return false;
  const message = `${consequence}, because ${tool} is not here`;
  if (process.env.CI === 'true') throw new Error(message);
  console.warn(`SKIPPED: ${message}`);
  return true;
}
