import type { Static, TObject, TSchema } from 'typebox';
import { Check } from 'typebox/value';

/** Input that does not match its schema. The message names the field, the bound and the value. */
export class ValidationError extends Error {
  readonly statusCode = 400;
}

/**
 * Checks flat input (a query, a JSON body, the environment) against an object schema and fills in defaults.
 * The schema is interpreted, because compiling it (ajv) would cost 50 ms of CPU before the first request.
 * @param kind what a field is called in messages: "parameter", "variable"
 * @throws {ValidationError} at the first field that is unknown, missing or out of bounds
 */
export function parse<T extends TObject>(schema: T, input: unknown, kind = 'parameter'): Static<T> {
  requireObject(input, kind);
  const properties: Record<string, TSchema> = schema.properties;
  for (const name of Object.keys(input)) {
    if (Object.hasOwn(properties, name)) continue;
    throw new ValidationError(`unknown ${kind} ${show(name)}; ${known(properties, kind)}`);
  }
  const values: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    const value = Object.hasOwn(input, name) ? input[name] : defaultOf(property);
    if (value === undefined && !schema.required?.includes(name)) continue;
    if (!Check(property, value))
      throw new ValidationError(`${name} must be ${describe(property)}, got ${show(value)}`);
    values[name] = value;
  }
  return values as Static<T>;
}

/** Like `parse`, for text: a query, the environment. */
export function parseText<T extends TObject>(schema: T, input: unknown, kind = 'parameter'): Static<T> {
  return parse(schema, fromText(schema, input), kind);
}

/**
 * Turns text into numbers where the schema requires numbers: "130" becomes 130, and "abc" stays text and is
 * refused.
 */
export function fromText(schema: TObject, input: unknown): Record<string, unknown> {
  const properties: Record<string, TSchema> = schema.properties;
  const typed = Object.entries((input ?? {}) as Record<string, unknown>).map(([name, value]) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return [name, isNumeric(property) && isDecimal(value) ? Number(value) : value];
  });
  return Object.fromEntries(typed);
}

/** Describes what a schema allows: "an integer from 1 to 3600". */
export function describe(schema: TSchema): string {
  const { type, minimum, maximum, enum: values } = schema as Constraints;
  if (values) return `one of ${values.map(String).join(', ')}`;
  if (type === 'string') return (schema as Constraints).description ?? 'text';
  const noun = type === 'integer' ? 'an integer' : type === 'number' ? 'a number' : `of type ${type}`;
  if (minimum !== undefined && maximum !== undefined) return `${noun} from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${noun} of at least ${minimum}`;
  return noun;
}

/** @throws {ValidationError} if the input is a list, a single value or nothing */
export function requireObject(input: unknown, kind = 'parameter'): asserts input is Record<string, unknown> {
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) return;
  throw new ValidationError(`expected a JSON object of ${kind}s, got ${show(input)}`);
}

interface Constraints {
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
}

function defaultOf(schema: TSchema): unknown {
  return (schema as Constraints).default;
}

function isNumeric(schema: TSchema | undefined): boolean {
  const type = (schema as Constraints | undefined)?.type;
  return type === 'integer' || type === 'number';
}

function isDecimal(value: unknown): boolean {
  return typeof value === 'string' && /^-?\d{1,15}(\.\d{1,15})?$/.test(value);
}

function known(properties: Record<string, TSchema>, kind: string): string {
  const names = Object.keys(properties);
  return names.length === 0 ? `there are no ${kind}s here` : `known: ${names.join(', ')}`;
}

/** At most 80 characters, because a client may send any length. */
function show(value: unknown): string {
  const text = JSON.stringify(value, firstLevelOnly()) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** JSON.stringify fails on deeply nested values, which a client may send. */
function firstLevelOnly() {
  let depth = 0;
  return (_key: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || depth++ === 0) return value;
    return Array.isArray(value) ? '[...]' : '{...}';
  };
}
