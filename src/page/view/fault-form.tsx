import { useRef } from 'preact/hooks';
import { isBad, type OrderResult, type Parameters } from '../state/fault-client.ts';
import type { FaultControl } from '../state/fault-control.ts';
import { shortNameOf } from '../state/pod.ts';
import type { PageView } from './page-view.ts';

/** Faults that are worth one click, with figures that make them visible in a class. */
const SLOW = { percent: 10, milliseconds: 800, seconds: 60 };
const FAIL = { percent: 5, seconds: 60 };
const SCENARIOS = [
  {
    id: 'scenario-leak',
    name: 'scenarioLeak',
    run: (control: FaultControl) => control.start('memory-leak', {}),
  },
  {
    id: 'scenario-slow',
    name: 'scenarioSlow',
    run: (control: FaultControl) => control.startEverywhere('latency', SLOW),
  },
  {
    id: 'scenario-fail',
    name: 'scenarioFail',
    run: (control: FaultControl) => control.startEverywhere('errors', FAIL),
  },
] as const;

/** What the API says of a parameter. */
interface Property {
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: number | string;
  readonly enum?: readonly string[];
}
type Properties = Readonly<Record<string, Property>>;

/** Starts and stops faults. */
export function FaultForm({ view }: { view: PageView }) {
  const { words, control } = view;
  const { guard, chosenKind, target, result, isBusy, isAnyActive } = control;
  const form = useRef<HTMLFormElement>(null);
  const properties = (chosenKind?.parameters ?? {}) as Properties;
  const hint = { off: words.say('order.guard-off'), token: words.say('tokenHint'), open: '' }[guard];
  // A busy button keeps the focus, which a disabled one loses.
  const state = { disabled: !control.canControl || !chosenKind, 'aria-disabled': isBusy };
  const start = (event: Event) => {
    event.preventDefault();
    if (!chosenKind || !form.current) return;
    const read = readParameters(form.current, properties);
    if ('wrong' in read) control.tell(read.wrong);
    else control.start(chosenKind.fault, read.parameters);
  };
  return (
    <section class="panel faults" id="faults" aria-labelledby="faults-title" tabIndex={-1}>
      <h2 id="faults-title">{words.say('faults')}</h2>
      <form id="fault-form" ref={form} noValidate onSubmit={start}>
        <fieldset id="fault-fields" aria-describedby="guard" disabled={guard === 'off'}>
          <label class="field whole">
            <span class="caption">{words.say('fault')}</span>
            <select
              id="fault-kind"
              aria-describedby="fault-summary"
              value={control.kind}
              onChange={({ currentTarget }) => control.choose({ kind: currentTarget.value })}
            >
              {control.kinds.map(({ fault }) => (
                <option key={fault} value={fault}>
                  {fault}
                </option>
              ))}
            </select>
          </label>
          <p class="hint whole" id="fault-summary">
            {chosenKind && (words.find(`fault.${chosenKind.fault}`) ?? chosenKind.summary)}
          </p>
          <div class="parameters" id="fault-parameters">
            {Object.entries(properties).map(([name, property]) => (
              <ParameterField key={`${chosenKind?.fault} ${name}`} {...{ name, property, view }} />
            ))}
          </div>
          <TargetSelect view={view} />
          {guard === 'token' && (
            <label class="field whole" id="token-field">
              <span class="caption">{words.say('token')}</span>
              <input
                type="password"
                id="token"
                autocomplete="off"
                spellcheck={false}
                value={control.token}
                onInput={({ currentTarget }) => control.choose({ token: currentTarget.value })}
              />
            </label>
          )}
          <div class="actions">
            <button type="submit" class="primary" id="fault-start" aria-describedby="guard" {...state}>
              {target === null ? words.say('start') : words.say('startOn', { pod: shortNameOf(target) })}
            </button>
            <button
              type="button"
              id="fault-stop-all"
              aria-describedby="guard"
              {...state}
              // The button that has stopped the last fault keeps the focus.
              aria-disabled={isBusy || !isAnyActive}
              title={isAnyActive ? '' : words.say('nothingToStop')}
              onClick={() => isAnyActive && control.stopAll()}
            >
              {words.say('stopAll')}
            </button>
          </div>
          <p class="caption whole">{words.say('scenarios')}</p>
          <div class="actions">
            {SCENARIOS.map(({ id, name, run }) => (
              <button key={id} type="button" class="quiet" id={id} {...state} onClick={() => run(control)}>
                {words.say(name)}
              </button>
            ))}
          </div>
        </fieldset>
      </form>
      <p class="hint" id="guard" hidden={hint === ''}>
        {hint}
      </p>
      <p class={`result ${weightOf(result)}`} id="fault-result" role="status">
        {result && words.orderResult(result)}
      </p>
    </section>
  );
}

/** A pod that is gone stays chosen and is called gone: an order never goes to another pod. */
function TargetSelect({ view: { words, control, model } }: { view: PageView }) {
  const { target } = control;
  const pods = model.pods.map(({ name }) => name);
  return (
    <label class="field whole">
      <span class="caption">{words.say('target')}</span>
      <select
        id="fault-target"
        value={target ?? ''}
        onChange={({ currentTarget }) => control.choose({ target: currentTarget.value || null })}
      >
        <option value="">{words.say('anyPod')}</option>
        {pods.map((pod) => (
          <option key={pod} value={pod}>
            {pod}
          </option>
        ))}
        {target !== null && !pods.includes(target) && (
          <option value={target}>{words.say('podGone', { pod: target })}</option>
        )}
      </select>
    </label>
  );
}

/** An empty field takes the default, which stands in it in grey. */
function ParameterField({ name, property, view }: { name: string; property: Property; view: PageView }) {
  const { words, control } = view;
  const { minimum, maximum, type, default: usual } = property;
  const bounds = words.bounds(minimum, maximum);
  const kept = control.parameters.get(name);
  const keep = ({ currentTarget }: { currentTarget: { value: string } }) =>
    control.parameters.set(name, currentTarget.value);
  const caption = (
    <span class="caption">
      {words.find(`parameter.${name}`) ?? name}
      {bounds && <small> {bounds}</small>}
    </span>
  );
  if (!property.enum)
    return (
      <label class="field">
        {caption}
        <input
          name={name}
          type="number"
          inputMode="numeric"
          min={minimum}
          max={maximum}
          step={type === 'integer' ? '1' : 'any'}
          placeholder={usual === undefined ? '' : String(usual)}
          defaultValue={kept ?? ''}
          onInput={keep}
        />
      </label>
    );
  return (
    <label class="field">
      {caption}
      <select name={name} defaultValue={kept ?? String(usual ?? '')} onChange={keep}>
        {property.enum.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What was filled in, or the first field that the browser finds out of bounds. */
function readParameters(
  form: HTMLFormElement,
  properties: Properties,
): { parameters: Parameters } | { wrong: Extract<OrderResult, { kind: 'out-of-bounds' }> } {
  const parameters: Record<string, number | string> = {};
  for (const [name, property] of Object.entries(properties)) {
    const input = form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement | null;
    if (!input) continue;
    if (!input.validity.valid) {
      input.focus();
      const { minimum, maximum } = property;
      // A number field is empty to scripts where its text is no number.
      return {
        wrong: { kind: 'out-of-bounds', parameter: name, minimum, maximum, value: input.value || '?' },
      };
    }
    if (input.value !== '') parameters[name] = property.enum ? input.value : Number(input.value);
  }
  return { parameters };
}

function weightOf(result: OrderResult | null): string {
  if (result?.kind === 'stopped') return 'partly';
  return result && isBad(result) ? 'bad' : '';
}
