import type { Say } from '../../../messages/say.ts';
import { liveView } from './live.ts';
import { plainView } from './plain.ts';
import type { Output, View } from './view-state.ts';

export function openView(output: Output, say: Say, now: () => Date = () => new Date()): View {
  return output.isTTY ? liveView(output, say) : plainView(output, say, now);
}
