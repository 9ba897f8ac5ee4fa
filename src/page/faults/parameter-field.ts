import { create } from '../dom.ts';
import type { OrderResult, Parameters } from '../state/order-result.ts';
import type { Words } from '../words/words.ts';

/** What the API says of a parameter. */
export interface Property {
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: number | string;
  readonly enum?: readonly string[];
}

/** Left empty it takes the default, which stands in it in grey. */
export function parameterField(name: string, property: Property, words: Words): HTMLElement {
  const input = property.enum ? chooser(property) : numberInput(property);
  input.name = name;
  const bounds = words.bounds(property.minimum, property.maximum);
  const caption = create('span', { className: 'caption', text: words.parameters[name] ?? name });
  if (bounds) caption.append(create('small', { text: ` ${bounds}` }));
  return create('label', { className: 'field' }, caption, input);
}

/** What was filled in, or the first field that is out of bounds. */
export function readParameters(
  form: HTMLFormElement,
  properties: Readonly<Record<string, Property>>,
): { parameters: Parameters } | { wrong: Extract<OrderResult, { kind: 'out-of-bounds' }> } {
  const parameters: Record<string, number | string> = {};
  for (const [name, property] of Object.entries(properties)) {
    const input = form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement | null;
    // What is no number at all is empty to a number field.
    const isNoNumber = input instanceof HTMLInputElement && input.validity.badInput;
    if (!input || (input.value === '' && !isNoNumber)) continue;
    if (property.enum) {
      parameters[name] = input.value;
      continue;
    }
    const value = Number(input.value);
    const { minimum, maximum, type } = property;
    const isWhole = type !== 'integer' || Number.isInteger(value);
    if (isNoNumber || !isWhole || value < (minimum ?? value) || value > (maximum ?? value)) {
      input.focus();
      return {
        wrong: { kind: 'out-of-bounds', parameter: name, minimum, maximum, value: input.value || '?' },
      };
    }
    parameters[name] = value;
  }
  return { parameters };
}

function chooser({ enum: values = [], default: usual }: Property): HTMLSelectElement {
  const select = create('select');
  select.append(...values.map((value) => new Option(value, value)));
  if (usual !== undefined) select.value = String(usual);
  return select;
}

function numberInput({ type, minimum, maximum, default: usual }: Property): HTMLInputElement {
  const input = create('input');
  input.type = 'number';
  input.inputMode = 'numeric';
  if (minimum !== undefined) input.min = String(minimum);
  if (maximum !== undefined) input.max = String(maximum);
  input.step = type === 'integer' ? '1' : 'any';
  if (usual !== undefined) input.placeholder = String(usual);
  return input;
}
