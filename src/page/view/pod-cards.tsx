import { useLayoutEffect, useRef } from 'preact/hooks';
import { quantile } from '../state/chance.ts';
import { podLink } from '../state/grafana-address.ts';
import { keyOf, type KnownFault } from '../state/known-fault.ts';
import type { Distribution } from '../state/load-distribution.ts';
import { type Pod, shortNameOf } from '../state/pod.ts';
import { faultBehind, readinessReason, type Status, STATUS_MARKS } from '../state/status.ts';
import { ShareBar, UsageGauge } from './gauges.tsx';
import { VersionIcon } from './icons.tsx';
import type { PageView } from './page-view.ts';

export function PodCards({ view }: { view: PageView }) {
  const { model, words } = view;
  const distribution = model.distribution(view.nowMs);
  return (
    <section class="pods" aria-labelledby="pods-title">
      <div class="panel-head">
        <h2 id="pods-title">{words.say('pods')}</h2>
        <p class="hint" id="spread">
          {words.say(`distribution.${distribution.verdict}`, { requests: String(distribution.requests) })}
        </p>
      </div>
      <div class="cards" id="cards">
        {model.pods.map((pod) => (
          <PodCard key={pod.name} {...{ pod, distribution, view }} />
        ))}
      </div>
      <p class="empty" id="no-pods" hidden={model.pods.length > 0}>
        {words.say('podsEmpty')}
      </p>
    </section>
  );
}

/** One pod, as its last answer describes it. */
function PodCard({ pod, distribution, view }: { pod: Pod; distribution: Distribution; view: PageView }) {
  const { words, styles, control, grafana } = view;
  const status = view.statuses.get(pod.name) ?? 'silent';
  const { sign, color } = STATUS_MARKS[status];
  const style = styles.get(pod.answer.version);
  const median = quantile(pod.latenciesMs, 0.5);
  const cut = pod.name.lastIndexOf('-') + 1;
  const aim = () => {
    control.choose({ target: pod.name });
    document.getElementById('faults')?.scrollIntoView({ block: 'nearest' });
    document.getElementById('fault-kind')?.focus();
  };
  return (
    <article
      class="pod"
      data-state={status}
      style={{ '--version': style?.colour ?? 'transparent', '--status': `var(--${color})` }}
    >
      <header>
        <h3 title={pod.name}>
          <span class="stem">{pod.name.slice(0, cut)}</span>
          <b>{pod.name.slice(cut)}</b>
        </h3>
        <span class="version">
          <VersionIcon style={style} />
          {pod.answer.version}
        </span>
      </header>
      <p class="status">
        <span class="state" title={words.say(`statusHint.${status}`)}>
          <span class="sign" aria-hidden="true">
            {sign}
          </span>
          {words.say(`status.${status}`)}
        </span>
        <span class="since">{sinceOf(pod, status, view)}</span>
      </p>
      <p class="why">{whyOf(pod, status, view)}</p>
      <ShareBar pod={pod.name} distribution={distribution} words={words} />
      <div class="gauges">
        <UsageGauge figure="cpuMillicores" pod={pod} view={view} />
        <UsageGauge figure="memoryBytes" pod={pod} view={view} />
      </div>
      <ul class="active-faults">
        {pod.faults.map((fault) => (
          <ActiveFault key={keyOf(fault)} {...{ fault, pod, status, view }} />
        ))}
      </ul>
      <footer>
        <span>{median !== null && words.say('median', { latency: words.latency(median) })}</span>
        {grafana !== null && (
          <a
            class="grafana"
            href={podLink(grafana, pod.name, performance.timeOrigin + (pod.lastRestartMs ?? pod.lastSeenMs))}
            target="_blank"
            rel="noopener"
            aria-label={`${words.say('grafana')}: ${shortNameOf(pod.name)}`}
          >
            {words.say('grafana')}
          </a>
        )}
        <button type="button" class="quiet" disabled={!control.canControl} onClick={aim}>
          {words.say('breakPod', { pod: shortNameOf(pod.name) })}
        </button>
      </footer>
    </article>
  );
}

interface ActiveFaultProps {
  readonly fault: KnownFault;
  readonly pod: Pod;
  readonly status: Status;
  readonly view: PageView;
}

/** An active fault with its countdown, and a button that stops it where the pod can be reached. */
function ActiveFault({ fault, pod, status, view }: ActiveFaultProps) {
  const { words, control, nowMs } = view;
  const stopButton = useRef<HTMLButtonElement>(null);
  const canReach = pod.responsiveness === 'answering' && status !== 'hung';
  const canStop = canReach && control.canControl;
  const seconds = Math.max(0, fault.endsAtMs - nowMs) / 1000;
  const lastsSeconds = Math.max(1, (fault.endsAtMs - fault.startedAtMs) / 1000);
  // When the button with the focus goes, another button of the card gets the focus.
  useLayoutEffect(
    () => () => {
      if (stopButton.current !== document.activeElement) return;
      stopButton.current?.closest('article')?.querySelector<HTMLElement>('footer button')?.focus();
    },
    [canStop],
  );
  return (
    <li>
      <span class="fault-name">{fault.fault}</span>
      <span class="countdown">{words.say('endsIn', { seconds: Math.ceil(seconds) })}</span>
      <button
        type="button"
        ref={stopButton}
        disabled={!canStop}
        aria-label={words.say('stopFault', { fault: fault.fault, pod: shortNameOf(pod.name) })}
        onClick={() => control.stop(pod.name, fault.fault)}
      >
        {words.say('stop')}
      </button>
      <span class="left-track">
        <span class="left" style={{ scale: `${Math.min(1, seconds / lastsSeconds).toFixed(3)} 1` }} />
      </span>
      {!canReach && <span class="why">{words.cannotStop(status, seconds)}</span>}
    </li>
  );
}

function sinceOf(pod: Pod, status: Status, { words, nowMs }: PageView): string {
  const isAway = pod.responsiveness === 'silent' || status === 'hung';
  const since = isAway
    ? words.say('lastSeen', { ago: words.secondsAgo((nowMs - pod.lastSeenMs) / 1000) })
    : words.say('uptime', { seconds: pod.uptimeSeconds(nowMs) });
  return pod.restarts === 0 ? since : `${since} · ${words.say('restarts', { count: pod.restarts })}`;
}

/** The reason of the status and how long it lasts, or the cause of the last restart. */
function whyOf(pod: Pod, status: Status, { words, nowMs }: PageView): string {
  const behind = faultBehind(pod, status);
  const left =
    behind && behind.endsAtMs > nowMs
      ? words.say('endsIn', { seconds: Math.ceil((behind.endsAtMs - nowMs) / 1000) })
      : '';
  if (status === 'unready') {
    const reason = behind?.fault === 'unready' ? ({ kind: 'fault' } as const) : readinessReason(pod);
    return [words.reason(reason), left].filter(Boolean).join(' · ');
  }
  const shedding = pod.sheddingAt(nowMs);
  if (status === 'ready' && shedding) return words.shedding(shedding);
  if (status === 'ready') return pod.lastRestart ? `↻ ${words.cause(pod.lastRestart)}` : '';
  return [words.say(`statusHint.${status}`), left].filter(Boolean).join(' · ');
}
