/** What was asked for cannot be done: one clear line and exit code 2, no stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
