/**
 * Validates an object like an API server of Kubernetes 1.34 with strict field validation: unknown fields,
 * wrong types, missing fields. The definitions are from a server's OpenAPI document.
 */

import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import type { Manifest } from './manifests.ts';

interface Definition {
  type?: string | string[];
  format?: string;
  properties?: Record<string, unknown>;
  additionalProperties?: unknown;
}

const document = JSON.parse(
  readFileSync(new URL('fixtures/kubernetes-1.34.json', import.meta.url), 'utf8'),
) as { definitions: Record<string, Definition> };

for (const definition of Object.values(document.definitions)) {
  if (definition.properties) definition.additionalProperties ??= false;
  // OpenAPI v2 cannot express these two types: the server accepts a number, too.
  if (definition.format === 'int-or-string') definition.type = ['integer', 'string'];
}
const quantity = document.definitions['io.k8s.apimachinery.pkg.api.resource.Quantity'];
if (quantity) quantity.type = ['number', 'string'];

// Formats such as int32 and date-time are not checked.
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema(document, 'kubernetes');

/** The errors, one line each; none: the server accepts the object. */
export function complaintsAbout(manifest: Manifest): string[] {
  const validate = validatorOf(manifest);
  if (!validate) return [`unknown kind ${manifest.apiVersion} ${manifest.kind}`];
  if (validate(manifest as unknown)) return [];
  return (validate.errors ?? []).map((error) => {
    const detail = error.params.additionalProperty ?? '';
    return `${manifest.kind}${error.instancePath} ${error.message} ${detail}`.trim();
  });
}

function validatorOf({ apiVersion, kind }: Manifest): ValidateFunction | undefined {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion];
  const name = `io.k8s.api.${group?.split('.')[0]}.${version}.${kind}`;
  if (!document.definitions[name]) return undefined;
  return ajv.getSchema(`kubernetes#/definitions/${name}`);
}
