import type { Output } from '../report/terminal/view-state.ts';
import { fit } from '../report/terminal/wording.ts';

const TERMINAL_INTERVAL_MS = 250;
const PLAIN_INTERVAL_MS = 5000;

export interface ProgressLine {
  close(): void;
}

/** On a terminal one line is rewritten; elsewhere a line is printed every few seconds. */
export function progressLine(
  output: Output,
  options: { silent: boolean; render: () => string },
): ProgressLine {
  if (options.silent) return { close() {} };
  const onTerminal = output.isTTY === true;
  const draw = () =>
    output.write(
      onTerminal ? `\r\u001b[K${fit(options.render(), output.columns || 80)}` : `${options.render()}\n`,
    );
  const timer = setInterval(draw, onTerminal ? TERMINAL_INTERVAL_MS : PLAIN_INTERVAL_MS);
  return {
    close() {
      clearInterval(timer);
      if (onTerminal) output.write('\r\u001b[K');
    },
  };
}
