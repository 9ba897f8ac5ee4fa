/** A reason not to begin, told in full by its message: nothing was touched. Exit code 2. */
export class Refusal extends Error {}
