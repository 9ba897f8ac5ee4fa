import type { ComponentChildren, TargetedSubmitEvent } from 'preact';
import { weightOf } from '../state/fault-client.ts';
import type { FaultControl } from '../state/fault-control.ts';
import { shortNameOf } from '../state/pod.ts';
import type { PageView } from './page-view.ts';

/** Faults with one click, with values that a class can see. */
const SLOW = { percent: 10, milliseconds: 800, seconds: 60 };
const FAIL = { percent: 5, seconds: 60 };
const SCENARIOS = [
  { name: 'leak', run: (control: FaultControl) => control.start('memory-leak', {}) },
  { name: 'slow', run: (control: FaultControl) => control.startEverywhere('latency', SLOW) },
  { name: 'fail', run: (control: FaultControl) => control.startEverywhere('errors', FAIL) },
] as const;

/** A parameter's schema, from the API. */
interface Property {
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: number | string;
  readonly enum?: readonly string[];
}

/** Starts and stops faults. */
export function FaultForm({ view }: { view: PageView }) {
  const { words, control } = view;
  const { guard, chosenKind, target, result, isBusy, isAnyActive } = control;
  const properties = (chosenKind?.parameters ?? {}) as Readonly<Record<string, Property>>;
  const hint = { off: words.say('order.guard-off'), token: words.say('tokenHint'), open: '' }[guard];
  // A disabled button would lose the focus; one that is busy keeps it.
  const state = { disabled: !control.canControl || !chosenKind, 'aria-disabled': isBusy };
  const start = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const wrong = form.querySelector<HTMLInputElement>('input:invalid');
    if (wrong) {
      wrong.focus();
      const { minimum, maximum } = properties[wrong.name] ?? {};
      // For scripts a number field is empty where its text is no number.
      const value = wrong.value || '?';
      control.tell({ kind: 'out-of-bounds', parameter: wrong.name, minimum, maximum, value });
    } else if (chosenKind) {
      const filled = [...new FormData(form)].filter(([, value]) => value !== '');
      const typed = filled.map(([name, value]) => [name, properties[name]?.enum ? value : Number(value)]);
      control.start(chosenKind.fault, Object.fromEntries(typed));
    }
  };
  return (
    <section class="panel faults" id="faults" aria-labelledby="faults-title" tabIndex={-1}>
      <h2 id="faults-title">{words.say('faults')}</h2>
      <form id="fault-form" noValidate onSubmit={start}>
        <fieldset id="fault-fields" aria-describedby="guard" disabled={guard === 'off'}>
          <Field caption={words.say('fault')} isWhole>
            <select
              id="fault-kind"
              aria-describedby="fault-summary"
              value={control.kind}
              onChange={({ currentTarget }) => control.choose({ kind: currentTarget.value })}
            >
              {optionsOf(control.kinds.map(({ fault }) => fault))}
            </select>
          </Field>
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
            <Field caption={words.say('token')} isWhole>
              <input
                type="password"
                id="token"
                autocomplete="off"
                spellcheck={false}
                value={control.token}
                onInput={({ currentTarget }) => control.choose({ token: currentTarget.value })}
              />
            </Field>
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
              // Not `disabled`: the button that has stopped the last fault keeps the focus.
              aria-disabled={isBusy || !isAnyActive}
              title={isAnyActive ? '' : words.say('nothingToStop')}
              onClick={() => isAnyActive && control.stopAll()}
            >
              {words.say('stopAll')}
            </button>
          </div>
          <p class="caption whole">{words.say('scenarios')}</p>
          <div class="actions">
            {SCENARIOS.map(({ name, run }) => {
              const id = `scenario-${name}`;
              return (
                <button key={id} type="button" class="quiet" id={id} {...state} onClick={() => run(control)}>
                  {words.say(`scenario.${name}`)}
                </button>
              );
            })}
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

interface FieldProps {
  readonly caption: ComponentChildren;
  readonly isWhole?: boolean;
  readonly children: ComponentChildren;
}

function Field({ caption, isWhole, children }: FieldProps) {
  return (
    <label class={isWhole ? 'field whole' : 'field'}>
      <span class="caption">{caption}</span>
      {children}
    </label>
  );
}

function optionsOf(values: readonly string[]) {
  return values.map((value) => <option key={value}>{value}</option>);
}

/** A pod that is gone stays chosen, marked as gone: an order never goes to another pod. */
function TargetSelect({ view: { words, control, model } }: { view: PageView }) {
  const { target } = control;
  const isGone = target !== null && !model.pod(target);
  return (
    <Field caption={words.say('target')} isWhole>
      <select
        id="fault-target"
        value={target ?? ''}
        onChange={({ currentTarget }) => control.choose({ target: currentTarget.value || null })}
      >
        <option value="">{words.say('anyPod')}</option>
        {optionsOf(model.pods.map(({ name }) => name))}
        {isGone && <option value={target}>{words.say('podGone', { pod: target })}</option>}
      </select>
    </Field>
  );
}

/** An empty field means the default, which it shows in grey. */
function ParameterField({ name, property, view }: { name: string; property: Property; view: PageView }) {
  const { words, control } = view;
  const { minimum, maximum, type, default: usual = '' } = property;
  const bounds = words.bounds(minimum, maximum);
  const kept = control.parameters.get(name);
  const keep = ({ currentTarget }: { currentTarget: { value: string } }) =>
    control.parameters.set(name, currentTarget.value);
  const caption = [words.find(`parameter.${name}`) ?? name, bounds && <small key="bounds"> {bounds}</small>];
  return (
    <Field caption={caption}>
      {property.enum ? (
        <select name={name} defaultValue={kept ?? String(usual)} onChange={keep}>
          {optionsOf(property.enum)}
        </select>
      ) : (
        <input
          name={name}
          type="number"
          inputMode="numeric"
          min={minimum}
          max={maximum}
          step={type === 'integer' ? '1' : 'any'}
          placeholder={String(usual)}
          defaultValue={kept ?? ''}
          onInput={keep}
        />
      )}
    </Field>
  );
}
