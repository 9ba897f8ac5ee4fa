/** One thing that a reader of the lesson needs. */
export interface Finding {
  readonly what: string;
  readonly state: 'there' | 'missing' | 'unknown';
  /** What was seen. */
  readonly seen: string;
  /** The next command, or what to change; empty where there is nothing to do. */
  readonly remedy: string;
}

export function there(what: string, seen: string): Finding {
  return { what, state: 'there', seen, remedy: '' };
}

export function missing(what: string, seen: string, remedy: string): Finding {
  return { what, state: 'missing', seen, remedy };
}

/** Could not be looked at: no reason to call it missing. */
export function unknown(what: string, seen: string, remedy = ''): Finding {
  return { what, state: 'unknown', seen, remedy };
}

/** For what must not end the whole check: one question that fails is one finding. */
export async function lookAt(
  what: string,
  look: () => Promise<Finding | readonly Finding[]>,
): Promise<Finding[]> {
  try {
    return [await look()].flat();
  } catch (err) {
    return [unknown(what, `could not be asked: ${err instanceof Error ? err.message : err}`)];
  }
}
