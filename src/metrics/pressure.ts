import type { Pressure } from '../pressure.ts';
import type { Instruments } from './instruments.ts';

/** Values of the label, by cause: as OpenMetrics has them, in small letters. */
const CAUSES = { requestsInFlight: 'requests_in_flight', eventLoopDelay: 'event_loop_delay' } as const;

export function addPressure(instruments: Instruments, pressure: Pressure): void {
  const { requestsShed } = pressure;
  const shed = instruments.total(
    'http_requests_shed_total',
    'Requests refused with 503, to keep the others quick.',
    ['cause'],
    () => {
      shed.reset();
      shed.inc({ cause: CAUSES.requestsInFlight }, requestsShed.requestsInFlight);
      shed.inc({ cause: CAUSES.eventLoopDelay }, requestsShed.eventLoopDelay);
    },
  );
  const delay = instruments.gauge(
    'nodejs_eventloop_delay_seconds',
    'How late the event loop was, on the mean of the latest second.',
    [],
    () => delay.set(pressure.eventLoopDelayMs() / 1000),
  );
}
